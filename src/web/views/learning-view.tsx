/**
 * Loss and accuracy of each epoch, the best one, and where early stopping ends the training.
 */
import { LineChart, type Line } from '../plots/line-chart.tsx';
import { TableTwin } from '../plots/table-twin.tsx';
import type { Snapshot } from '../protocol.ts';
import { shortNumber } from '../format.ts';
import { description, snapshot } from '../state/state.ts';

type History = Snapshot['history'];

/** Points of a line: of more epochs, every so manieth. */
const MOST_POINTS = 300;

export function LearningView() {
  const now = snapshot.value;
  const { trainingRows, options } = description.value!;
  if (now === null || trainingRows === 0) return <p class="note">This network has no rows to learn from.</p>;
  const { history, stopping } = now;
  if (history.length === 0) return <p class="note">After the first epoch, loss and accuracy are drawn here.</p>;
  const marks = [
    ...(stopping.bestEpoch > 0 ? [{ x: stopping.bestEpoch, text: `best: epoch ${stopping.bestEpoch}` }] : []),
    ...(stopping.stoppedEpoch > 0 ? [{ x: stopping.stoppedEpoch, text: `train stops: ${stopping.stoppedEpoch}` }] : []),
  ];
  const said = sentence(now, options.patience);
  return (
    <>
      <p>{said}</p>
      <LineChart
        label={`Loss of ${history.length} epochs. ${said}`}
        x={{ title: 'epoch', isWhole: true }}
        y={{ title: 'Loss', include: [0] }}
        lines={linesOf(history, 'loss', 'validationLoss')}
        marks={marks}
      />
      <LineChart
        label={`Accuracy of ${history.length} epochs, the last one ${percent(history.at(-1)!.accuracy)}`}
        x={{ title: 'epoch', isWhole: true }}
        y={{ title: 'Accuracy', text: percent, include: [1] }}
        lines={linesOf(history, 'accuracy', 'validationAccuracy')}
        marks={marks.map(({ x }) => ({ x, text: '' }))}
      />
      <TableTwin
        title="Loss and accuracy"
        head={['epoch', 'loss', 'validation loss', 'accuracy', 'validation accuracy']}
        rows={() =>
          history.map(({ loss, validationLoss, accuracy, validationAccuracy }, i) => [
            String(i + 1),
            loss,
            validationLoss ?? '',
            percent(accuracy),
            validationAccuracy === undefined ? '' : percent(validationAccuracy),
          ])
        }
      />
    </>
  );
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

function linesOf(history: History, own: 'loss' | 'accuracy', watched: 'validationLoss' | 'validationAccuracy'): Line[] {
  const stride = Math.ceil(history.length / MOST_POINTS);
  const line = (name: string, coding: number, key: typeof own | typeof watched): Line => ({
    name,
    coding,
    points: history.flatMap((logs, i) => {
      const value = logs[key];
      const isTaken = i % stride === 0 || i === history.length - 1;
      return value === undefined || !isTaken ? [] : [[i + 1, value] as const];
    }),
  });
  const lines = [line('training rows', 0, own), line('validation rows', 1, watched)];
  return lines.filter(({ points }) => points.length > 0);
}

/** What to look at. */
function sentence({ history, stopping }: Snapshot, patience: number): string {
  const last = history.at(-1)!;
  if (last.validationLoss === undefined)
    return `The loss went from ${shortNumber(history[0]!.loss)} to ${shortNumber(last.loss)}.`;
  const best = history[stopping.bestEpoch - 1]?.validationLoss ?? last.validationLoss;
  const said = `The validation loss was lowest in epoch ${stopping.bestEpoch}: ${shortNumber(best)}.`;
  if (stopping.stoppedEpoch > 0) {
    return `${said} ${patience} epochs later none had been better, so train stops at epoch ${stopping.stoppedEpoch} and keeps the weights of epoch ${stopping.bestEpoch}.`;
  }
  const apart = last.validationLoss / last.loss;
  if (apart > 1.5)
    return `${said} It is ${apart.toFixed(1)} times the loss of the training rows: they are learned by heart.`;
  return history.length === stopping.bestEpoch ? `${said} It is still falling.` : said;
}
