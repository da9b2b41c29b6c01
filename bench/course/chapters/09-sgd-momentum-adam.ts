import type { AdamSteps } from '../golden.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { formatTable } from '../../../src/text-table.ts';
import { block, type Chapter } from './chapter.ts';

export const adamChapter: Chapter = {
  name: '09-sgd-momentum-adam',
  about: 'three ways to step, and why Adam corrects its first steps',
  picture({ adam }) {
    const { steps, parameter } = adam;
    const sizes = steps.map((step) => [step.t, ...sizesOf(step, adam)] as const);
    const corrected = sizes.map(([t, size]) => [t, size] as const);
    const plain = sizes.map(([t, , size]) => [t, size] as const);
    return drawXy({
      id: 'adam',
      title: 'The first ten steps of one weight',
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
      columns: ['t', 'size ÷ α', 'without correction ÷ α'].map(numberColumn),
      rows: sizes,
    });
  },
  numbers({ adam: { steps, parameter, learningRate } }) {
    const header = ['t', 'g', 'm', 'm̂', 'v', 'v̂', 'step'];
    const rows = steps.map(({ t, g, m, mhat, v, vhat, step }) => [
      String(t),
      ...[g, m, mhat, v, vhat, step].map((value) => show(value, 3)),
    ]);
    const table = formatTable(
      [header, ...rows],
      header.map(() => 'right'),
    );
    return `${parameter} of a new network, batch after batch, with α = ${learningRate}:\n\n${block(...table.split('\n'))}`;
  },
  look: { at: 'one weight through `m`, `v`, `m̂`, `v̂` and the step', flags: '--param W2[2,1]' },
};

/** With and without the correction, in learning rates. */
function sizesOf({ step, m, v }: AdamSteps['steps'][number], { learningRate, epsilon }: AdamSteps): [number, number] {
  return [Math.abs(step) / learningRate, Math.abs(m) / (Math.sqrt(v) + epsilon)];
}
