import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logShift, reweighted, shiftProbabilities } from '../../src/evaluation/prior-shift.ts';

/** Shares of k classes, all above 0, and the probabilities of n rows for them. */
const drawn = fc.integer({ min: 2, max: 5 }).chain((k) => {
  const shares = fc
    .array(fc.integer({ min: 1, max: 100 }), { minLength: k, maxLength: k })
    .map((weights) => weights.map((weight) => weight / weights.reduce((a, b) => a + b)));
  return fc.record({ from: shares, to: shares, rows: fc.array(shares, { minLength: 1, maxLength: 8 }) });
});

describe('shiftProbabilities', () => {
  it('turns 0.5 of an even mix into 0.2 where one in five is of the class', () => {
    const [no, yes] = shiftProbabilities(Float64Array.of(0.5, 0.5), [0.5, 0.5], [0.8, 0.2]);
    expect(no).toBeCloseTo(0.8, 15);
    expect(yes).toBeCloseTo(0.2, 15);
  });

  it('sums to 1, is undone by the way back, and is what the logs of the ratios give on logits (500 draws)', () => {
    fc.assert(
      fc.property(drawn, ({ from, to, rows }) => {
        const k = from.length;
        const shifted = shiftProbabilities(Float64Array.from(rows.flat()), from, to);
        const back = shiftProbabilities(shifted, to, from);
        const shift = logShift(from, to);
        for (const [row, probabilities] of rows.entries()) {
          const ofRow = shifted.subarray(row * k, (row + 1) * k);
          // A few roundings of float64.
          expect(ofRow.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
          const exponentials = probabilities.map((p, label) => Math.exp(Math.log(p) + shift[label]!));
          const sum = exponentials.reduce((a, b) => a + b);
          for (const [label, p] of probabilities.entries()) {
            expect(back[row * k + label]).toBeCloseTo(p, 12);
            // Our own logarithm is a float32: up to 9 here, so off by at most 3e-7, and a probability by a quarter of that.
            expect(ofRow[label]).toBeCloseTo(exponentials[label]! / sum, 6);
          }
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('control: the shares taken the wrong way round give 0.8', () => {
    expect(shiftProbabilities(Float64Array.of(0.5, 0.5), [0.8, 0.2], [0.5, 0.5])[1]).toBeCloseTo(0.8, 15);
  });

  it('leaves what it is given as it was', () => {
    const given = Float64Array.of(0.3, 0.7);
    shiftProbabilities(given, [0.5, 0.5], [0.9, 0.1]);
    expect([...reweighted(given, [0.5, 0.25], [1, 1])]).toEqual([0.6, 2.8]);
    expect([...given]).toEqual([0.3, 0.7]);
  });
});
