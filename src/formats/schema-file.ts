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
  type SchemaConfig,
} from '../data/schema-config.ts';
import { quoted } from '../errors.ts';
import { parseJson } from './json.ts';
import { Field } from './json-field.ts';
import { refusalFor } from './refusal.ts';

/** One column per line, so that any editor can correct it. */
export function formatSchema({ schema, missingWords, columns }: SchemaConfig): string {
  const lines = columns.map((column) => `    ${JSON.stringify(column)}`).join(',\n');
  return `{
  "schema": ${JSON.stringify(schema)},
  "missingWords": ${JSON.stringify(missingWords)},
  "columns": [
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
  root.only('schema', 'missingWords', 'columns');
  const columns = root
    .get('columns')
    .list()
    .map((column) => {
      column.only('name', 'type', 'positive');
      const name = column.get('name').string();
      const type = column.get('type').oneOf(...FEATURE_TYPES, ...ROLES, ID_AND_GROUP, ...LEFT_OUT);
      if (!column.has('positive')) return { name, type };
      if (type !== 'target') throw column.get('positive').wrong('a class of the target, and of no other column');
      return { name, type, positive: column.get('positive').string() };
    });
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
  return { schema: SCHEMA_SCHEMA, missingWords, columns };
}
