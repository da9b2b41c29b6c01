/**
 * Chapter 2: one row through a dense layer, as matrices and as sums.
 */
import { drawMatrices } from '../pictures/matrix-drawing.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const denseAndShapes: Chapter = {
  name: '02-dense-and-shapes',
  about: 'weighted sums, and how shapes say which product is right',
  picture: ({ step, rowNumber }) =>
    drawMatrices({
      id: 'dense',
      title: 'One row through a dense layer: x · W1 + b1 = z1',
      sentence: `Row ${rowNumber} has 2 inputs; W1 has a column for each of 3 units; z1 has a number for each of them.`,
      parts: [
        { name: 'x [1, 2]', rows: step.rows('x') },
        '·',
        { name: 'W1 [2, 3]', rows: step.rows('W1'), columnNames: ['unit 1', 'unit 2', 'unit 3'] },
        '+',
        { name: 'b1 [3]', rows: step.rows('b1') },
        '=',
        { name: 'z1 [1, 3]', rows: step.rows('z1') },
      ],
    }),
  numbers({ step, rowNumber }) {
    const lines = step.row('z1').map((z, j) => {
      const products = step.row('x').map((x, s) => `${term(x)}·${term(step.at(`W1[${s + 1},${j + 1}]`))}`);
      return `z1[${j + 1}] = ${products.join(' + ')} + ${term(step.at(`b1[${j + 1}]`))} = ${show(z)}`;
    });
    return `Row ${rowNumber}, the three units of the first layer:\n\n${block(...lines)}`;
  },
  look: { at: 'unit 1 of the first layer: its products, their sum, its bias', flags: '--neuron 1.1' },
};
