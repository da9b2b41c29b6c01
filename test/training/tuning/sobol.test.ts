import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { Sobol } from '../../../src/training/tuning/sobol.ts';
import { ROOT } from '../../support/root.ts';

const golden = JSON.parse(readFileSync(join(ROOT, 'test/golden/sobol.json'), 'utf8')) as {
  readonly dimensions: number;
  readonly points: Readonly<Record<string, readonly number[]>>;
};

/** Of 2ᵏ points, the share of the 2ᵏ intervals of equal length that hold one, in the worst dimension. */
function coverage(points: readonly Float64Array[]): number {
  const held = Array.from(points[0]!, (_, axis) => {
    return new Set(points.map((point) => Math.floor(point[axis]! * points.length))).size / points.length;
  });
  return Math.min(...held);
}

const first = (count: number, point: (index: number) => Float64Array) =>
  Array.from({ length: count }, (_, i) => point(i));

describe('Sobol points', () => {
  it("are SciPy's to the bit in 40 dimensions, whatever the index", () => {
    const points = new Sobol({ dimensions: golden.dimensions });
    for (const [index, expected] of Object.entries(golden.points)) {
      expect([...points.point(Number(index))], index).toEqual(expected.map((value) => value / 2 ** 30));
    }
  });

  it('have one in each of 256 intervals in each of 40 dimensions, scrambled or not; random ones leave a third empty', () => {
    const random = createRandom(1);
    const drawn = () => Float64Array.from({ length: 40 }, () => random.next());
    expect(coverage(first(256, drawn))).toBeLessThan(0.7);
    for (const seed of [undefined, 1, 2]) {
      const points = new Sobol({ dimensions: 40, seed });
      expect(coverage(first(256, (index) => points.point(index)))).toBe(1);
    }
  });

  it('have one in each of 16 × 16 squares of the first two dimensions, scrambled or not', () => {
    for (const seed of [undefined, 'a', 'b']) {
      const points = new Sobol({ dimensions: 2, seed });
      const squares = first(256, (index) => points.point(index)).map(
        ([x, y]) => Math.floor(x! * 16) * 16 + Math.floor(y! * 16),
      );
      expect(new Set(squares).size).toBe(256);
    }
  });

  it('are moved by the seed, and of one dimension by no other', () => {
    const [one, same, other, wider] = [
      new Sobol({ dimensions: 3, seed: 1 }),
      new Sobol({ dimensions: 3, seed: '1' }),
      new Sobol({ dimensions: 3, seed: 2 }),
      new Sobol({ dimensions: 5, seed: 1 }),
    ].map((points) => points.point(77));
    expect(same).toEqual(one);
    expect(wider!.slice(0, 3)).toEqual(one);
    for (const axis of [0, 1, 2]) expect(other![axis]).not.toBe(one![axis]);
  });
});
