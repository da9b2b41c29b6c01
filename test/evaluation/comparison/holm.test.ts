import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjusted } from '../../../src/evaluation/comparison/holm.ts';

describe('holmAdjusted', () => {
  it('multiplies the i-th smallest of m p-values by m − i + 1, and never falls below the one before', () => {
    // 3 × 0.01; 2 × 0.04 = 0.08; 1 × 0.03 is raised to what 0.03 × 2 = 0.06 makes of it, and 0.04 to that.
    expect(holmAdjusted([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
    expect(holmAdjusted([0.5, 0.6])).toEqual([1, 1]);
    expect(holmAdjusted([0.2])).toEqual([0.2]);
    expect(holmAdjusted([])).toEqual([]);
  });

  it('keeps the order, is at least the p-value and at most m times it, as Bonferroni has it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), (pValues) => {
        const adjusted = holmAdjusted(pValues);
        for (const [i, p] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * pValues.length));
          for (const [j, q] of pValues.entries()) if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
        }
      }),
    );
  });
});
