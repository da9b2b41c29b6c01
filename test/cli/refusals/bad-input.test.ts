/**
 * CSV files that can't be used: exit code, one line with the right place, nothing on stdout, nothing left behind.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { customers, select, toCsv, withCell } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const model = join(folder, 'run');
const table = customers();
const good = toCsv(table);
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];

beforeAll(async () => {
  writeFileSync(join(folder, 'customers.csv'), good);
  await succeed(['train', join(folder, 'customers.csv'), ...QUICK, '-o', model]);
});

interface BadFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly flags?: readonly string[];
  /** 3, data, where it isn't said. */
  readonly exit?: number;
  /** `:line:column` as far as there is one. */
  readonly place?: string;
  readonly code: string;
  readonly says: string;
}

let files = 0;
/** Runs a command on a file in a folder of its own and returns the line of its refusal, what stands before it cut off. */
async function refusalOf(
  command: string,
  { content, flags = [], exit = 3, place = '', code }: BadFile,
): Promise<string> {
  const cwd = join(folder, `bad-${++files}`);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'bad.csv'), content);
  const words = command === 'train' ? ['-o', 'run', ...QUICK] : ['-m', model, '-o', 'scores.csv'];
  const result = await run([command, 'bad.csv', '-q', ...words, ...flags], { cwd });
  const start = `bad.csv${place}: error ${code}: `;
  const line = expectRefusal(result, { exit, start });
  expect(contents(cwd)).toEqual(['bad.csv']);
  return line.slice(start.length);
}

/** The file with a cell put in place of another; row 0 stands on line 2. */
const cell = (row: number, name: string, text: string) => toCsv(withCell(table, row, name, text));
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const lines = good.split('\n');
const splice = (line: number, text: string) => lines.with(line - 1, text).join('\n');

const READING: BadFile[] = [
  { name: 'an empty file', content: '', code: 'E_CSV_EMPTY', says: 'the file is empty' },
  { name: 'a byte order mark only', content: '\uFEFF', code: 'E_CSV_EMPTY', says: 'the file is empty' },
  { name: 'a header only', content: `${lines[0]}\n`, code: 'E_CSV_EMPTY', says: 'no data rows' },
  {
    name: 'a field too few',
    content: splice(17, '1,2,3'),
    place: ':17:4',
    code: 'E_CSV_FIELDS',
    says: 'expected 4 fields, got 3',
  },
  {
    name: 'a field too many',
    content: splice(17, '1,2,3,0,5'),
    place: ':17:5',
    code: 'E_CSV_FIELDS',
    says: 'expected 4 fields, got 5',
  },
  {
    name: 'a field too few after 2 records of 3 lines each',
    content: splice(4, '"a\n\nb",2,3,0\n"c\r\n\rd",2,3,0\n1,2,3'),
    place: ':10:4',
    code: 'E_CSV_FIELDS',
    says: 'got 3',
  },
  {
    name: 'a field too few after a blank line',
    content: splice(4, '\n1,2,3'),
    place: ':5:4',
    code: 'E_CSV_FIELDS',
    says: 'got 3',
  },
  {
    name: 'a quote never closed',
    content: splice(9, '"7,2,3,0'),
    place: ':9:1',
    code: 'E_CSV_QUOTE',
    says: 'not closed',
  },
  {
    name: 'text after a closing quote',
    content: splice(9, '7,"2"x,3,0'),
    place: ':9:2',
    code: 'E_CSV_QUOTE',
    says: 'x',
  },
  {
    name: 'a byte that is no UTF-8',
    content: latin1(splice(5, 'caf\u00e9,2,3,0')),
    place: ':5:1',
    code: 'E_CSV_ENCODING',
    says: '0xE9',
  },
  {
    name: 'UTF-16 without a byte order mark',
    content: Buffer.from(good, 'utf16le'),
    code: 'E_CSV_ENCODING',
    says: 'hint: --encoding utf-16le',
  },
  {
    name: 'text in a column of numbers',
    content: cell(5, 'visits', 'many'),
    place: ':7:2',
    code: 'E_CSV_NUMBER',
    says: '"visits": "many" is not a number',
  },
  { name: '1e400', content: cell(0, 'spend', '1e400'), place: ':2:3', code: 'E_CSV_RANGE', says: 'out of range' },
  {
    name: '12,5 in quotes',
    content: cell(298, 'spend', '12,5'),
    place: ':300:3',
    code: 'E_CSV_NUMBER',
    says: '"12,5" is not a number',
  },
  { name: '0x10', content: cell(1, 'visits', '0x10'), place: ':3:2', code: 'E_CSV_NUMBER', says: '0x10' },
  { name: '1_000', content: cell(1, 'visits', '1_000'), place: ':3:2', code: 'E_CSV_NUMBER', says: '1_000' },
  { name: 'Infinity', content: cell(1, 'visits', 'Infinity'), place: ':3:2', code: 'E_CSV_NUMBER', says: 'Infinity' },
];

const TRAINING: BadFile[] = [
  { name: 'a newline only', content: '\n', code: 'E_CSV_EMPTY', says: 'nothing but blank lines' },
  { name: 'one row', content: lines.slice(0, 2).join('\n'), code: 'E_DATA_ROWS', says: '1 row: at least 4 are needed' },
  {
    name: 'three rows',
    content: lines.slice(0, 2).concat('2,1,1,other', '3,1,1,other').join('\n'),
    code: 'E_DATA_ROWS',
    says: 'at least 4 are needed',
  },
  {
    name: 'one class',
    content: toCsv({ ...table, rows: table.rows.map((fields) => fields.with(3, 'yes')) }),
    code: 'E_DATA_CLASSES',
    says: 'one class only, "yes"',
  },
  {
    name: '300 classes',
    content: good,
    flags: ['--target', 'id'],
    place: ':2:1',
    code: 'E_DATA_CLASSES',
    says: '300 different numbers',
  },
  {
    name: 'a target without a label',
    content: toCsv({ ...table, rows: table.rows.map((fields) => fields.with(3, '')) }),
    code: 'E_DATA_CLASSES',
    says: 'target "bought": no row has a label',
  },
  {
    name: 'values too large to standardise',
    content: toCsv({ ...table, rows: table.rows.map((fields, i) => fields.with(1, i % 2 ? '1e308' : '-1e308')) }),
    code: 'E_DATA_RANGE',
    says: 'column "visits"',
  },
  {
    name: '";" read with ","',
    content: toCsv(table, { delimiter: ';' }),
    flags: ['--delimiter', ','],
    code: 'E_SCHEMA_FEATURES',
    says: "--delimiter ';'",
  },
  {
    name: '";" and decimal commas read with ","',
    content: toCsv(table, { delimiter: ';' }).replaceAll('.', ','),
    flags: ['--delimiter', ','],
    code: 'E_SCHEMA_FEATURES',
    says: 'no column is left to predict from',
  },
  {
    name: 'a tab read with ","',
    content: toCsv(table, { delimiter: '\t' }),
    flags: ['--delimiter', ','],
    code: 'E_SCHEMA_FEATURES',
    says: "--delimiter '\\t'",
  },
  {
    name: 'no such target',
    content: good,
    flags: ['--target', 'Bought'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: 'did you mean --target bought?',
  },
  {
    name: 'no such ID',
    content: good,
    flags: ['--id', 'key'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: '--id: there is no column "key"',
  },
  {
    name: 'no such column to drop',
    content: good,
    flags: ['--drop', 'visits,age'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: '--drop: there is no column "age"',
  },
  {
    name: 'one column as target and ID',
    content: good,
    flags: ['--id', 'bought', '--target', 'bought'],
    exit: 2,
    code: 'E_USAGE_COLUMN',
    says: '"bought"',
  },
  {
    name: 'a split without test rows',
    content: lines.slice(0, 40).join('\n'),
    flags: ['--split', '98/1/1'],
    code: 'E_DATA_ROWS',
    says: 'part',
  },
  {
    name: 'a class of one row',
    content: cell(0, 'bought', 'rare'),
    code: 'E_DATA_CLASSES',
    says: 'class "rare" has 1 of 300 rows',
  },
];

const PREDICTING: BadFile[] = [
  { name: 'a newline only', content: '\n', code: 'E_CSV_EMPTY', says: 'no header and no rows' },
  {
    name: 'a column that is not there',
    content: toCsv(select(table, ['id', 'visits', 'bought'])),
    code: 'E_SCHEMA_COLUMN',
    says: 'there is no column "spend", which the model needs',
  },
  {
    name: 'no ID column',
    content: toCsv(select(table, ['visits', 'spend'])),
    code: 'E_SCHEMA_COLUMN',
    says: 'there is no column "id"',
  },
  {
    name: 'a column renamed by case',
    content: good.replace('spend', 'Spend'),
    code: 'E_SCHEMA_COLUMN',
    says: 'hint: rename "Spend"',
  },
  {
    name: 'a column of the model that stands twice',
    content: splice(1, 'id,spend,spend,bought'),
    place: ':1:3',
    code: 'E_CSV_HEADER',
    says: 'columns 2 and 3 are both called "spend", which is needed once',
  },
  {
    name: 'an empty name',
    content: splice(1, 'id,,spend,bought'),
    code: 'E_SCHEMA_COLUMN',
    says: 'there is no column "visits"',
  },
  {
    name: '";" read with ","',
    content: toCsv(table, { delimiter: ';' }),
    flags: ['--delimiter', ','],
    code: 'E_SCHEMA_COLUMN',
    says: "hint: --delimiter ';'",
  },
  {
    name: '"," read with ";"',
    content: good,
    flags: ['--delimiter', ';'],
    code: 'E_SCHEMA_COLUMN',
    says: "hint: --delimiter ','",
  },
  {
    name: 'a value beyond float32 after standardising',
    content: cell(3, 'visits', '1e300'),
    place: ':5:2',
    code: 'E_CSV_RANGE',
    says: 'too far from the training values',
  },
];

describe('train refuses', () => {
  it.each([...READING, ...TRAINING])('$name', async (bad) => {
    expect(await refusalOf('train', bad)).toContain(bad.says);
  });
});

describe('predict refuses, with nothing at --output,', () => {
  it.each([...READING, ...PREDICTING])('$name', async (bad) => {
    expect(await refusalOf('predict', bad)).toContain(bad.says);
  });
});

describe('what one reading is left for is read: train and predict take', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${good}`, 'utf16le'), /^encoding utf-16le, as /m],
    ['blanks round a name', good.replace('spend', ' spend '), /^200|^300 rows scored/m],
    ['";" as the delimiter', toCsv(table, { delimiter: ';' }), /^delimiter ";": /m],
    ['a tab as the delimiter', toCsv(table, { delimiter: '\t' }), /^delimiter tab: /m],
    ['";" and decimal commas', toCsv(table, { delimiter: ';' }).replaceAll('.', ','), /decimal/m],
  ])('%s, and say so', async (_, content, said) => {
    const cwd = join(folder, `read-${++files}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'new.csv'), content);
    await succeed(['train', 'new.csv', ...QUICK, '-o', 'run'], { cwd });
    const { stderr, stdout } = await succeed(['predict', 'new.csv', '-m', model], { cwd });
    expect(stderr).toMatch(said);
    expect(stdout).toBe((await succeed(['predict', join(folder, 'customers.csv'), '-m', model])).stdout);
  });

  it('predict and evaluate refuse it under --strict, until it is said', async () => {
    const path = join(folder, 'strict.csv');
    writeFileSync(path, toCsv(table, { delimiter: ';' }).replaceAll('.', ','));
    for (const command of ['predict', 'evaluate']) {
      const refused = await run([command, path, '-m', model, '--strict', '-q']);
      const line = expectRefusal(refused, { exit: 3, start: `${path}: error E_CSV_INFERRED: ` });
      expect(line).toContain("(hint: --delimiter ';' --decimal ,)");
      await succeed([command, path, '-m', model, '--strict', '--delimiter', ';', '--decimal', ',']);
    }
  });

  it('train takes a repeated and an empty name', async () => {
    for (const [line, said] of [
      ['id,spend,spend,bought', 'changed to spend_2'],
      ['id,,spend,bought', 'called column_2'],
    ] as const) {
      const path = join(folder, `names-${++files}.csv`);
      writeFileSync(path, splice(1, line));
      const { stderr } = await succeed(['train', path, ...QUICK, '-o', join(folder, `names-run-${files}`)]);
      expect(stderr).toContain(said);
    }
  });
});

describe('evaluate refuses', () => {
  it.each([['a class that the model does not know', 'maybe', 'E_DATA_LABEL', 'the model knows no class "maybe"']])(
    '%s, with line and column',
    async (_, text, code, says) => {
      const path = join(folder, `evaluate-${++files}.csv`);
      writeFileSync(path, cell(40, 'bought', text));
      const result = await run(['evaluate', path, '-m', model, '-q']);
      expect(expectRefusal(result, { exit: 3, start: `${path}:42:4: error ${code}: ` })).toContain(says);
    },
  );
});

describe('names that mean something to JavaScript are ordinary names', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s as feature, class and ID', async (name) => {
    const rows = table.rows.map(([id, visits, spend, bought], i) => [
      i === 0 ? name : id!,
      visits!,
      spend!,
      bought === '1' ? name : '!',
    ]);
    const path = join(folder, `ordinary-${name}.csv`);
    const output = join(folder, `ordinary-${name}`);
    writeFileSync(path, toCsv({ names: ['id', name, 'spend', 'bought'], rows }));
    await succeed(['train', path, ...QUICK, '--target', 'bought', '-o', output]);
    expect(readdirSync(output)).toHaveLength(4);
    const metrics = JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8')) as { classes: string[] };
    expect(metrics.classes).toEqual(['!', name]);
    const fields = await readFields((await succeed(['predict', path, '-m', output])).stdout);
    expect(fields[1]![0]).toBe(name);
    const plain = await readFields((await succeed(['predict', join(folder, 'customers.csv'), '-m', model])).stdout);
    const named = plain.slice(1).map((row) => [row[1] === '1' ? name : '!', row[2], row[3]]);
    expect(fields.slice(1).map((row) => row.slice(1))).toEqual(named);
  });
});
