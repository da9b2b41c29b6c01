/**
 * The text of a schema file: JSON, checked field by field.
 */
import {
  FEATURE_TYPES,
  ID_AND_GROUP,
  LEFT_OUT,
  ROLES,
  SCHEMA_SCHEMA,
  rolesOf,
  type SchemaColumn,
  type SchemaConfig,
} from '../data/schema-config.ts';
import { CSV_OPTIONS } from '../data/table-options.ts';
import { quoted } from '../errors.ts';
import { parseJson } from './json.ts';
import { Field } from './json-field.ts';
import { readOptions } from './json-options.ts';
import { readBins } from './pipeline-config.ts';
import { refusalFor } from './refusal.ts';

/** One column per line, so that any editor can correct it. */
export function formatSchema({ schema, format, missingWords, targetBins, columns }: SchemaConfig): string {
  const lines = columns.map((column) => `    ${JSON.stringify(column)}`).join(',\n');
  const field = (name: string, value: unknown) =>
    value === undefined ? '' : `  "${name}": ${JSON.stringify(value)},\n`;
  return `{
${field('schema', schema)}${field('format', format)}${field('missingWords', missingWords)}${field('targetBins', targetBins)}  "columns": [
${lines}
  ]
}
`;
}

/** @throws FormatError E_SCHEMA_CONFIG naming the field that is missing, unknown or of the wrong kind. */
export function readSchema(text: string, file: string): SchemaConfig {
  const refuse = refusalFor(file);
  const root = new Field(parseJson(text, file), 'schema', 'E_SCHEMA_CONFIG', refuse);
  const version = root.get('schema').string();
  if (version !== SCHEMA_SCHEMA) {
    throw refuse('E_SCHEMA_VERSION', `the schema is ${quoted(version)}, this program reads ${quoted(SCHEMA_SCHEMA)}`);
  }
  root.only('schema', 'format', 'missingWords', 'targetBins', 'columns');
  const columns = root.get('columns').list().map(readColumn);
  if (new Set(columns.map(({ name }) => name)).size !== columns.length) {
    throw root.get('columns').wrong('columns of different names');
  }
  for (const role of ROLES) {
    const count = columns.filter(({ type }) => rolesOf(type).includes(role)).length;
    if (count > 1) throw root.get('columns').wrong(`at most one column of type ${role}`);
    if (count === 0 && role === 'target') throw root.get('columns').wrong('a column of type target');
  }
  const missingWords = root
    .get('missingWords')
    .list()
    .map((word) => word.string());
  return {
    schema: SCHEMA_SCHEMA,
    ...(root.has('format') && { format: readOptions(root.get('format'), CSV_OPTIONS, file) }),
    missingWords,
    ...(root.has('targetBins') && { targetBins: readBins(root.get('targetBins')) }),
    columns,
  };
}

/** What only a target has. */
const MISPLACED = {
  positive: 'a class of the target, and of no other column',
  classes: 'the classes of the target, and of no other column',
};

function readColumn(column: Field): SchemaColumn {
  column.only('name', 'type', 'positive', 'classes');
  const name = column.get('name').string();
  const type = column.get('type').oneOf(...FEATURE_TYPES, ...ROLES, ID_AND_GROUP, ...LEFT_OUT);
  for (const field of ['positive', 'classes'] as const) {
    if (column.has(field) && type !== 'target') throw column.get(field).wrong(MISPLACED[field]);
  }
  return {
    name,
    type,
    ...(column.has('positive') && { positive: column.get('positive').string() }),
    ...(column.has('classes') && { classes: readClasses(column.get('classes')) }),
  };
}

function readClasses(field: Field): string[] {
  const classes = field.list().map((name) => name.string());
  if (classes.length < 2 || new Set(classes).size !== classes.length)
    throw field.wrong('two different classes or more');
  return classes;
}
