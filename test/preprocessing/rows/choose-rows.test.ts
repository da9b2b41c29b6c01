import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BALANCE_METHODS } from '../../../src/preprocessing/rows/balance.ts';
import { chooseRows, type ChosenRows } from '../../../src/preprocessing/rows/choose-rows.ts';
import { completePreparation, type PrepareOptions } from '../../../src/preprocessing/preparation-options.ts';
import type { RelatedRows } from '../../../src/preprocessing/rows/related-rows.ts';
import { groupSplit, timeSplit, type Split } from '../../../src/preprocessing/rows/split.ts';
import { createRandom } from '../../../src/random.ts';
import { shuffledTexts } from '../../support/tables.ts';

const OPTIONS = completePreparation();
const noCheck = () => {};

const targets = Int32Array.from(shuffledTexts({ 0: 420, 1: 80 }), Number);
const groups: RelatedRows = { kind: 'groups', groups: targets.map((_, row) => (row * 7919) % 150) };
const time: RelatedRows = { kind: 'time', times: Float64Array.from(targets, (_, row) => (row * 7919) % 200) };

function choose(related: RelatedRows | null, y = targets, options: Partial<PrepareOptions> = {}): ChosenRows {
  return chooseRows(y, 2, { ...OPTIONS, ...options }, noCheck, related);
}

/** The targets with those of some rows turned over. */
function turned(rows: Int32Array): Int32Array<ArrayBuffer> {
  const y = targets.slice();
  for (const row of rows) y[row] = 1 - y[row]!;
  return y;
}
const sorted = (rows: Int32Array) => rows.toSorted();

describe('the split', () => {
  it('is by groups or by time where they are given, with the seed’s stream `split`', () => {
    const parts = groupSplit(groups.groups, [80, 10, 10], createRandom('1', 'split'));
    expect(choose(groups)).toMatchObject({ validation: parts.validation, test: parts.test, natural: parts.train });
    const byTime = timeSplit(time.times, [80, 10, 10]);
    expect(choose(time)).toMatchObject({ validation: byTime.validation, test: byTime.test, natural: byTime.train });
    expect(choose(time, targets, { seed: '2' }).test).toEqual(byTime.test);
  });

  it('is the stratified one for null as for nothing given', () => {
    for (const recipe of ['default', 'course'] as const) {
      expect(choose(null, targets, { recipe })).toEqual(chooseRows(targets, 2, { ...OPTIONS, recipe }));
    }
    expect(choose(null).test).not.toEqual(choose(groups).test);
  });

  it.each([
    ['groups', groups],
    ['time', time],
  ] as const)('by %s trains on balanced rows of the training part, shuffled', (_, related) => {
    const { train, fit, natural } = choose(related);
    expect(fit).toEqual(train);
    const rare = natural.filter((row) => targets[row] === 1);
    expect(sorted(train.filter((row) => targets[row] === 1))).toEqual(sorted(rare));
    expect(train).toHaveLength(2 * rare.length);
    for (const row of train) expect(natural).toContain(row);
    expect(train).not.toEqual(sorted(train));
    const every = choose(related, targets, { balance: 'none' });
    expect(sorted(every.train)).toEqual(sorted(natural));
    expect(every.train).not.toEqual(natural);
  });

  it('is shown to the check before anything is balanced, which may refuse it', () => {
    const seen: Split[] = [];
    chooseRows(targets, 2, OPTIONS, (parts) => seen.push(parts), time);
    expect(seen).toEqual([timeSplit(time.times, [80, 10, 10])]);
    const refuse = () => {
      throw new Error('no');
    };
    expect(() => chooseRows(targets, 2, OPTIONS, refuse, groups)).toThrow('no');
  });

  it.each([
    ['groups', groups],
    ['time', time],
  ] as const)('of the course’s recipe is not by %s: refused', (kind, related) => {
    expect(() => choose(related, targets, { recipe: 'course' })).toThrow(
      new RangeError(`chooseRows: recipe course does not split by ${kind}`),
    );
  });
});

describe('leakage through the labels', () => {
  it.each(
    BALANCE_METHODS.flatMap((balance) => [['groups', balance, groups] as const, ['time', balance, time] as const]),
  )(
    'by %s, other labels in all test rows leave every part and the fitted rows as they were (%s)',
    (_, balance, related) => {
      const before = choose(related, targets, { balance });
      expect(before.test.length).toBeGreaterThan(30);
      expect(choose(related, turned(before.test), { balance })).toEqual(before);
      expect(choose(related, turned(before.validation), { balance })).toEqual(before);
    },
  );

  it('by groups and by time, any labels in any of the test rows (300 cases)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(groups, time),
        fc.constantFrom(...BALANCE_METHODS),
        fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
        (related, balance, places) => {
          const before = choose(related, targets, { balance });
          const rows = Int32Array.from(new Set(places.map((place) => before.test[place % before.test.length]!)));
          expect(choose(related, turned(rows), { balance })).toEqual(before);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('control: one label of a training row moves the balanced rows', () => {
    for (const related of [groups, time]) {
      const before = choose(related);
      expect(choose(related, turned(before.train.slice(0, 1))).fit).not.toEqual(before.fit);
    }
  });

  it('control: the stratified split reads them, so one label of a test row moves rows into the training', () => {
    const before = choose(null);
    const after = choose(null, turned(before.test.slice(0, 1)));
    expect(sorted(after.natural)).not.toEqual(sorted(before.natural));
  });
});
