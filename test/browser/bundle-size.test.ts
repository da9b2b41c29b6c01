/** What a page loads: the library leaves out what a page doesn't use. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleSizes, describeBundleSizes, PROGRAMS, type BundleSize } from '../../bench/bundles/bundle-sizes.ts';

let sizes: BundleSize[];

beforeAll(async () => {
  sizes = await bundleSizes();
  console.log(describeBundleSizes(sizes));
});

describe('a page', () => {
  it.each(PROGRAMS)('that is to $name loads at most $limit bytes, minified and gzipped', ({ module, limit }) => {
    const { minified, gzipped } = sizes.find((size) => size.module === module)!;
    expect(gzipped).toBeLessThanOrEqual(limit);
    // So small a bundle would be an empty one.
    expect(gzipped).toBeGreaterThan(limit / 2);
    expect(minified).toBeGreaterThan(2 * gzipped);
  });

  it('that loads everything would break both limits, so leaving out what is not used is what keeps them', () => {
    const [train, score] = sizes;
    const everything = sizes.at(-1);
    expect(everything!.gzipped).toBeGreaterThan(2 * score!.limit);
    expect(everything!.gzipped).toBeGreaterThan(2 * train!.limit);
  });

  it('is described by a row with its sizes', () => {
    const table = describeBundleSizes([{ ...PROGRAMS[0]!, minified: 52_424, gzipped: 19_035 }]);
    expect(table.split('\n')[2]).toBe('| train a network on arrays | 52,424 | 19,035 | 20,000 |');
  });
});
