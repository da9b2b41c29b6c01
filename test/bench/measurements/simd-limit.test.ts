import { describe, expect, it } from 'vitest';
import { benchSimdLimit, limitResult, makeLimitKernel } from '../../../bench/measurements/simd-limit.ts';

const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };

describe('the limit kernel', () => {
  it.each([
    [4, 4],
    [6, 6],
    [12, 4],
    [1, 0],
    [0, 1],
  ])('of %i chains of products and %i of sums gives what JavaScript gives', (multiplications, additions) => {
    const mix = { multiplications, additions };
    const kernel = makeLimitKernel(mix);
    for (const [rounds, factor, term] of [
      [1, 1, 0],
      [3, 1.25, 0.1],
      [1000, 1 + 2 ** -23, 2 ** -19],
    ] as const) {
      const added = Math.fround(term);
      expect(kernel(rounds, factor, added)).toBe(limitResult(mix, rounds, factor, added));
    }
  });

  it('does 8 steps of each chain in a round: 1.5⁸ from 1 and 1 + 8 · 0.5 from 1', () => {
    // The first chain starts at 1 + term.
    expect(makeLimitKernel({ multiplications: 1, additions: 0 })(1, 1.5, 0)).toBe(1.5 ** 8);
    expect(makeLimitKernel({ multiplications: 0, additions: 1 })(1, 1, 0.5)).toBe(1.5 + 4);
    expect(makeLimitKernel({ multiplications: 0, additions: 1 })(2, 1, 0.5)).toBe(1.5 + 8);
  });
});

describe('benchSimdLimit', () => {
  it('has a line for each of 5 mixes, all of 7.68 million operations', async () => {
    const { rows, unit } = await benchSimdLimit(ONCE);
    expect(unit).toBe('GFLOP/s');
    expect(rows.map(({ name }) => name)).toEqual(['4 and 4', '6 and 6', '8 and 8', '12 and 4', '4 and 8']);
    for (const { rate, medianMs } of rows) expect((rate * medianMs) / 7.68).toBeCloseTo(1, 12);
  });

  it('gives no figure for a kernel that does half the rounds', async () => {
    const lazy: typeof makeLimitKernel = (mix) => (rounds, factor, term) =>
      makeLimitKernel(mix)(rounds / 2, factor, term);
    await expect(benchSimdLimit(ONCE, lazy)).rejects.toThrow(/^limit, 4 and 4: the result is .*, expected /);
  });
});
