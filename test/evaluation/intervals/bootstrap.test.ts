import { describe, expect, it } from 'vitest';
import { bootstrap } from '../../../src/evaluation/intervals/bootstrap.ts';
import { createRandom } from '../../../src/random.ts';

describe('bootstrap', () => {
  it('draws each resample with replacement: n rows in all, other ones each time', () => {
    const seen = new Set<string>();
    bootstrap({ rowCount: 10, random: createRandom(1), resamples: 20 }, (counts) => {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
      seen.add(String(counts));
      return {};
    });
    expect(seen.size).toBe(20);
  });

  it('is the same for the same seed and another for another', () => {
    const figures = (seed: number) =>
      bootstrap({ rowCount: 50, random: createRandom(seed), resamples: 100 }, (counts) => ({
        first: counts[0]! + counts[1]! / 7 + counts[2]! / 11,
      })).first;
    expect(figures(1)).toEqual(figures(1));
    expect(figures(1)).not.toEqual(figures(2));
  });

  it('leaves undefined resamples out, and gives null where they are more than half', () => {
    let resample = 0;
    const options = { rowCount: 2, random: createRandom(1), resamples: 10 };
    const figures = bootstrap(options, () => {
      resample++;
      return { half: resample <= 5 ? resample : null, most: resample <= 4 ? 7 : null };
    });
    expect(figures).toEqual({ half: [1, 2, 3, 4, 5], most: null });
  });

  it.each([
    [{ rowCount: 0 }, 'rowCount 0, expected a whole number of at least 1'],
    [{ resamples: 2.5 }, 'resamples 2.5, expected a whole number of at least 1'],
  ])('refuses %o', (options, message) => {
    expect(() => bootstrap({ rowCount: 5, random: createRandom(1), ...options }, () => ({ figure: 1 }))).toThrow(
      new RangeError(`bootstrap: ${message}`),
    );
  });

  it('tells the standard error of a share of 100 rows to 10 % of the textbook one', () => {
    const { share } = bootstrap({ rowCount: 100, random: createRandom(1), resamples: 1000 }, (counts) => ({
      share: counts.subarray(0, 30).reduce((sum, count) => sum + count, 0) / 100,
    }));
    const mean = share!.reduce((sum, one) => sum + one, 0) / 1000;
    const variance = share!.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 999;
    const error = Math.sqrt((0.3 * 0.7) / 100);
    // 1,000 resamples know it to 2 %.
    expect(Math.abs(Math.sqrt(variance) / error - 1)).toBeLessThan(0.1);
  });
});
