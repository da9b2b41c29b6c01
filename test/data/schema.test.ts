import { describe, expect, it } from 'vitest';
import {
  assignRoles,
  featuresError,
  requireColumns,
  type ColumnChoice,
  type ColumnRoles,
  type LeftOutColumn,
} from '../../src/data/schema.ts';
import { DataError, UsageError } from '../../src/errors.ts';
import { errorOf } from '../support/errors.ts';

const roles = (names: string, choice: ColumnChoice = {}) => assignRoles(names.split(' '), choice, 'own.csv');

describe('the target', () => {
  it.each<[string, ColumnChoice, string, ColumnRoles['targetReason']]>([
    ['a b c', {}, 'c', 'last column'],
    ['a b c', { target: 'a' }, 'a', 'named'],
    ['a target c', {}, 'target', 'well-known name'],
    ['a Churn c', {}, 'Churn', 'well-known name'],
    ['y b c', {}, 'y', 'well-known name'],
    ['y b c', { target: 'b' }, 'b', 'named'],
    // Two well-known names tell nothing.
    ['label class c', {}, 'c', 'last column'],
    ['label class c', { drop: ['class'] }, 'label', 'well-known name'],
    ['a b c', { drop: ['c'] }, 'b', 'last column'],
    // Well known are whole names only.
    ['target_price b c', {}, 'c', 'last column'],
    ['toString __proto__', {}, '__proto__', 'last column'],
  ])('of "%s" with %j is %s (%s)', (names, choice, target, targetReason) => {
    expect(roles(names, choice)).toMatchObject({ target, targetReason });
    expect(roles(names, choice).features).not.toContain(target);
  });
});

describe('the ID', () => {
  it.each<[string, ColumnChoice, string | null, string | null, string[]?]>([
    ['a b y', {}, null, 'a'],
    ['a b y', { id: 'b' }, 'b', null],
    ['a b y', { id: 'none' }, null, null],
    ['a id y', {}, null, 'a', ['id']],
    ['a customer_id user-id y', {}, null, 'a', ['customer_id', 'user-id']],
    ['id a y', {}, null, null, ['id']],
    ['a Customer_No y', {}, null, 'a', ['Customer_No']],
    ['a order_id y', {}, null, 'a', ['order_id']],
    ['a UUID y', { id: 'a' }, 'a', null],
    ['a UUID y', { id: 'none' }, null, null],
    // No IDs: parts of words.
    ['paid valid y', {}, null, 'paid'],
    ['a id y', { drop: ['id'] }, null, 'a'],
    // The first column is a candidate only if it is still there.
    ['a b y', { drop: ['a'] }, null, null],
    ['y b c', {}, null, null],
    // A column whose contents are known is a feature, one that tells the time no ID; a group may be both.
    ['a region_id y', { known: new Map([['region_id', { kind: 'category' }]]) }, null, 'a'],
    ['a b y', { known: new Map([['a', { kind: 'category' }]]) }, null, null],
    ['a record_no y', { time: 'record_no' }, null, 'a'],
    ['a b y', { time: 'a' }, null, null],
    ['a b y', { group: 'a' }, null, null],
    ['a customer_id y', { group: 'customer_id' }, 'customer_id', null],
    ['a customer_id user_id y', { group: 'user_id' }, null, 'a', ['customer_id']],
  ])('of "%s" with %j is %s, or %s, or one of %j if values say so', (names, choice, id, idCandidate, idNames = []) => {
    expect(roles(names, choice)).toMatchObject({ id, idCandidate, idNames });
  });

  it('is no feature; a candidate still is; dropped columns are not', () => {
    expect(roles('id a b y', { drop: ['b'], id: 'id' }).features).toEqual(['a']);
    expect(roles('id a b y', { drop: ['b'] }).features).toEqual(['id', 'a']);
    expect(roles('key_figure a y').features).toEqual(['key_figure', 'a']);
  });

  it('leaves the features to `only` where they are known', () => {
    expect(roles('z a b y', { target: 'y', id: 'none', only: ['b', 'a'] }).features).toEqual(['b', 'a']);
  });
});

describe('features that are known beforehand', () => {
  const only = ['c', 'b', 'a'];

  it.each<[string, ColumnChoice, string[]]>([
    ['dropped', { drop: ['b'] }, ['c', 'a']],
    ['made the target', { target: 'b' }, ['c', 'a']],
    ['made the ID', { id: 'b' }, ['c', 'a']],
    ['made the group', { group: 'b' }, ['c', 'a']],
    ['made the time', { time: 'b' }, ['c', 'a']],
  ])('are none where they are %s', (_, choice, features) => {
    expect(roles('a b c d y', { target: 'y', id: 'none', only, ...choice }).features).toEqual(features);
  });

  it('must be there', () => {
    const error = errorOf(() => roles('a b y', { target: 'y', id: 'none', only, onlyFrom: 'the schema' }));
    expect(error).toMatchObject({
      code: 'E_SCHEMA_COLUMN',
      message: 'there is no column "c", which the schema needs',
    });
  });
});

describe('a file with nothing to learn from', () => {
  const refusal = (...obstacles: LeftOutColumn['obstacle'][]) =>
    featuresError(
      obstacles.map((obstacle, i) => ({ name: `c${i}`, obstacle })),
      'own.csv',
      undefined,
    );

  it.each<[LeftOutColumn['obstacle'][], string, string, string]>([
    [['text'], 'E_SCHEMA_TEXT', 'column "c0": free text', 'categorical: "c0" if these are kinds'],
    [['text', 'key'], 'E_SCHEMA_TEXT', 'columns "c0", "c1": free text', 'categorical: "c0" if these are kinds'],
    [['empty', 'empty'], 'E_SCHEMA_EMPTY', 'columns "c0", "c1": no row has a value', 'at least one column with values'],
    [['text', 'empty'], 'E_SCHEMA_FEATURES', 'no column is left to predict from', 'at least one column is needed'],
    [['index'], 'E_SCHEMA_FEATURES', 'no column is left to predict from', 'at least one column is needed'],
    [[], 'E_SCHEMA_FEATURES', 'no column is left to predict from', 'at least one column is needed'],
  ])('of columns left out as %j is refused with %s', (obstacles, code, message, hint) => {
    const error = refusal(...obstacles);
    expect(error).toMatchObject({ code, file: 'own.csv', exitCode: 3 });
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

describe('refusals', () => {
  it.each<[string, ColumnChoice, string]>([
    ['an unknown target', { target: 'd' }, 'target: there is no column "d"'],
    ['an unknown ID', { id: 'd' }, 'id: there is no column "d"'],
    ['an unknown column to drop', { drop: ['a', 'd'] }, 'drop: there is no column "d"'],
    ['a dropped target', { target: 'b', drop: ['b'] }, 'target: there is no column "b"'],
    ['a dropped ID', { id: 'b', drop: ['b'] }, 'id: there is no column "b"'],
    ['a name in another case', { target: 'C' }, 'target: there is no column "C"'],
    ['one column as target and ID', { target: 'b', id: 'b' }, 'column "b" can\'t be both target and ID'],
    ['the last column as ID, without a target', { id: 'c' }, 'column "c" can\'t be both target and ID'],
    ['one column as target and group', { target: 'b', group: 'b' }, 'column "b" can\'t be both target and group'],
    ['one column as target and time', { time: 'c' }, 'column "c" can\'t be both target and time'],
    ['one column as ID and time', { id: 'a', time: 'a' }, 'column "a" can\'t be both ID and time'],
    ['an unknown group', { group: 'd' }, 'group: there is no column "d"'],
    ['an unknown time', { time: 'd' }, 'time: there is no column "d"'],
    ['everything dropped', { drop: ['a', 'b', 'c'] }, 'drop leaves no column'],
  ])('%s', (_, choice, message) => {
    const error = errorOf(() => roles('a b c', choice));
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code: 'E_USAGE_COLUMN', file: 'own.csv', message });
  });

  it('list the columns there are, none of them cut, as many as fit into a line', () => {
    expect(errorOf(() => roles('a b c', { target: 'd' })).hint).toBe('the columns are "a", "b", "c"');
    const names = Array.from({ length: 20 }, (_, i) => `${'long_'.repeat(6)}${i}`);
    const { hint } = errorOf(() => assignRoles(names, { target: 'd' }, 'own.csv'));
    expect(hint).toBe(
      `the columns are ${names
        .slice(0, 5)
        .map((name) => `"${name}"`)
        .join(', ')} and 15 more`,
    );
  });

  it.each([
    ['Churned', 'churned'],
    ['chruned', 'churned'],
    [' spent on books ', 'Spent on books'],
    ['sped on books', 'Spent on books'],
  ])('%j is no column, but the name that is near is proposed, whole', (name, near) => {
    const names = ['churned', 'Spent on books', 'x'.repeat(90)];
    const error = errorOf(() => assignRoles(names, { target: name }, 'own.csv'));
    expect(error.hint).toBe(`did you mean target: "${near}"?`);
  });

  it('stay short with 10,000 columns of 1,000 characters', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `${'x'.repeat(1000)}${i}`);
    const { message, hint } = errorOf(() => assignRoles(names, { target: 'y'.repeat(1000) }, 'own.csv'));
    expect(message.length).toBeLessThan(120);
    expect(hint!.length).toBeLessThanOrEqual(300);
  });
});

const missing = (names: string[], needed: string[]) => errorOf(() => requireColumns(names, needed, 'new.csv'));

describe('columns that a model needs', () => {
  it('may come in any order and among others', () => {
    expect(() => requireColumns(['c', 'x', 'a'], ['a', 'c'], 'new.csv')).not.toThrow();
  });

  it('are named when they are missing, with the number of the others', () => {
    const error = missing(['a'], ['a', 'b', 'c', 'd']);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ code: 'E_SCHEMA_COLUMN', file: 'new.csv', field: 'b' });
    expect(error.message).toBe('there is no column "b" and 2 more that the model needs');
    expect(missing(['a'], ['b'])).toMatchObject({
      message: 'there is no column "b", which the model needs',
      hint: 'the columns are "a"',
    });
  });

  it.each([
    ['Age', 'age'],
    [' age ', 'age'],
    ['AGE', 'Age'],
  ])('%j is no %j, but the hint is to rename it', (there, needed) => {
    expect(missing(['x', there], [needed]).hint).toBe(`rename ${JSON.stringify(there)}`);
  });

  it('one column full of semicolons gives the delimiter as hint', () => {
    expect(missing(['a;b;c'], ['a']).hint).toBe('delimiter: ";"');
  });
});
