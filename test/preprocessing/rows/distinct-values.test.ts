import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { distinctValues } from '../../../src/preprocessing/rows/distinct-values.ts';

/** Numbers by first appearance, as a Map keeps them: NaN is NaN, and −0 is 0. */
function byMap(cells: readonly number[]): { values: number[]; numbers: number[] } {
  const numberOf = new Map<number, number>();
  const numbers = cells.map((cell) => {
    if (!numberOf.has(cell)) numberOf.set(cell, numberOf.size);
    return numberOf.get(cell)!;
  });
  return { values: [...numberOf.keys()], numbers };
}

function byTable(cells: readonly number[]) {
  const { values, numbers } = distinctValues(Float64Array.from(cells));
  return { values: [...values], numbers: [...numbers] };
}

describe('distinctValues', () => {
  it('numbers any numbers as a Map does', () => {
    const cell = fc.oneof(
      fc.integer({ min: -4, max: 4 }),
      fc.constantFrom(Number.NaN, 0, -0, 5e-324, -5e-324, 1.7e308, Infinity, -Infinity, 2 ** 53),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 300, size: 'max' }), (cells) => {
        expect(byTable(cells)).toEqual(byMap(cells));
      }),
      { seed: 1 },
    );
  });

  it.each([511, 512, 513, 2048, 2049, 20_000])('grows with %i distinct values, each met again', (count) => {
    const random = createRandom(count);
    const once = Array.from({ length: count }, () => random.next());
    const cells = [...once, ...once.toReversed()];
    expect(byTable(cells)).toEqual(byMap(cells));
  });

  it('of no cells has none', () => {
    expect(byTable([])).toEqual({ values: [], numbers: [] });
  });
});
