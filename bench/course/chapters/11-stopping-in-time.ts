/**
 * Chapter 11: a training that goes on far beyond its best epoch.
 */
import { studyOf } from '../golden.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

const EPOCHS = 100;
const HIDDEN = [50, 50];
const LEARNING_RATE = 0.001;
const COMMAND = `--set audiobooks --hidden ${HIDDEN.join(',')} --learning-rate ${LEARNING_RATE}`;
/** Shown in the table. */
const EVERY = 50;

export const stoppingInTime: Chapter = {
  name: '11-stopping-in-time',
  about: 'mini-batches, over-fitting, and when to stop',
  async picture() {
    const { history, best } = await longTraining();
    const curve = (name: 'loss' | 'validationLoss') => history.map((logs, index) => [index + 1, logs[name]!] as const);
    const last = history.at(-1)!;
    const shown = history
      .map((_, index) => index + 1)
      .filter((epoch) => epoch === 1 || epoch === best || epoch % EVERY === 0);
    return drawXy({
      id: 'over-fitting',
      title: 'Learning by heart',
      sentence: `The training loss falls to ${show(last.loss, 2)}. The validation loss is best after epoch ${best}, and then rises to ${show(last.validationLoss!, 2)}.`,
      x: { label: 'epoch', format: 'count', domain: [1, EPOCHS] },
      y: {
        label: 'loss',
        format: 'number',
        domain: [0, Math.max(...history.map(({ validationLoss }) => validationLoss!))],
      },
      series: [
        { name: 'validation rows', style: 'line', role: 'main', points: curve('validationLoss') },
        { name: 'training rows', style: 'line', role: 'second', points: curve('loss') },
      ],
      marks: [{ x: best, y: history[best - 1]!.validationLoss!, label: `best: epoch ${best}` }],
      columns: ['epoch', 'training loss', 'validation loss'].map(numberColumn),
      rows: shown.map((epoch) => [epoch, history[epoch - 1]!.loss, history[epoch - 1]!.validationLoss!]),
    });
  },
  async numbers() {
    const { history, best, stopped, patience, rows, batchSize, batches } = await longTraining();
    const line = (epoch: number) => {
      const { loss, validationLoss } = history[epoch - 1]!;
      return `epoch ${String(epoch).padStart(3)}   training ${show(loss)}   validation ${show(validationLoss!)}`;
    };
    const lines = [
      `${rows} training rows / ${batchSize} a batch = ${batches} steps an epoch`,
      `${line(best)}   best: these weights are kept`,
      `${line(stopped)}   ${patience} epochs without a better one: stop`,
      `${line(EPOCHS)}   if nobody had stopped it`,
    ];
    return `A slice of the audiobook store, ${HIDDEN.length} layers of ${HIDDEN[0]} units:\n\n${block(...lines)}`;
  },
  look: {
    at: 'the two loss curves and their best epoch',
    command: {
      study: COMMAND,
      trace: `${COMMAND} --row 07066`,
    },
  },
};

/** Far beyond the epoch at which early stopping would have ended it. */
async function longTraining() {
  const study = await studyOf('audiobooks', { hidden: HIDDEN, learningRate: LEARNING_RATE });
  for (let epoch = 0; epoch < EPOCHS; epoch++) study.trainEpoch();
  const { bestEpoch, stoppedEpoch } = study.stopping;
  const rows = study.train!.targets.length;
  return {
    history: study.history,
    best: bestEpoch,
    stopped: stoppedEpoch,
    patience: study.options.patience,
    rows,
    batchSize: study.batchSize,
    batches: study.stepsPerEpoch,
  };
}
