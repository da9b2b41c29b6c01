import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reliabilityTable } from '../../src/evaluation/reliability.ts';
import { expand, resampledRows } from './resamples.ts';

describe('reliabilityTable', () => {
  it('puts 0 and 1/4 into the first of two bins, 1/2 too, 3/4 and 1 into the second', () => {
    expect(reliabilityTable([0, 1, 0, 1, 1], [0, 0.25, 0.5, 0.75, 1], 2)).toEqual([
      { from: 0, to: 0.5, count: 3, meanProbability: 0.25, observedShare: 1 / 3 },
      { from: 0.5, to: 1, count: 2, meanProbability: 0.875, observedShare: 1 },
    ]);
  });

  it('keeps empty bins, with nothing known of them', () => {
    const table = reliabilityTable([1], [0.95]);
    expect(table).toHaveLength(10);
    expect(table[0]).toEqual({ from: 0, to: 0.1, count: 0, meanProbability: null, observedShare: null });
  });

  it('refuses what is no probability, and other lengths', () => {
    const refusal = 'reliabilityTable: the probability of row 0 is 1.5, expected 0 to 1';
    expect(() => reliabilityTable([1], [1.5])).toThrow(new RangeError(refusal));
    expect(() => reliabilityTable([1], [NaN])).toThrow(RangeError);
    expect(() => reliabilityTable([1], [])).toThrow(new RangeError('reliabilityTable: 0 probabilities, expected 1'));
  });

  it('counts a resample as its rows written out, in 300 drawn ones', () => {
    fc.assert(
      fc.property(resampledRows, ({ targets, scores, counts }) => {
        const written = reliabilityTable(expand(targets, counts), expand(scores, counts));
        expect(reliabilityTable(targets, scores, 10, counts)).toEqual(written);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
