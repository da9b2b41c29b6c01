/**
 * A schema as JSON that people correct: what each column of a file is, and the words for a missing value.
 */
import type { FeatureType, Obstacle } from './columns/infer-type.ts';
import type { ColumnChoice, Schema } from './schema.ts';
import { findColumn, NOTATIONS, type Column, type Table } from './table.ts';

export const SCHEMA_SCHEMA = 'glassnet.schema/1';

export const FEATURE_TYPES = [...NOTATIONS, 'category'] as const;
export const ROLES = ['target', 'id', 'group', 'time'] as const;
export type Role = (typeof ROLES)[number];
/** An ID that also tells which rows belong together, such as a customer with several rows. */
export const ID_AND_GROUP = 'id and group';
/** Left out: by choice, or because nothing can be learned from the column as it is. */
export const LEFT_OUT = ['drop', 'text', 'date-like', 'empty'] as const;

type SchemaType = FeatureType | Role | typeof ID_AND_GROUP | 'drop' | Obstacle;

export interface SchemaColumn {
  readonly name: string;
  readonly type: SchemaType;
  /** Of a target of two classes, the one that counts. */
  readonly positive?: string;
}

export interface SchemaConfig {
  readonly schema: typeof SCHEMA_SCHEMA;
  readonly missingWords: readonly string[];
  readonly columns: readonly SchemaColumn[];
}

/** What each column of a file is, in the file's order. */
export function schemaColumns(names: readonly string[], schema: Schema, table: Table): SchemaColumn[] {
  const features = new Set(schema.features);
  const obstacles = new Map(schema.unusable?.map(({ name, obstacle }) => [name, obstacle]));
  return names.map((name) => {
    const role = roleOf(name, schema) ?? obstacles.get(name);
    return { name, type: role ?? (features.has(name) ? featureType(findColumn(table, name)) : 'drop') };
  });
}

function roleOf(name: string, schema: Schema): SchemaType | undefined {
  if (schema.id === name && schema.group === name) return ID_AND_GROUP;
  return ROLES.find((role) => schema[role] === name);
}

function featureType(column: Column | undefined): SchemaType {
  if (column === undefined) return 'drop';
  return column.kind === 'text' ? 'category' : (column.notation ?? 'number');
}

/** The roles that a type stands for. */
export function rolesOf(type: SchemaType): readonly Role[] {
  return type === ID_AND_GROUP ? ['id', 'group'] : ROLES.filter((role) => role === type);
}

/** The choice of columns that a schema stands for: it names all that a file must have, and no other is read. */
export function choiceFrom({ columns, missingWords }: SchemaConfig): ColumnChoice & {
  readonly missingWords: readonly string[];
} {
  const withRole = (role: Role) => columns.find(({ type }) => rolesOf(type).includes(role))?.name;
  const features = columns.flatMap(({ name, type }) => {
    const featureType = FEATURE_TYPES.find((candidate) => candidate === type);
    return featureType === undefined ? [] : [[name, { kind: featureType }] as const];
  });
  return {
    target: withRole('target'),
    id: withRole('id') ?? 'none',
    group: withRole('group'),
    time: withRole('time'),
    only: features.map(([name]) => name),
    onlyFrom: 'the schema',
    known: new Map(features),
    missingWords,
  };
}
