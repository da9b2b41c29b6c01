import { describe, expect, it } from 'vitest';
import type { Obstacle } from '../../src/data/notation/column-evidence.ts';
import {
  assignRoles,
  requireColumns,
  requireUsable,
  type ColumnChoice,
  type ColumnRoles,
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
  it.each<[string, ColumnChoice, string | null, string | null]>([
    ['a b y', {}, null, 'a'],
    ['a b y', { id: 'b' }, 'b', null],
    ['a b y', { id: 'none' }, null, null],
    ['a id y', {}, 'id', null],
    ['a customer_id user-id y', {}, 'customer_id', null],
    ['a Customer_No y', {}, 'Customer_No', null],
    ['a order_id y', {}, 'order_id', null],
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
  ])('of "%s" with %j is %s, to be found out of %s', (names, choice, id, idCandidate) => {
    expect(roles(names, choice)).toMatchObject({ id, idCandidate });
  });

  it('is no feature; a candidate still is; dropped columns are not', () => {
    expect(roles('id a b y', { drop: ['b'] }).features).toEqual(['a']);
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

describe('columns that nothing can be learned from', () => {
  const schema = { hasHeader: true, target: 'y', id: null, features: ['a'] };

  it.each<[Obstacle, string, string, string]>([
    ['text', 'E_SCHEMA_TEXT', 'free text', 'drop: ["b"], or categorical if these are kinds'],
    ['date-like', 'E_SCHEMA_DATE', 'dates in a form that is not read', 'drop: ["b"], or write them as YYYY-MM-DD'],
    ['empty', 'E_SCHEMA_EMPTY', 'no row has a value', 'drop: ["b"]'],
  ])('are refused as %s', (obstacle, code, message, hint) => {
    const error = errorOf(() => requireUsable({ ...schema, unusable: [{ name: 'b', obstacle }] }, 'own.csv'));
    expect(error).toMatchObject({ code, file: 'own.csv', field: 'b', exitCode: 3, hint });
    expect(error.message).toContain(`column b: ${message}`);
  });

  it('are named together with others of the same kind, the first 6 of many', () => {
    const unusable = Array.from({ length: 8 }, (_, i) => ({ name: `c ${i}`, obstacle: 'text' }) as const);
    const error = errorOf(() =>
      requireUsable({ ...schema, unusable: [...unusable, { name: 'z', obstacle: 'empty' }] }, 'own.csv'),
    );
    expect(error.message).toMatch(/^8 columns: "c 0", .* "c 5" and 2 more: free text/);
    expect(error.message).not.toContain('z');
    expect(error.hint).toContain('drop: ["c 0", "c 1"');
  });

  it('none are no reason to refuse', () => {
    expect(() => requireUsable(schema, 'own.csv')).not.toThrow();
    expect(() => requireUsable({ ...schema, unusable: [] }, 'own.csv')).not.toThrow();
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

  it('list the columns there are, the first 12 of many', () => {
    expect(errorOf(() => roles('a b c', { target: 'd' })).hint).toBe('the columns are "a", "b", "c"');
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`).join(' ');
    const { hint } = errorOf(() => roles(names, { target: 'd' }));
    expect(hint).toContain('"c11" and 8 more');
    expect(hint).not.toContain('"c12"');
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
