/**
 * Chapter 7: dW as a multiplication table, and one unit's way from the logits down.
 */
import { drawMatrices } from '../pictures/matrix-drawing.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

export const backwardByShapes: Chapter = {
  name: '07-backward-by-shapes',
  about: 'dW, db and dX: the shapes tell which product, the chain rule tells why',
  picture: ({ step, rowNumber }) =>
    drawMatrices({
      id: 'backward',
      title: 'The gradient of the weights is a multiplication table: a1ᵀ · dz2 = dW2',
      sentence: `Row ${rowNumber}: what went into the second layer, times what came back. A unit that gave 0 has a row of zeros.`,
      parts: [
        {
          name: 'a1ᵀ [3, 1]',
          rows: step.row('a1').map((a) => [a]),
          rowNames: ['1', '2', '3'],
        },
        '·',
        { name: 'dz2 [1, 2]', rows: step.rows('dz2') },
        '=',
        { name: 'dW2 [3, 2]', rows: step.rows('dW2'), rowNames: ['1', '2', '3'] },
      ],
    }),
  numbers({ step, rowNumber }) {
    const live = step.row('a1').findIndex((a) => a > 0) + 1;
    const [a, dz] = [step.at(`a1[1,${live}]`), step.row('dz2')];
    const weights = step.row('W2', live);
    const products = dz.map((value, j) => `${term(value)}·${term(weights[j]!)}`).join(' + ');
    const lines = [
      `dW2[${live},1] = a1[${live}] · dz2[1] = ${show(a)} · ${term(dz[0]!)} = ${show(step.at(`dW2[${live},1]`))}`,
      `db2[1]   = dz2[1] = ${show(step.at('db2[1]'))}`,
      `da1[${live}]   = dz2[1]·W2[${live},1] + dz2[2]·W2[${live},2]`,
      `         = ${products} = ${show(step.at(`da1[1,${live}]`))} = dz1[${live}], the slope is 1`,
      `dW1[1,${live}] = x[1] · dz1[${live}] = ${show(step.at('x[1,1]'))} · ${term(step.at(`dz1[1,${live}]`))} = ${show(step.at(`dW1[1,${live}]`))}`,
    ];
    return `Row ${rowNumber}, from the logits down to the first layer, along unit ${live}:\n\n${block(...lines)}`;
  },
  look: { at: 'a weight of the first layer: the two factors of its gradient', flags: '--param W1[1,1]' },
};
