/**
 * Chapter 6: the loss of one row while its logit moves, with the slope p − 1.
 */
import { drawXy, evenly, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const pMinusY: Chapter = {
  name: '06-p-minus-y',
  about: 'why the gradient of softmax and cross-entropy is just p − y',
  picture({ step, target, classes, rowNumber }) {
    const logits = step.row('z2');
    const at = logits[target - 1]!;
    const others = logits.filter((_, j) => j !== target - 1);
    const loss = (z: number) => Math.log([z, ...others].reduce((sum, one) => sum + Math.exp(one - z), 0));
    const slope = step.at(`dz2[1,${target}]`);
    const [low, high] = [at - 3, at + 3];
    return drawXy({
      id: 'slope-of-loss',
      title: 'The slope of the loss is p − 1',
      sentence: `The loss of row ${rowNumber} while the logit of its true class (${classes[target - 1]}) moves. The dashed line touches the curve where the row is: its slope is ${show(slope)}.`,
      x: { label: `logit of ${classes[target - 1]}`, format: 'number', domain: [low, high] },
      y: { label: 'loss', format: 'number', domain: [0, Math.ceil(loss(low))] },
      series: [
        { name: 'loss', style: 'line', role: 'main', points: evenly(low, high, 121).map((z) => [z, loss(z)] as const) },
        {
          name: `slope ${show(slope)}`,
          style: 'line',
          role: 'second',
          points: [-1.2, 1.2].map((away) => [at + away, loss(at) + slope * away] as const),
        },
      ],
      marks: [{ x: at, y: loss(at), label: `row ${rowNumber}` }],
      columns: [`logit of ${classes[target - 1]}`, 'p', 'loss', 'slope: p − 1'].map(numberColumn),
      rows: [-2, -1, 0, 1, 2].map((away) => {
        const value = loss(at + away);
        return [at + away, Math.exp(-value), value, Math.exp(-value) - 1];
      }),
    });
  },
  numbers({ step, target, classes, rowNumber }) {
    const lines = step.row('p').map((p, j) => {
      const y = j === target - 1 ? 1 : 0;
      return `${classes[j]}   p − y = ${show(p)} − ${y} = ${show(step.row('dz2')[j]!)}`;
    });
    const sum = step.row('dz2').reduce((total, value) => total + value, 0);
    return `Row ${rowNumber} is of class ${classes[target - 1]}:\n\n${block(...lines, '', `sum = ${show(sum)}`)}`;
  },
  look: { at: 'the line `dz2`: what is pushed up, what down, and the sum' },
};
