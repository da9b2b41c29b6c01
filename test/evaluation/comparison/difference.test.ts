import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDifference } from '../../../src/evaluation/comparison/difference.ts';
import { twoSidedP } from '../../../src/evaluation/resampling/student-t.ts';

const estimate = (centre: number, scale: number, degreesOfFreedom = 9) => {
  return { difference: centre, centre, scale, degreesOfFreedom };
};

describe('judgeDifference', () => {
  it('reads centre + scale·t: 0.02 ± 0.01 · 2.262 at 9 degrees of freedom', () => {
    const { interval, pValue } = judgeDifference(estimate(0.02, 0.01), 1, 0.01);
    // 2.262157 is the 97.5 % point of t at 9 degrees of freedom in any table.
    expect(interval.low).toBeCloseTo(0.02 - 0.022_621_57, 8);
    expect(interval.high).toBeCloseTo(0.02 + 0.022_621_57, 8);
    expect(pValue).toBe(twoSidedP(2, 9));
  });

  it('has probabilities of better, same and worse that add up to 1, and mirror each other', () => {
    const parts = [fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })] as const;
    fc.assert(
      fc.property(...parts, fc.double({ min: 0, max: 0.5, noNaN: true }), (centre, scale, rope) => {
        const higher = judgeDifference(estimate(centre, scale), 1, rope);
        const lower = judgeDifference(estimate(centre, scale), -1, rope);
        expect(higher.better + higher.same + higher.worse).toBeCloseTo(1, 12);
        expect([lower.worse, lower.better]).toEqual([higher.better, higher.worse]);
      }),
    );
  });

  it('without a rope is better with a probability of 1 − p/2, the one-sided p-value', () => {
    const { better, same, pValue } = judgeDifference(estimate(0.02, 0.01), 1, 0);
    expect(better).toBeCloseTo(1 - pValue / 2, 14);
    expect(same).toBeCloseTo(0, 14);
  });

  it('counts what is certain as certain: better by 0.02, and the same within 0.03', () => {
    expect(judgeDifference(estimate(0.02, 0), 1, 0.01)).toMatchObject({ better: 1, same: 0, worse: 0, pValue: 0 });
    expect(judgeDifference(estimate(0.02, 0), 1, 0.03)).toMatchObject({ better: 0, same: 1, worse: 0 });
    expect(judgeDifference(estimate(0.02, 0), -1, 0.01)).toMatchObject({ better: 0, same: 0, worse: 1 });
    expect(judgeDifference(estimate(0, 0), 1, 0)).toMatchObject({ pValue: 1, interval: { low: 0, high: 0 } });
  });
});
