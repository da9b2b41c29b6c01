/**
 * Chapter 3: ReLU and its slope, with the units of one row on it.
 */
import { drawXy, evenly, numberColumn, textColumn } from '../pictures/picture.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const relu: Chapter = {
  name: '03-relu',
  about: 'the bend without which many layers are one, and where its slope is 0',
  picture({ step, rowNumber }) {
    const [z, a, dA, dZ] = ['z1', 'a1', 'da1', 'dz1'].map((name) => step.row(name));
    const reach = Math.ceil(Math.max(1.5, ...z!.map(Math.abs)) * 10) / 10;
    const corners = [-reach, 0, reach];
    const slope = evenly(-reach, reach, 201).map((x) => [x, x > 0 ? 1 : 0] as const);
    return drawXy({
      id: 'relu',
      title: 'ReLU and its slope',
      sentence: `Above 0 the unit passes what it gets, with slope 1; below 0 it gives 0, with slope 0. The marks are the three units for row ${rowNumber}.`,
      x: { label: 'z, what goes in', format: 'number', domain: [-reach, reach] },
      y: { label: 'a, what comes out', format: 'number', domain: [-0.2, reach] },
      series: [
        { name: 'a = max(0, z)', style: 'line', role: 'main', points: corners.map((x) => [x, Math.max(0, x)]) },
        { name: 'slope', style: 'line', role: 'reference', points: slope },
      ],
      marks: z!.map((x, j) => ({ x, y: a![j]!, label: `unit ${j + 1}` })),
      columns: [textColumn('unit'), ...['z', 'a', 'slope', 'dA, from above', 'dZ, handed on'].map(numberColumn)],
      rows: z!.map((x, j) => [String(j + 1), x, a![j]!, x > 0 ? 1 : 0, dA![j]!, dZ![j]!]),
    });
  },
  numbers({ step, rowNumber }) {
    const lines = step.row('z1').map((z, j) => {
      const [a, dA, dZ] = ['a1', 'da1', 'dz1'].map((name) => step.row(name)[j]!);
      const forward = `a1[${j + 1}] = max(0, ${show(z)}) = ${show(a!)}`;
      return `${forward.padEnd(34)}dz1[${j + 1}] = ${z > 0 ? 1 : 0} · ${term(dA!)} = ${show(dZ!)}`;
    });
    return `Row ${rowNumber}, forward at the left, backward at the right:\n\n${block(...lines)}`;
  },
  look: { at: 'the units of the first layer: which of them this row switches off', flags: '--neuron 1.1' },
};
