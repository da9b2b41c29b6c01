import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSchema, readSchema } from '../../src/formats/schema-file.ts';
import {
  FEATURE_TYPES,
  LEFT_OUT,
  SCHEMA_SCHEMA,
  type SchemaColumn,
  type SchemaConfig,
} from '../../src/data/schema-config.ts';
import { FormatError } from '../../src/errors.ts';
import { errorOf } from '../support/errors.ts';

const config: SchemaConfig = {
  schema: SCHEMA_SCHEMA,
  missingWords: ['', 'na'],
  columns: [
    { name: 'id', type: 'id' },
    { name: 'a "b",\n', type: 'number' },
    { name: '__proto__', type: 'drop' },
    { name: 'y', type: 'target', positive: 'yes' },
  ],
};
const refusal = (text: string) => errorOf(() => readSchema(text, 'own.json'));
const withColumns = (columns: unknown) => refusal(JSON.stringify({ ...config, columns }));
const column = (name: string, type: SchemaColumn['type']): SchemaColumn => ({ name, type });

it('a schema file has one column a line', () => {
  expect(formatSchema(config)).toBe(`{
  "schema": "glassnet.schema/1",
  "missingWords": ["","na"],
  "columns": [
    {"name":"id","type":"id"},
    {"name":"a \\"b\\",\\n","type":"number"},
    {"name":"__proto__","type":"drop"},
    {"name":"y","type":"target","positive":"yes"}
  ]
}
`);
});

it('500 schemas of any names and words come back from their files', () => {
  const features = fc.uniqueArray(
    fc.record({
      name: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'toString')),
      type: fc.constantFrom(...FEATURE_TYPES, ...LEFT_OUT),
    }),
    { selector: ({ name }) => name, maxLength: 8 },
  );
  fc.assert(
    fc.property(features, fc.array(fc.string({ unit: 'binary' })), (columns, missingWords) => {
      const target = column(`target ${columns.map(({ name }) => name).join()}`, 'target');
      const whole: SchemaConfig = { schema: SCHEMA_SCHEMA, missingWords, columns: [...columns, target] };
      expect(readSchema(formatSchema(whole), 'own.json')).toEqual(whole);
    }),
    { seed: 1, numRuns: 500 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a schema file is refused', () => {
  it('cut off at every byte but before its last line end, with the file named', () => {
    const text = formatSchema(config);
    for (let length = 0; length < text.length - 1; length++) {
      const error = refusal(text.slice(0, length));
      expect(error).toBeInstanceOf(FormatError);
      expect(error).toMatchObject({ file: 'own.json', exitCode: 4 });
    }
    expect(readSchema(text.slice(0, -1), 'own.json')).toEqual(config);
  });

  it.each<[string, unknown, string]>([
    ['columns that are no list', {}, 'schema.columns: expected a list'],
    ['no columns', [], 'schema.columns: expected a column of type target'],
    ['no target', [column('a', 'number')], 'schema.columns: expected a column of type target'],
    ['a name that is no text', [{ name: 5, type: 'number' }], 'schema.columns[0].name: expected a string'],
    [
      'a column without type',
      [{ name: 'a' }],
      'schema.columns[0].type: expected one of number, boolean, date, category',
    ],
    [
      'an unknown type',
      [column('y', 'target'), { name: 'a', type: 'toString' }],
      'schema.columns[1].type: expected one of',
    ],
    ['a type in capitals', [{ name: 'a', type: 'Number' }], 'schema.columns[0].type: expected one of'],
    [
      'a field that nobody reads',
      [{ name: 'a', type: 'number', role: 'id' }],
      'schema.columns[0]: expected no field "role"',
    ],
    [
      'a class of a column that is no target',
      [column('y', 'target'), { name: 'a', type: 'category', positive: 'x' }],
      'schema.columns[1].positive: expected a class of the target, and of no other column',
    ],
    [
      'a class that is a number',
      [{ name: 'y', type: 'target', positive: 1 }],
      'schema.columns[0].positive: expected a string',
    ],
    [
      'two targets',
      [column('a', 'target'), column('b', 'target')],
      'schema.columns: expected at most one column of type target',
    ],
    [
      'two groups, one of them the ID',
      [column('y', 'target'), column('a', 'group'), column('b', 'id and group')],
      'schema.columns: expected at most one column of type group',
    ],
    [
      'a name twice',
      [column('a', 'target'), column('a', 'number')],
      'schema.columns: expected columns of different names',
    ],
  ])('with %s', (_, columns, message) => {
    const error = withColumns(columns);
    expect(error).toMatchObject({ code: 'E_SCHEMA_CONFIG', file: 'own.json', exitCode: 4 });
    expect(error.message).toContain(message);
  });

  it.each<[string, unknown, string, string]>([
    ['a list', [], 'E_SCHEMA_CONFIG', 'schema: expected an object'],
    ['null', null, 'E_SCHEMA_CONFIG', 'schema: expected an object'],
    [
      'a later version',
      { ...config, schema: 'glassnet.schema/2' },
      'E_SCHEMA_VERSION',
      'the schema is "glassnet.schema/2"',
    ],
    ['no version', { columns: [] }, 'E_SCHEMA_CONFIG', 'schema.schema: expected a string'],
    ['another field', { ...config, target: 'y' }, 'E_SCHEMA_CONFIG', 'schema: expected no field "target"'],
    [
      'no missing words',
      { ...config, missingWords: undefined },
      'E_SCHEMA_CONFIG',
      'schema.missingWords: expected a list',
    ],
    [
      'a missing number',
      { ...config, missingWords: [-999] },
      'E_SCHEMA_CONFIG',
      'schema.missingWords[0]: expected a string',
    ],
  ])('that is or has %s', (_, document, code, message) => {
    const error = refusal(JSON.stringify(document));
    expect(error).toMatchObject({ code, file: 'own.json', exitCode: 4 });
    expect(error.message).toContain(message);
  });
});
