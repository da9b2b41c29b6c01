/**
 * Chapter 4: probabilities while one logit moves, and the exponentials of one row.
 */
import { drawXy, evenly, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

const softmax = (z: readonly number[]): number[] => {
  const powers = z.map((value) => Math.exp(value - Math.max(...z)));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
};

export const softmaxChapter: Chapter = {
  name: '04-softmax',
  about: 'logits become probabilities, and why the largest is subtracted first',
  picture({ step, classes, rowNumber }) {
    const [first, other] = step.row('z2');
    const [low, high] = [other! - 6, other! + 6];
    const curve = (index: number) => evenly(low, high, 121).map((z) => [z, softmax([z, other!])[index]!] as const);
    return drawXy({
      id: 'softmax',
      title: 'Probabilities while one logit moves',
      sentence: `The logit of ${classes[1]} stays at ${show(other!)}. Raise that of ${classes[0]}: its probability rises, the other falls, and they always add up to 1. Marked: row ${rowNumber}.`,
      x: { label: `logit of ${classes[0]}`, format: 'number', domain: [low, high] },
      y: { label: 'probability', format: 'number', domain: [0, 1] },
      series: classes.map((name, index) => ({
        name: `p of ${name}`,
        style: 'line' as const,
        role: index === 0 ? ('main' as const) : ('second' as const),
        points: curve(index),
      })),
      marks: [{ x: first!, y: step.at('p[1,1]'), label: `row ${rowNumber}` }],
      columns: [`logit of ${classes[0]}`, ...classes.map((name) => `p of ${name}`)].map(numberColumn),
      rows: [-4, -2, -1, 0, 1, 2, 4].map((away) => {
        const [p, rest] = softmax([other! + away, other!]);
        return [other! + away, p!, rest!];
      }),
    });
  },
  numbers({ step, classes, rowNumber }) {
    const [z, p] = [step.row('z2'), step.row('p')];
    const largest = Math.max(...z);
    const powers = z.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((total, value) => total + value, 0);
    const lines = z.map((value, j) => {
      const shifted = `${show(value)} − ${show(largest).replace(/^−.*/, '($&)')} = ${show(value - largest)}`;
      return `${classes[j]}   ${shifted}   exp = ${show(powers[j]!)}   p = ${show(powers[j]!)} / ${show(sum)} = ${show(p[j]!)}`;
    });
    return `Row ${rowNumber}. The largest logit is ${show(largest)}:\n\n${block(...lines)}`;
  },
  look: { at: 'the lines `shifted`, `exp` and `p`' },
};
