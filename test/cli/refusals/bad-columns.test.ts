/**
 * What columns hold, told by cells, options and schema files: what is refused, and what is only said.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { customers, toCsv, withCell, type Customers } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];
const plain = customers();
/** With a column of kinds. */
const table: Customers = {
  names: [...plain.names.slice(0, 3), 'plan', 'bought'],
  rows: plain.rows.map((fields, i) => fields.toSpliced(3, 0, 'abc'[i % 3]!)),
};
const good = toCsv(table);
const MISSING = ['', ' ', 'NA', 'n/a', 'NaN', 'null', 'None', '?', '-'];
/** A name's cells replaced in every row. */
const everywhere = (name: string, text: (row: number) => string) => ({
  ...table,
  rows: table.rows.map((fields, row) => fields.with(table.names.indexOf(name), text(row))),
});
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  writeFileSync(path('customers.csv'), good);
  const flags = [...QUICK, '--write-schema', path('schema.json')];
  await succeed(['train', path('customers.csv'), ...flags, '-o', path('run')]);
  const strict = ['--schema', path('schema.json'), '--missing', 'refuse', '--unseen', 'refuse'];
  await succeed(['train', path('customers.csv'), ...QUICK, ...strict, '-o', path('strict')]);
});

let files = 0;
/** A folder with `bad.csv` and, where given, `schema.json`. */
function folderWith(content: string | Uint8Array, schema?: string): string {
  const cwd = path(`case-${++files}`);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'bad.csv'), content);
  if (schema !== undefined) writeFileSync(join(cwd, 'schema.json'), schema);
  return cwd;
}

interface Case {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly flags?: readonly string[];
  readonly schema?: (text: string) => string;
  /** 3, data, where it isn't said. */
  readonly exit?: number;
  /** What the line starts with, before `: error`. */
  readonly place?: string;
  readonly code: string;
  readonly says: string;
}

const TRAINING: Case[] = [
  {
    name: 'free text alone',
    content: toCsv(everywhere('plan', (row) => `note ${row}`)),
    flags: ['--drop', 'visits,spend'],
    code: 'E_SCHEMA_TEXT',
    says: 'column "plan": free text, whose values hardly repeat, is nothing to learn from, and no other is left',
  },
  {
    name: 'dates of an unknown order',
    content: toCsv(everywhere('plan', (row) => `${1 + (row % 12)}.${1 + (row % 9)}.2024`)),
    place: 'bad.csv:2:4',
    code: 'E_CSV_DATE',
    says: '(hint: --date-order dmy or --date-order mdy)',
  },
  {
    name: 'a column of missing words',
    content: toCsv(everywhere('visits', (row) => MISSING[row % 9]!)),
    flags: ['--numeric', 'visits'],
    code: 'E_SCHEMA_EMPTY',
    says: 'column "visits": no row has a value (hint: --drop "visits")',
  },
  {
    name: 'a day that is not in the calendar',
    content: toCsv(everywhere('plan', (row) => (row === 9 ? '2023-02-29' : `2024-02-${10 + (row % 20)}`))),
    place: 'bad.csv:11:4',
    code: 'E_CSV_DATE',
    says: '"2023-02-29" is no date',
  },
  ...['', 'NA', '-'].map((word) => ({
    name: `the missing value ${JSON.stringify(word)} with --missing refuse`,
    content: toCsv(withCell(table, 2, 'spend', word)),
    flags: ['--missing', 'refuse'],
    place: 'bad.csv:4:3',
    code: 'E_CSV_MISSING',
    says: 'column "spend": this cell',
  })),
  {
    name: 'decimal points with --decimal ,',
    flags: ['--decimal', ','],
    place: 'bad.csv:2:3',
    code: 'E_CSV_NUMBER',
    says: '"49.84" is not a number (hint: correct it, or train with --categorical "spend"',
  },
  {
    name: '--numeric of kinds',
    flags: ['--numeric', 'visits,plan'],
    place: 'bad.csv:2:4',
    code: 'E_CSV_NUMBER',
    says: 'column "plan": "a" is not a number',
  },
  {
    name: '--numeric of an unknown name',
    flags: ['--numeric', 'age'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: '--numeric: there is no column "age" (hint: the columns are "id", "visits"',
  },
  {
    name: '--categorical of an unknown name',
    flags: ['--categorical', 'plan,Plan'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: '--categorical: there is no column "Plan" (hint: did you mean --categorical "plan"?)',
  },
  { name: '--time of kinds', flags: ['--time', 'plan'], code: 'E_SCHEMA_TIME', says: 'column "plan" holds neither' },
  {
    name: '--group with a blank',
    content: toCsv(withCell(table, 7, 'plan', ' ')),
    flags: ['--group', 'plan'],
    place: 'bad.csv:9:4',
    code: 'E_CSV_MISSING',
    says: 'column "plan": this cell is empty',
  },
  { name: 'damaged gzip', content: gzipSync(good).subarray(0, 2000), code: 'E_CSV_GZIP', says: 'ends too early' },
];

const schemaCase = (name: string, schema: Case['schema'] & object, rest: Omit<Case, 'name' | 'schema'>): Case => ({
  name: `a schema file with ${name}`,
  schema,
  flags: ['--schema', 'schema.json'],
  place: 'schema.json',
  exit: 4,
  ...rest,
});

const SCHEMAS: Case[] = [
  schemaCase('half of its text', (text) => text.slice(0, text.indexOf('"columns"')), {
    code: 'E_JSON_SYNTAX',
    says: 'expected',
  }),
  schemaCase('CSV in it', () => good, { code: 'E_JSON_SYNTAX', says: 'expected a value' }),
  schemaCase('an unknown type', (text) => text.replace('"category"', '"kinds"'), {
    code: 'E_SCHEMA_CONFIG',
    says: 'schema.columns[3].type: expected one of number, boolean, date, category, target',
  }),
  schemaCase('two targets', (text) => text.replace('"category"', '"target"'), {
    code: 'E_SCHEMA_CONFIG',
    says: 'at most one column of type target',
  }),
  schemaCase('a column that the file lacks', (text) => text.replace('"visits"', '"calls"'), {
    place: 'bad.csv',
    exit: 3,
    code: 'E_SCHEMA_COLUMN',
    says: 'there is no column "calls", which the schema needs',
  }),
  schemaCase('a wrong type', (text) => text.replace('"category"', '"date"'), {
    place: 'bad.csv:2:4',
    exit: 3,
    code: 'E_CSV_DATE',
    says: 'column "plan": "a" is not a date',
  }),
  {
    name: 'a schema file that is not there',
    flags: ['--schema', 'none.json'],
    place: 'none.json',
    exit: 5,
    code: 'E_FILE_MISSING',
    says: 'no such file',
  },
];

describe('train refuses', () => {
  it.each([...TRAINING, ...SCHEMAS])('$name', async ({ content = good, flags = [], schema, exit = 3, ...expected }) => {
    const cwd = folderWith(content, schema?.(readFileSync(path('schema.json'), 'utf8')));
    const before = contents(cwd);
    const result = await run(['train', 'bad.csv', '-q', ...QUICK, '-o', 'run', ...flags], { cwd });
    const { place = 'bad.csv', code, says } = expected;
    expect(expectRefusal(result, { exit, start: `${place}: error ${code}: ` })).toContain(says);
    expect(contents(cwd)).toEqual(before);
  });

  it('to write a schema over another without --force, which stays as it is', async () => {
    const cwd = folderWith(good, 'mine');
    const words = ['train', 'bad.csv', '-q', ...QUICK, '-o', 'run', '--write-schema', 'schema.json'];
    const line = expectRefusal(await run(words, { cwd }), { exit: 5, start: 'schema.json: error E_FILE_EXISTS: ' });
    expect(line).toContain('--force');
    expect(readFileSync(join(cwd, 'schema.json'), 'utf8')).toBe('mine');
    expect(contents(cwd)).toEqual(['bad.csv', 'schema.json']);
    await succeed([...words, '--force'], { cwd });
    expect(readFileSync(join(cwd, 'schema.json'), 'utf8')).toBe(readFileSync(path('schema.json'), 'utf8'));
  });
});

describe('a model that refuses what training never saw', () => {
  it.each([
    ['a missing number', 'spend', 'NA', 'bad.csv:6:3: error E_CSV_MISSING: '],
    ['a missing kind', 'plan', '', 'bad.csv:6:4: error E_CSV_MISSING: '],
    ['another kind', 'plan', 'z', 'bad.csv:6:4: error E_DATA_LEVEL: '],
  ])('refuses %s in predict and evaluate', async (_, name, text, start) => {
    const cwd = folderWith(toCsv(withCell(table, 4, name, text)));
    expectRefusal(await run(['predict', 'bad.csv', '-q', '-m', path('strict'), '-o', 'scores.csv'], { cwd }), {
      exit: 3,
      start,
    });
    expectRefusal(await run(['evaluate', 'bad.csv', '-q', '-m', path('strict')], { cwd }), { exit: 3, start });
    expect(contents(cwd)).toEqual(['bad.csv']);
  });
});

describe('what is missing is filled in, not refused:', () => {
  it('9 missing words in a column of numbers, in training and in scoring', async () => {
    const holes = toCsv(everywhere('spend', (row) => (row < 9 ? MISSING[row]! : table.rows[row]![2]!)));
    const cwd = folderWith(holes);
    const { stderr } = await succeed(['train', 'bad.csv', ...QUICK, '-o', 'run'], { cwd });
    expect(stderr).toMatch(/spend +number .*3\.00% missing/);
    for (const model of ['run', path('run')]) {
      const scores = await readFields((await succeed(['predict', 'bad.csv', '-m', model], { cwd })).stdout);
      expect(scores).toHaveLength(301);
      for (const fields of scores.slice(1)) expect(Number(fields[2])).toBeGreaterThanOrEqual(0);
    }
  });

  it('a packed file with decimal commas gives the scores of the file', async () => {
    const commas = table.rows.map((fields) => fields.map((text) => text.replace('.', ',')));
    const cwd = folderWith(gzipSync(toCsv({ ...table, rows: commas }, { delimiter: ';' })));
    const words = ['predict', 'bad.csv', '-m', path('run'), '--delimiter', ';', '--decimal', ','];
    const { stdout } = await succeed(words, { cwd });
    expect(stdout).toBe((await succeed(['predict', path('customers.csv'), '-m', path('run')])).stdout);
  });
});

describe('is said, and not refused:', () => {
  it.each<[string, Customers, RegExp]>([
    ['a column that never changes', everywhere('visits', () => '5'), /warning: column "visits" never changes/],
    [
      'whole numbers beyond 2^53',
      everywhere('visits', (row) => (row % 3 === 0 ? '9007199254740993' : String(row))),
      /visits +number +100 rounded, beyond 2\^53/,
    ],
  ])('%s', async (_, content, says) => {
    const cwd = folderWith(toCsv(content));
    const { stderr } = await succeed(['train', 'bad.csv', ...QUICK, '-o', 'run'], { cwd });
    expect(stderr).toMatch(says);
  });
});
