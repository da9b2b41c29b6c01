import { describe, expect, it } from 'vitest';
import { completePreparation, requireOneSplit } from '../../src/preprocessing/preparation-options.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { errorOf } from '../support/errors.ts';
import { shuffledTexts, tableOf, uniformNumbers } from '../support/tables.ts';

const refusal = (action: () => unknown) => {
  const { code, message } = errorOf(action);
  return `${code}: ${message}`;
};

describe('the options of a preparation', () => {
  it('are those of the command line where nothing is said', () => {
    expect(completePreparation()).toEqual({
      recipe: 'default',
      balance: 'undersample',
      split: [80, 10, 10],
      groupDuplicates: false,
      piecewiseBins: 0,
      piecewiseCuts: 0,
      missing: 'fill',
      minFrequency: 5,
      maxLevels: 50,
      highCardinality: 'frequency',
      unseen: 'other',
      seed: '1',
    });
  });

  it('balance by the first rows in the course’s recipe unless said', () => {
    expect(completePreparation({ recipe: 'course' }).balance).toBe('first');
    expect(completePreparation({ recipe: 'course', balance: 'none' }).balance).toBe('none');
  });

  it('that exclude each other are refused', () => {
    expect(refusal(() => completePreparation({ recipe: 'course', balance: 'oversample' }))).toBe(
      'E_USAGE_CONFLICT: recipe: "course" with balance: "oversample" would put copies of one row on both sides of the split',
    );
    expect(refusal(() => completePreparation({ highCardinality: 'hash', unseen: 'refuse' }))).toBe(
      'E_USAGE_CONFLICT: highCardinality: "hash" keeps no list of levels to refuse others by',
    );
  });

  it.each<[object, object, string]>([
    [{ group: 'a', time: 'b' }, {}, 'group and time'],
    [{ group: 'a' }, { groupDuplicates: true }, 'group and groupDuplicates'],
    [{ time: 'a' }, { recipe: 'course' }, 'recipe: "course" and time'],
    [{}, { recipe: 'course', groupDuplicates: true }, 'recipe: "course" and groupDuplicates'],
  ])('that split twice are refused: %j %j', (columns, options, both) => {
    const complete = completePreparation(options);
    expect(refusal(() => requireOneSplit(columns, complete))).toBe(
      `E_USAGE_CONFLICT: ${both} each say how rows are split`,
    );
  });

  it('that split once are taken, with null and undefined for no column', () => {
    for (const columns of [{}, { group: null, time: undefined }, { group: 'a', time: null }]) {
      requireOneSplit(columns, completePreparation());
    }
    requireOneSplit({}, completePreparation({ groupDuplicates: true }));
  });

  it('are checked by prepare, whatever the table', () => {
    const { table, schema } = tableOf({ age: uniformNumbers(40, 0, 1) }, shuffledTexts({ a: 20, b: 20 }));
    const prepared = (given: object) => prepare(table, schema, given, 'own.csv');
    expect(refusal(() => prepared({ balanced: 'none' }))).toBe(
      'E_USAGE_OPTION: prepare: there is no option "balanced"',
    );
    expect(refusal(() => prepared({ split: [1, 1] }))).toContain('prepare: split: got [1, 1], expected three numbers');
    expect(refusal(() => prepare(table, { ...schema, group: 'age' }, { recipe: 'course' }, 'own.csv'))).toContain(
      'recipe: "course" and group each say',
    );
    expect(prepared({})).toEqual(prepared(completePreparation()));
  });
});
