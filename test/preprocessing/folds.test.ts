import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFolds, stratifiedFolds, timeFolds } from '../../src/preprocessing/rows/folds.ts';

const countOf = (values: Iterable<number>, wanted: number): number =>
  [...values].filter((value) => value === wanted).length;

/** Targets of up to 4 classes and a number of folds that fits them. */
const JOB = fc
  .array(fc.nat(3), { minLength: 2, maxLength: 80 })
  .chain((targets) => fc.tuple(fc.constant(Int32Array.from(targets)), fc.integer({ min: 2, max: targets.length })));

describe('stratified folds', () => {
  it('hold each class, and all rows, equally often to within one row', () => {
    fc.assert(
      fc.property(JOB, ([targets, k]) => {
        const folds = stratifiedFolds(targets, 4, k, { seed: 1 });
        for (const label of [0, 1, 2, 3, null]) {
          const sizes = Array.from({ length: k }, (_, fold) =>
            countOf(
              folds.filter((_fold, row) => label === null || targets[row] === label),
              fold,
            ),
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are the same for one seed and differ for another', () => {
    const targets = Int32Array.from({ length: 100 }, (_, i) => i % 2);
    const folds = stratifiedFolds(targets, 2, 5, { seed: 1 });
    expect(stratifiedFolds(targets, 2, 5, { seed: 1 })).toEqual(folds);
    expect(stratifiedFolds(targets, 2, 5, { seed: 2 })).not.toEqual(folds);
  });

  it('refuse one fold, more folds than rows, and a class out of range', () => {
    const targets = Int32Array.of(0, 1, 0);
    expect(() => stratifiedFolds(targets, 2, 1, { seed: 1 })).toThrow(/k/);
    expect(() => stratifiedFolds(targets, 2, 4, { seed: 1 })).toThrow(/at most 3/);
    expect(() => stratifiedFolds(targets, 1, 2, { seed: 1 })).toThrow(/target/);
  });
});

describe('folds of groups', () => {
  it('split no group, and differ by at most the largest group', () => {
    fc.assert(
      fc.property(JOB, ([groups, k]) => {
        const folds = groupFolds(groups, k, { seed: 1 });
        for (let a = 0; a < groups.length; a++) {
          for (let b = 0; b < a; b++) if (groups[a] === groups[b]) expect(folds[a]).toBe(folds[b]);
        }
        const sizes = Array.from({ length: k }, (_, fold) => countOf(folds, fold));
        const largest = Math.max(...groups.map((group) => countOf(groups, group)));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
      }),
    );
  });
});

describe('folds by time', () => {
  it('are in the order of time, rows of equal time together, the first stretch in none', () => {
    fc.assert(
      fc.property(JOB, ([numbers, k]) => {
        const times = Float64Array.from(numbers);
        const folds = timeFolds(times, k);
        for (let a = 0; a < times.length; a++) {
          for (let b = 0; b < a; b++) {
            if (times[a]! < times[b]!) expect(folds[a]!).toBeLessThanOrEqual(folds[b]!);
            if (times[a] === times[b]) expect(folds[a]).toBe(folds[b]);
          }
        }
      }),
    );
    expect([...timeFolds(Float64Array.of(5, 1, 4, 2, 3, 6), 2)]).toEqual([1, -1, 0, -1, 0, 1]);
  });
});
