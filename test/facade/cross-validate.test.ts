import { describe, expect, it } from 'vitest';
import { foldFigures } from '../../src/evaluation/resampling/fold-figures.ts';
import { repeatedInterval } from '../../src/evaluation/resampling/corrected-t.ts';
import { crossValidate, type CrossValidateOptions, type FinishedFold } from '../../src/facade/cross-validate.ts';
import { encodeModel } from '../../src/formats/model-bytes.ts';
import type { OutOfFoldRow } from '../../src/training/resampling/out-of-fold.ts';
import { createRandom } from '../../src/random.ts';
import { rejectionOf } from '../support/errors.ts';

interface Customer {
  readonly visits: number;
  readonly plan: string;
  readonly store: string;
  readonly day: number;
  readonly bought: string;
}

/** 120 rows of 24 stores and 40 days; a third bought, mostly those of many visits. */
const CUSTOMERS: readonly Customer[] = Array.from({ length: 120 }, (_, i) => {
  const random = createRandom(i, 'customer');
  const visits = random.integer(30);
  const bought = visits + 8 * random.next() > 23 ? 'yes' : 'no';
  return { visits, plan: ['a', 'b', 'c'][i % 3]!, store: `s${i % 24}`, day: Math.floor(i / 3), bought };
});
const COLUMNS = ['visits', 'plan', 'bought'] as const;
const pick = (row: Customer, names: readonly (keyof Customer)[]) =>
  Object.fromEntries(names.map((name) => [name, row[name]]));
const ROWS = CUSTOMERS.map((row) => pick(row, COLUMNS));
const QUICK = { target: 'bought', preset: 'plain', hidden: [4], epochs: 3, folds: 4 } as const;

/** What the cross-validation says of the rows of each fold, as a reader of oof.csv has it. */
function recomputed(rows: readonly OutOfFoldRow[], classes: readonly string[]) {
  const folds = new Map<string, OutOfFoldRow[]>();
  for (const row of rows) {
    const key = `${row.repeat} ${row.fold}`;
    folds.set(key, [...(folds.get(key) ?? []), row]);
  }
  return Array.from(folds, ([key, ofFold]) => {
    const [repeat, fold] = key.split(' ').map(Number);
    const targets = Int32Array.from(ofFold, ({ target }) => classes.indexOf(target));
    const probabilities = Float64Array.from(ofFold.flatMap((row) => row.probabilities));
    return { repeat, fold, figures: foldFigures(targets, probabilities, classes.length) };
  }).toSorted((a, b) => a.repeat! - b.repeat! || a.fold! - b.fold!);
}

/** The bytes of each fold's model. */
async function modelsOf(rows: readonly object[], options: CrossValidateOptions): Promise<string[]> {
  const models: string[] = [];
  const onFold = ({ classifier, seed }: FinishedFold): void => {
    models.push(Buffer.from(encodeModel(classifier, { seed })).toString('base64'));
  };
  await crossValidate(rows as never, { ...options, onFold });
  return models;
}

describe('crossValidate', () => {
  it('predicts each row once a repeat, with 30 rows a fold and each class in each to within one row', async () => {
    const { outOfFold, results, rows } = await crossValidate(ROWS, { ...QUICK, repeats: 2 });
    expect(outOfFold.map(({ row }) => row)).toEqual([...ROWS, ...ROWS].map((_, i) => (i % 120) + 1));
    expect(outOfFold.map(({ target }) => target)).toEqual([...ROWS, ...ROWS].map(({ bought }) => bought));
    const bought = ROWS.filter((row) => row['bought'] === 'yes').length;
    for (const { repeat, fold, rows: sizes } of results) {
      const ofFold = outOfFold.filter((row) => row.repeat === repeat && row.fold === fold);
      expect([ofFold.length, sizes.test]).toEqual([30, 30]);
      const yes = ofFold.filter(({ target }) => target === 'yes').length;
      expect(Math.abs(yes - bought / 4)).toBeLessThan(1);
    }
    expect(rows).toEqual({ all: 120, perClass: [120 - bought, bought], learned: 90 });
    const [first, second] = [1, 2].map((repeat) => outOfFold.filter((row) => row.repeat === repeat));
    expect(first!.map(({ fold }) => fold)).not.toEqual(second!.map(({ fold }) => fold));
  });

  it('has figures that are those of its out-of-fold predictions to the bit, and means of the folds’ own', async () => {
    const { outOfFold, results, figures, classes } = await crossValidate(ROWS, { ...QUICK, repeats: 3 });
    const again = recomputed(outOfFold, classes);
    expect(again).toEqual(results.map(({ repeat, fold, figures: ofFold }) => ({ repeat, fold, figures: ofFold })));
    const losses = results.map((result) => result.figures.logLoss!);
    expect(figures.logLoss.value).toBe(losses.reduce((sum, loss) => sum + loss, 0) / 12);
    const repeats = [0, 4, 8].map((start) => losses.slice(start, start + 4));
    expect(figures.logLoss.interval).toEqual(repeatedInterval(repeats, 1 / 3));
    // A digit less, and they differ.
    const rounded = outOfFold.map(({ row, repeat, fold, target, probabilities }) => {
      return { row, repeat, fold, target, probabilities: probabilities.map((p) => Number(p.toFixed(6))) };
    });
    expect(recomputed(rounded, classes)).not.toEqual(again);
  });

  it('never shows a model the rows that it predicts: with other cells there, its bytes are the same', async () => {
    const options = { ...QUICK, balance: 'undersample', folds: 3 } as const;
    const { outOfFold } = await crossValidate(ROWS, options);
    const models = await modelsOf(ROWS, options);
    for (const fold of [1, 2, 3]) {
      // The classes stay: by them alone all rows decide which fold a row is in.
      const changed = ROWS.map((row, i) =>
        outOfFold[i]!.fold === fold ? { ...row, visits: 900 + i, plan: 'c' } : row,
      );
      const others = await modelsOf(changed, options);
      expect(others.map((model, i) => model === models[i])).toEqual([1, 2, 3].map((each) => each === fold));
    }
  });

  it('keeps whole groups in one fold, 24 stores in four', async () => {
    const rows = CUSTOMERS.map((row) => pick(row, ['visits', 'store', 'bought']));
    const { outOfFold, kind } = await crossValidate(rows, { ...QUICK, group: 'store', repeats: 2 });
    expect(kind).toBe('groups');
    for (const repeat of [1, 2]) {
      const foldsOf = new Map<string, Set<number>>();
      for (const row of outOfFold.filter((each) => each.repeat === repeat)) {
        const { store } = CUSTOMERS[row.row - 1]!;
        foldsOf.set(store, (foldsOf.get(store) ?? new Set()).add(row.fold));
      }
      expect([...foldsOf.values()].map(({ size }) => size)).toEqual(Array.from({ length: 24 }, () => 1));
    }
  });

  it('goes forward in time: a model’s bytes stand when all later rows change, and change with an earlier one', async () => {
    const rows = CUSTOMERS.map((row) => pick(row, ['visits', 'day', 'bought']));
    const options = { ...QUICK, time: 'day', folds: 3, balance: 'none' } as const;
    const { outOfFold, results, kind } = await crossValidate(rows, options);
    expect(kind).toBe('time');
    expect(outOfFold.map(({ row }) => row)).toEqual(Array.from({ length: 90 }, (_, i) => i + 31));
    expect(results.map(({ rows: { train, validation } }) => train + validation <= 90)).toEqual([true, true, true]);
    const models = await modelsOf(rows, options);
    const later = await modelsOf(
      rows.map((row, i) => (i >= 60 ? { ...row, visits: 500 } : row)),
      options,
    );
    expect(later.map((model, i) => model === models[i])).toEqual([true, true, false]);
    const earlier = await modelsOf([{ ...rows[0], visits: 500 }, ...rows.slice(1)], options);
    expect(earlier.map((model, i) => model === models[i])).toEqual([false, false, false]);
  });

  it('is repeatable, another one with another seed, and folds differ in the seed of their model', async () => {
    const [one, again, other] = await Promise.all([7, '7', 8].map((seed) => crossValidate(ROWS, { ...QUICK, seed })));
    expect(again).toEqual(one);
    expect(other!.figures.logLoss).not.toEqual(one!.figures.logLoss);
    expect(new Set(one!.results.map(({ seed }) => seed)).size).toBe(4);
  });

  it('takes the options of train: a preset of several networks, one output, calibration, the course’s order', async () => {
    const best = await crossValidate(ROWS, { ...QUICK, preset: 'best', ensemble: 2 });
    expect(best.results.map(({ rows }) => rows.train)).toEqual([80, 80, 80, 80]);
    await crossValidate(ROWS, { ...QUICK, outputActivation: 'sigmoid', calibrate: 'platt', balance: 'none' });
    const { rows, outOfFold } = await crossValidate(ROWS, { ...QUICK, recipe: 'course' });
    const bought = ROWS.filter((row) => row['bought'] === 'yes').length;
    expect([rows.all, outOfFold.length]).toEqual([2 * bought, 2 * bought]);
  });

  it('has three classes’ figures, without those of a ranking’s top', async () => {
    const rows = ROWS.map((row, i) => ({ ...row, bought: i % 7 === 0 ? 'perhaps' : row['bought'] }));
    const { figures, classes, positive } = await crossValidate(rows, QUICK);
    expect([classes, positive]).toEqual([['no', 'perhaps', 'yes'], null]);
    expect(figures.capturedByTop10).toEqual({
      value: null,
      interval: null,
      deviation: null,
      lowest: null,
      highest: null,
      folds: 0,
    });
    expect(figures.rocAuc.value).toBeGreaterThan(0.4);
  });
});

describe('crossValidate refuses', () => {
  const grouped = CUSTOMERS.map((row, i) => ({
    ...pick(row, ['visits', 'bought']),
    store: i < 50 ? 'big' : row.store,
  }));
  const timed = CUSTOMERS.map((row, i) => ({ ...pick(row, ['visits', 'bought']), day: i % 3 }));
  const rare = ROWS.map((row, i) => ({ ...row, bought: i < 3 ? 'yes' : 'no' }));
  const late = CUSTOMERS.map((row, i) => ({
    ...pick(row, ['visits', 'day']),
    bought: i > 60 && i % 2 === 0 ? 'yes' : 'no',
  }));
  it.each<[string, object[], CrossValidateOptions, string, string]>([
    [
      'more folds than the smallest class has rows, naming it',
      rare,
      {},
      'E_DATA_CLASSES: class "yes" has 3 of 120 rows, fewer than 4 folds',
      'folds: 3',
    ],
    ['more folds than rows', ROWS, { folds: 121 }, 'E_DATA_CLASSES: class "yes" has', 'folds: '],
    [
      'a group larger than a fold, naming it',
      grouped,
      { group: 'store' },
      'E_DATA_ROWS: group "big" has 50 of 120 rows, more than one of 4 folds holds',
      'folds: 2',
    ],
    [
      'more folds than rows that are in groups',
      grouped.slice(50),
      { group: 'store', folds: 100 },
      'E_DATA_ROWS: group "s2" has 3 of 70 rows, more than one of 100 folds holds',
      'folds: 23',
    ],
    [
      'equal rows that are more than a fold',
      CUSTOMERS.map(({ plan, bought }) => ({ plan, bought })),
      { groupDuplicates: true },
      'E_DATA_ROWS: rows that are alike: 40 of 120 rows, more than one of 4 folds holds',
      'folds: 3',
    ],
    [
      'fewer distinct times than folds need',
      timed,
      { time: 'day' },
      'E_DATA_ROWS: 120 rows at 3 distinct times: too few for 4 folds',
      'folds: 2',
    ],
    [
      'repeats of folds forward in time',
      timed,
      { time: 'day', folds: 2, repeats: 2 },
      'E_USAGE_CONFLICT: repeats: 2',
      'repeats: 1',
    ],
    ['times before there is a class', late, { time: 'day' }, 'E_DATA_CLASSES: fold 1 of 4: none of its', 'folds: 2'],
    ['two ways to keep rows together', timed, { time: 'day', groupDuplicates: true }, 'E_USAGE_CONFLICT', ''],
  ])('%s', async (_, rows, options, message, hint) => {
    const error = await rejectionOf(crossValidate(rows as never, { ...QUICK, ...options }));
    expect(`${error.code}: ${error.message}`).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  it('what is no data, in its own name', async () => {
    const error = await rejectionOf(crossValidate('customers.csv'));
    expect(error.message).toMatch(/^crossValidate: data: got "customers.csv", expected the bytes/);
  });
});
