/**
 * Chapter 9: the first ten steps of Adam, with the bias correction and without.
 */
import type { AdamSteps } from '../golden.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const adamChapter: Chapter = {
  name: '09-sgd-momentum-adam',
  about: 'three ways to step, and why Adam corrects its first steps',
  picture({ adam }) {
    const { steps, parameter } = adam;
    const sizes = steps.map((step) => sizesOf(step, adam));
    const corrected = sizes.map(([t, size]) => [t, size] as const);
    const plain = sizes.map(([t, , size]) => [t, size] as const);
    return drawXy({
      id: 'adam',
      title: 'The first ten steps of one bias',
      sentence: `How far ${parameter} moves, in learning rates. The first step is ${show(corrected[0]![1], 3)}, and without the correction it would be ${show(plain[0]![1], 3)}.`,
      x: { label: 'step t', format: 'count', domain: [1, steps.length] },
      y: {
        label: 'size of the step ÷ α',
        format: 'number',
        domain: [0, Math.ceil(Math.max(...plain.map(([, size]) => size)))],
      },
      series: [
        { name: 'Adam', style: 'line', role: 'main', points: corrected },
        { name: 'uncorrected', style: 'line', role: 'second', points: plain },
      ],
      marks: [],
      columns: ['t', 'g', 'm', 'm̂', 'v', 'v̂', 'step', 'size ÷ α', 'uncorrected ÷ α'].map(numberColumn),
      rows: steps.map(({ t, g, m, mhat, v, vhat, step }, index) => {
        return [t, g, m, mhat, v, vhat, step, sizes[index]![1], sizes[index]![2]];
      }),
    });
  },
  numbers({ adam: { steps, parameter, learningRate } }) {
    const [{ g, m, v, mhat, vhat, step }] = steps as [AdamSteps['steps'][number]];
    const lines = [
      `m = 0.1 · g = 0.1 · ${term(g)} = ${show(m)}`,
      `v = 0.001 · g² = 0.001 · ${term(g)}² = ${show(v)}`,
      `m̂ = m / (1 − 0.9) = ${show(mhat)}`,
      `v̂ = v / (1 − 0.999) = ${show(vhat)}`,
      `step = α · m̂ / √v̂ = ${learningRate} · ${term(mhat)} / ${show(Math.sqrt(vhat))} = ${show(step)}`,
    ];
    return `${parameter} of a new network, t = 1:\n\n${block(...lines)}`;
  },
  look: { at: 'one bias through `m`, `v`, `m̂`, `v̂` and the step', flags: '--param b2[1]' },
};

/** Of step t, with and without the correction, in learning rates. */
function sizesOf({ t, step, m, v }: AdamSteps['steps'][number], { learningRate, epsilon }: AdamSteps) {
  return [t, Math.abs(step) / learningRate, Math.abs(m) / (Math.sqrt(v) + epsilon)] as const;
}
