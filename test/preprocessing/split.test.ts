import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutRows, rowsOfClass, stratifiedSplit, type Proportions, type Split } from '../../src/preprocessing/split.ts';
import { createRandom } from '../../src/random.ts';
import { allRows } from '../support/tables.ts';

const proportions = fc.tuple(
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 100 }),
);
const partsOf = ({ train, validation, test }: Split) => [train, validation, test];
const rowsOf = ({ train, validation, test }: Split) => [...train, ...validation, ...test];
const total = (shares: Proportions) => shares[0] + shares[1] + shares[2];

const sizes = (n: number) => partsOf(cutRows(allRows(n), [80, 10, 10])).map((part) => part.length);

describe('cutRows', () => {
  it('cuts the course’s way: ⌊n · 0.8⌋ training rows, ⌊n · 0.1⌋ validation rows, the rest for the test', () => {
    expect(sizes(4474)).toEqual([3579, 447, 448]);
    expect(sizes(10)).toEqual([8, 1, 1]);
    expect(sizes(9)).toEqual([7, 0, 2]);
    expect(sizes(0)).toEqual([0, 0, 0]);
  });

  it('keeps the order, and every row exactly once, for 1,000 lengths and proportions', () => {
    fc.assert(
      fc.property(fc.nat(300), proportions, (n, shares) => {
        const rows = createRandom(n, 'rows').shuffle(allRows(n));
        const split = cutRows(rows, shares);
        expect(rowsOf(split)).toEqual([...rows]);
        expect(split.train).toHaveLength(Math.floor((n * shares[0]) / total(shares)));
        expect(split.validation).toHaveLength(Math.floor((n * shares[1]) / total(shares)));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('stratifiedSplit', () => {
  it('has every row exactly once, and each class in proportion to within a row (1,000 cases of 1 to 4 classes)', () => {
    const targets = fc.array(fc.nat(3), { maxLength: 200 });
    fc.assert(
      fc.property(targets, proportions, (labels, shares) => {
        const y = Int32Array.from(labels);
        const split = stratifiedSplit(y, 4, shares, createRandom(1));
        expect(rowsOf(split).toSorted((a, b) => a - b)).toEqual([...allRows(y.length)]);
        for (let label = 0; label < 4; label++) {
          const size = rowsOfClass(y, label).length;
          for (const [part, rows] of partsOf(split).entries()) {
            const exact = (size * shares[part]!) / total(shares);
            // Each of a part's two ends is rounded by at most half a row.
            expect(Math.abs(rowsOfClass(y, label, rows).length - exact)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('control: a cut that is not stratified misses that promise by 2 rows', () => {
    const y = Int32Array.from({ length: 100 }, (_, i) => (i < 20 ? 1 : 0));
    const { test } = cutRows(allRows(100), [80, 10, 10]);
    expect(Math.abs(rowsOfClass(y, 1, test).length - 2)).toBe(2);
  });

  // Recipe: this call with seedrandom 3.0.5. Any other result breaks `evaluate` on the runs that people have.
  it('gives seed 1 the same rows for ever (12 rows, 60/20/20)', () => {
    const y = Int32Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0);
    const split = (seed: number) => stratifiedSplit(y, 2, [60, 20, 20], createRandom(seed, 'split'));
    expect(split(1)).toEqual({
      train: Int32Array.of(1, 5, 3, 2, 4, 11, 10),
      validation: Int32Array.of(9, 6),
      test: Int32Array.of(0, 8, 7),
    });
    expect(split(1)).toEqual(split(1));
    expect(split(2)).not.toEqual(split(1));
  });

  it('shuffles: the parts of a file sorted by class are not sorted', () => {
    const y = Int32Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
    for (const part of partsOf(stratifiedSplit(y, 2, [80, 10, 10], createRandom(1)))) {
      expect([...part]).not.toEqual([...part].toSorted((a, b) => a - b));
    }
  });

  it('leaves its targets as they were', () => {
    const y = Int32Array.of(1, 0, 1, 0, 1);
    stratifiedSplit(y, 2, [60, 20, 20], createRandom(1));
    expect(y).toEqual(Int32Array.of(1, 0, 1, 0, 1));
  });
});

describe('rowsOfClass', () => {
  it('gives the rows of one class in order, of all rows or of some', () => {
    const y = Int32Array.of(1, 0, 1, 1, 0);
    expect(rowsOfClass(y, 1)).toEqual(Int32Array.of(0, 2, 3));
    expect(rowsOfClass(y, 1, Int32Array.of(4, 3, 0))).toEqual(Int32Array.of(3, 0));
    expect(rowsOfClass(y, 2)).toHaveLength(0);
  });
});
