import { describe, expect, it } from 'vitest';
import { choiceFrom, rolesOf, schemaColumns, SCHEMA_SCHEMA, type SchemaColumn } from '../../src/data/schema-config.ts';
import { assignRoles, type Schema } from '../../src/data/schema.ts';
import type { Table } from '../../src/data/table.ts';
import { textColumnOf } from '../support/tables.ts';

const numbers = (name: string, notation?: 'boolean' | 'date') =>
  ({ kind: 'number', name, values: Float64Array.of(1, 2), ...(notation && { notation }) }) as const;

const table: Table = {
  columns: [
    numbers('age'),
    numbers('member', 'boolean'),
    numbers('since', 'date'),
    textColumnOf('__proto__', ['a', 'b']),
    textColumnOf('note', ['x', 'y']),
    textColumnOf('shop', ['s', 's']),
    textColumnOf('y', ['n', 'm']),
  ],
  rowCount: 2,
  blankLineCount: 0,
};
const names = ['id', 'age', 'member', 'since', '__proto__', 'note', 'shop', 'y', 'phone'];
const schema: Schema = {
  hasHeader: true,
  target: 'y',
  id: 'id',
  group: 'shop',
  time: null,
  missingWords: ['', 'keine'],
  features: ['age', 'member', 'since', '__proto__'],
  unusable: [{ name: 'note', obstacle: 'text' }],
};
const columns: SchemaColumn[] = [
  { name: 'id', type: 'id' },
  { name: 'age', type: 'number' },
  { name: 'member', type: 'boolean' },
  { name: 'since', type: 'date' },
  { name: '__proto__', type: 'category' },
  { name: 'note', type: 'text' },
  { name: 'shop', type: 'group' },
  { name: 'y', type: 'target' },
  { name: 'phone', type: 'drop' },
];
const faults = { first: [], count: 0 };
const config = (changed: readonly SchemaColumn[]) =>
  ({ schema: SCHEMA_SCHEMA, missingWords: ['', 'keine'], columns: changed }) as const;

describe('a schema as a list of columns', () => {
  it('names all columns of the file in its order, those left out with the reason', () => {
    expect(schemaColumns({ names, schema, table, faults })).toEqual(columns);
  });

  it('has an ID that is the group, too, as both', () => {
    const both = schemaColumns({ names, schema: { ...schema, group: 'id' }, table, faults });
    expect(both[0]).toEqual({ name: 'id', type: 'id and group' });
    expect(choiceFrom(config(both))).toMatchObject({ id: 'id', group: 'id' });
    expect(rolesOf('id and group')).toEqual(['id', 'group']);
    expect([rolesOf('time'), rolesOf('category'), rolesOf('drop')]).toEqual([['time'], [], []]);
  });

  it('comes back as the choice of the same roles, features and types', () => {
    const choice = choiceFrom(config(columns));
    expect(choice).toEqual({
      target: 'y',
      id: 'id',
      group: 'shop',
      time: undefined,
      only: ['age', 'member', 'since', '__proto__'],
      onlyFrom: 'the schema',
      known: new Map([
        ['age', { kind: 'number' }],
        ['member', { kind: 'boolean' }],
        ['since', { kind: 'date' }],
        ['__proto__', { kind: 'category' }],
      ]),
      missingWords: ['', 'keine'],
    });
    const { target, id, group, time, features } = assignRoles(names, choice, 'own.csv');
    expect({ target, id, group, time, features }).toEqual({
      target: 'y',
      id: 'id',
      group: 'shop',
      time: null,
      features: schema.features,
    });
  });

  it('without an ID means that there is none, whatever the names say', () => {
    const choice = choiceFrom(config(columns.with(0, { name: 'id', type: 'drop' })));
    expect(choice.id).toBe('none');
    expect(assignRoles(names, choice, 'own.csv')).toMatchObject({ id: null, idCandidate: null });
  });
});
