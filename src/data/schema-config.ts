/**
 * A schema as JSON that people correct: what each column of a file is, and the words for a missing value.
 */
import type { ErrorCode } from '../error-codes.ts';
import type { DataError } from '../errors.ts';
import { MISSING_WORDS } from './cells/missing.ts';
import type { FeatureType } from './notation/column-evidence.ts';
import type { CsvTable } from './read-table.ts';
import { LEFT_OUT_REASONS } from './roles/left-out.ts';
import type { CsvColumns } from './roles/plan-columns.ts';
import type { CsvOptions } from './table-options.ts';
import type { Schema } from './schema.ts';
import { findColumn, NOTATIONS, type Column } from './table.ts';

export const SCHEMA_SCHEMA = 'glassnet.schema/1';

export const FEATURE_TYPES = [...NOTATIONS, 'category'] as const;
export const ROLES = ['target', 'id', 'group', 'time'] as const;
export type Role = (typeof ROLES)[number];
/** An ID that also tells which rows belong together, such as a customer with several rows. */
export const ID_AND_GROUP = 'id and group';
/** Left out: by choice, or because nothing can be learned from the column as it is. */
export const LEFT_OUT = ['drop', 'date-like', ...LEFT_OUT_REASONS] as const;

type SchemaType = FeatureType | Role | typeof ID_AND_GROUP | (typeof LEFT_OUT)[number];

export interface SchemaColumn {
  readonly name: string;
  readonly type: SchemaType;
  /** Of a target of two classes, the one that counts. */
  readonly positive?: string;
  /** Of a target, its classes: their labels may differ in case, and in how they write a number. */
  readonly classes?: readonly string[];
}

export interface SchemaConfig {
  readonly schema: typeof SCHEMA_SCHEMA;
  /** How the file is written; what is left out is inferred. */
  readonly format?: Partial<CsvOptions>;
  readonly missingWords: readonly string[];
  /** The points at which a target of numbers is cut into classes. */
  readonly targetBins?: readonly number[];
  readonly columns: readonly SchemaColumn[];
}

/** Everything that was found out about a file, so that reading it again infers nothing. */
export function schemaConfig(file: CsvTable, positive: string | null): SchemaConfig {
  const { schema, format } = file;
  const { target, missingWords = MISSING_WORDS, targetBins } = schema;
  const classes = targetBins === undefined ? classesOf(file) : undefined;
  const told = { ...(positive !== null && { positive }), ...(classes !== undefined && { classes }) };
  const columns: SchemaColumn[] = schemaColumns(file);
  const place = columns.findIndex(({ name }) => name === target);
  columns[place] = { ...columns[place]!, ...told };
  return { schema: SCHEMA_SCHEMA, format, missingWords, ...(targetBins !== undefined && { targetBins }), columns };
}

/** The target's classes, if they could be read. */
function classesOf({ schema: { target }, table, faults }: CsvTable): readonly string[] | undefined {
  if (faults.first.some(({ field }) => field === target)) return undefined;
  const column = table.columns.find(({ name }) => name === target);
  return column?.kind === 'text' ? column.levels.toSorted() : undefined;
}

/** What each column of a file is, in the file's order. */
export function schemaColumns(file: Pick<CsvTable, 'names' | 'schema' | 'table' | 'faults'>): SchemaColumn[] {
  const { schema, table, faults } = file;
  const features = new Set(schema.features);
  const obstacles = new Map(schema.unusable?.map(({ name, obstacle }) => [name, obstacle]));
  return file.names.map((name) => {
    const role = roleOf(name, schema) ?? obstacles.get(name);
    if (role !== undefined) return { name, type: role };
    const fault = faults.first.find(({ field }) => field === name);
    return { name, type: typeOf(findColumn(table, name), fault, features.has(name)) };
  });
}

function roleOf(name: string, schema: Schema): SchemaType | undefined {
  if (schema.id === name && schema.group === name) return ID_AND_GROUP;
  return ROLES.find((candidate) => schema[candidate] === name);
}

function typeOf(column: Column | undefined, fault: DataError | undefined, isFeature: boolean): SchemaType {
  if (fault !== undefined && TYPES_OF_FAULTS[fault.code] !== undefined) return TYPES_OF_FAULTS[fault.code]!;
  if (column === undefined || (fault === undefined && !isFeature)) return 'drop';
  return column.kind === 'text' ? 'category' : (column.notation ?? 'number');
}

/** What a column that can't be read was probably meant to hold. */
const TYPES_OF_FAULTS: Partial<Record<ErrorCode, FeatureType>> = {
  E_CSV_NUMBER: 'number',
  E_CSV_RANGE: 'number',
  E_CSV_BOOLEAN: 'boolean',
  E_CSV_DATE: 'date',
};

/** The roles that a type stands for. */
export function rolesOf(type: SchemaType): readonly Role[] {
  return type === ID_AND_GROUP ? ['id', 'group'] : ROLES.filter((role) => role === type);
}

/** The choice of columns that a schema stands for: it names all that a file must have, and no other is read. */
export function choiceFrom({ columns, missingWords, targetBins }: SchemaConfig): CsvColumns {
  const withRole = (role: Role) => columns.find(({ type }) => rolesOf(type).includes(role))?.name;
  const features = columns.flatMap(({ name, type }) => {
    const featureType = FEATURE_TYPES.find((candidate) => candidate === type);
    return featureType === undefined ? [] : [[name, { kind: featureType }] as const];
  });
  const labels = columns.find(({ type }) => type === 'target')?.classes;
  return {
    target: withRole('target'),
    id: withRole('id') ?? 'none',
    group: withRole('group'),
    time: withRole('time'),
    only: features.map(([name]) => name),
    onlyFrom: 'the schema',
    known: new Map(features),
    missingWords,
    ...(labels !== undefined && { labels }),
    ...(targetBins !== undefined && { targetBins: targetBins.map(String) }),
  };
}
