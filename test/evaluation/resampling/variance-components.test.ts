import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { varianceComponents } from '../../../src/evaluation/resampling/variance-components.ts';
import { createRandom } from '../../../src/random.ts';

interface Case {
  readonly groups: number[][];
  readonly between: number;
  readonly within: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}
const golden = JSON.parse(readFileSync(new URL('../../golden/student-t.json', import.meta.url), 'utf8')) as {
  components: Case[];
};

/** Figures of groups that differ by `between`, and within by `within`, as deviations of uniform numbers. */
function drawn(groups: number, between: number, within: number): number[][] {
  const random = createRandom(`${between} ${within}`, 'components');
  const uniform = (deviation: number) => deviation * Math.sqrt(12) * (random.next() - 0.5);
  return Array.from({ length: groups }, () => {
    const centre = 0.8 + uniform(between);
    return [centre + uniform(within), centre + uniform(within)];
  });
}

describe('variance components', () => {
  it('equal NumPy’s and SciPy’s to 1e-12, for groups of one size and of two', () => {
    expect(golden.components).toHaveLength(12);
    for (const { groups, between, within, share, low, high } of golden.components) {
      const found = varianceComponents(groups);
      const ours = [found.between, found.within, found.share!, found.shareInterval!.low, found.shareInterval!.high];
      for (const [i, expected] of [between, within, share, low, high].entries()) {
        expect(Math.abs(ours[i]! - expected)).toBeLessThanOrEqual(1e-12 * Math.max(expected, 1e-3));
      }
    }
  });

  it.each([
    [0.02, 0.01],
    [0.01, 0.02],
    [0, 0.02],
    [0.02, 0],
  ])(
    'of 4,000 groups drawn with deviations %f and %f are found to 5 per cent of the whole variance',
    (between, within) => {
      const found = varianceComponents(drawn(4000, between, within));
      // The standard error of a variance of 4,000 figures is about 2 per cent.
      const most = 0.05 * (between ** 2 + within ** 2);
      expect(Math.abs(found.between - between ** 2)).toBeLessThan(most);
      expect(Math.abs(found.within - within ** 2)).toBeLessThan(most);
      const share = between ** 2 / (between ** 2 + within ** 2);
      expect(found.shareInterval!.low).toBeLessThanOrEqual(share + 1e-12);
      expect(found.shareInterval!.high).toBeGreaterThanOrEqual(share - 1e-12);
      // With starts and splits mixed up, the share is lost.
      const mixed = drawn(4000, between, within).map(([a], i, all) => [a!, all[(i + 1) % 4000]![1]!]);
      expect(varianceComponents(mixed).share).toBeLessThan(0.1);
    },
  );

  it('of figures that are all alike have no share, and of groups that only differ among themselves a share of 1', () => {
    expect(
      varianceComponents([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual({ between: 0, within: 0, share: null, shareInterval: null });
    expect(
      varianceComponents([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ share: 1, shareInterval: { low: 1, high: 1 } });
  });

  it('of groups that differ less than chance makes them have a share of 0, and no interval', () => {
    const { share, shareInterval } = varianceComponents(Array.from({ length: 6 }, () => [0, 2]));
    expect([share, shareInterval]).toEqual([0, null]);
  });

  it.each([
    [[[1, 2]]],
    [[[1], [2]]],
    [[[1, 2], []]],
    [
      [
        [1, Number.NaN],
        [1, 2],
      ],
    ],
  ])('refuse %j', (groups) => {
    expect(() => varianceComponents(groups)).toThrow(RangeError);
  });
});
