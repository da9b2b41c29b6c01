/**
 * Chapter 5: what a probability costs, and what a step takes off one row's loss.
 */
import type { RowOutcome } from '../../../src/study/trace/trace-document.ts';
import { drawXy, evenly, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const crossEntropy: Chapter = {
  name: '05-cross-entropy',
  about: 'the loss of a row is −ln p of its true class',
  picture({ step, target, rowNumber }) {
    return drawXy({
      id: 'cross-entropy',
      title: 'What a probability costs',
      sentence: `The loss is 0 where the true class had probability 1, and grows without end towards 0. Row ${rowNumber} costs ${show(step.at('loss'))}.`,
      x: { label: 'p of the true class', format: 'number', domain: [0, 1] },
      y: { label: 'loss of the row', format: 'number', domain: [0, 5] },
      series: [
        {
          name: '−ln p',
          style: 'line',
          role: 'main',
          points: evenly(0.0068, 1, 160).map((p) => [p, -Math.log(p)] as const),
        },
      ],
      marks: [
        { x: step.at(`p[1,${target}]`), y: step.at('loss'), label: `row ${rowNumber}` },
        { x: 0.5, y: Math.LN2, label: 'knows nothing: ln 2' },
      ],
      columns: ['p of the true class', 'loss'].map(numberColumn),
      rows: [0.99, 0.9, 0.5, 0.25, 0.1, 0.01].map((p) => [p, -Math.log(p)]),
    });
  },
  numbers({ trace: { before, after }, target, classes, rowNumber }) {
    const line = (name: string, { probabilities, loss }: RowOutcome) => {
      const p = probabilities[target - 1]!;
      return `${name.padEnd(8)}p of ${classes[target - 1]} = ${show(p)}   loss = −ln ${show(p)} = ${show(loss!)}`;
    };
    const gain = before.loss! - after!.loss!;
    const lines = [line('before', before), line('after', after!), `        the step took away ${show(gain)}`];
    return `Row ${rowNumber} is of class ${classes[target - 1]}. Before and after one step of training on it alone:\n\n${block(...lines)}`;
  },
  look: { at: 'the line `loss`, and the loss of the same row after the step' },
};
