/**
 * Files read with no word about what their columns hold, with options, and with a schema file.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { choiceFrom, schemaColumns, schemaConfig } from '../../../src/data/schema-config.ts';
import { countMissing, columnNamed, numberColumn, textColumn } from '../../../src/data/table.ts';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import type { CsvOptions } from '../../../src/data/table-options.ts';
import { readSchemaFile, writeSchema } from '../../../src/node/stores/schema-store.ts';
import { rejectionOf } from '../../support/errors.ts';
import { readOwnCsv } from '../../support/own-csv.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const refusal = (content: string, choice?: CsvColumns, options?: Partial<CsvOptions>) =>
  rejectionOf(readOwnCsv(content, choice, options));

/** 12 customers; `note` is free text, `left` dates with the day first, `fax` empty. */
const CUSTOMERS = [
  'customer_id,spend,member,since,plan,note,left,fax,phone,y',
  ...Array.from({ length: 12 }, (_, i) => {
    const cells = [
      100 + 7 * i,
      i / 4,
      i % 2 ? 'yes' : 'No',
      `2024-01-${i + 10}`,
      'abc'[i % 3],
      `note ${i}`,
      `${i + 10}.1.2024`,
    ];
    return [...cells, 'NA', `0${(5 * i) % 12}`, i % 2 ? 'n' : 'none'].join(',');
  }),
  '',
].join('\n');
const TYPES = ['id', 'number', 'boolean', 'date', 'category', 'text', 'date', 'empty', 'number', 'target'];
const columnsOf = async (choice: CsvColumns) => {
  const { names, schema, table, faults } = await readOwnCsv(CUSTOMERS, choice);
  return schemaColumns({ names, schema, table, faults }).map(({ type }) => type);
};

describe('what columns hold', () => {
  it('is told by their cells: 10 columns of 9 kinds', async () => {
    expect(await columnsOf({})).toEqual(TYPES);
    const { table, schema } = await readOwnCsv(CUSTOMERS);
    expect(schema.features).toEqual(['spend', 'member', 'since', 'plan', 'left', 'phone']);
    expect(schema.format).toEqual({ decimal: '.', dateOrder: 'dmy' });
    expect(numberColumn(table, 'left')).toEqual(numberColumn(table, 'since'));
    expect(schema.unusable).toEqual([
      { name: 'note', obstacle: 'text' },
      { name: 'fax', obstacle: 'empty' },
    ]);
    expect(numberColumn(table, 'member').slice(0, 3)).toEqual(Float64Array.of(0, 1, 0));
    // Of the target, "none" is a class.
    expect(textColumn(table, 'y').levels).toEqual(['none', 'n']);
  });

  it('is what numeric and categorical say, names with commas between or in them', async () => {
    expect((await columnsOf({ categorical: ['phone,note', 'spend'] })).join()).toBe(
      'id,category,boolean,date,category,category,date,empty,category,target',
    );
    expect((await columnsOf({ categorical: ['customer_id'] }))[0]).toBe('category');
    expect((await columnsOf({ numeric: ['customer_id'] }))[0]).toBe('number');
    const comma = await readOwnCsv('a,"b,c",y\n1,2,n\n3,4,m\n', { categorical: ['b,c', 'a'] });
    expect(textColumn(comma.table, 'b,c').levels).toEqual(['2', '4']);
    expect(textColumn(comma.table, 'a').levels).toEqual(['1', '3']);
  });

  it.each<[string, CsvColumns, string, string]>([
    ['numeric of an unknown name', { numeric: ['spend,age'] }, 'E_USAGE_COLUMN', 'numeric: there is no column "age"'],
    ['categorical of one', { categorical: ['shops'] }, 'E_USAGE_COLUMN', 'categorical: there is no column "shops"'],
    [
      'both for one column',
      { numeric: ['phone'], categorical: ['phone'] },
      'E_USAGE_COLUMN',
      'column "phone" can\'t be both',
    ],
    ['numeric of a word', { numeric: ['plan'] }, 'E_CSV_NUMBER', 'column "plan": "a" is not a number'],
    ['time of kinds', { time: 'plan' }, 'E_SCHEMA_TIME', 'column "plan" holds neither dates'],
    ['time of free text', { time: 'note' }, 'E_SCHEMA_TIME', 'column "note" holds neither dates'],
    ['time of booleans', { time: 'member' }, 'E_SCHEMA_TIME', 'column "member" holds neither dates'],
    ['time of missing values', { time: 'fax' }, 'E_CSV_MISSING', 'column "fax": this cell holds "NA"'],
  ])('is refused for %s', async (_, choice, code, message) => {
    const error = await refusal(CUSTOMERS, choice);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    if (code === 'E_USAGE_COLUMN' && message.includes('there is no'))
      expect(error.hint).toContain('the columns are "customer_id"');
  });

  it('is read with time of dates or numbers, and with a group that may not be blank', async () => {
    expect((await columnsOf({ time: 'since' }))[3]).toBe('time');
    expect((await columnsOf({ time: 'spend' }))[1]).toBe('time');
    expect((await columnsOf({ time: 'left' }))[6]).toBe('time');
    expect(await columnsOf({ group: 'plan' })).toEqual(TYPES.with(4, 'group'));
    expect(await columnsOf({ group: 'customer_id' })).toEqual(TYPES.with(0, 'id and group'));
    expect(await refusal('a,g,y\n1,s,n\n2,,m\n', { group: 'g' })).toMatchObject({
      code: 'E_CSV_MISSING',
      line: 3,
      column: 2,
    });
    expect((await readOwnCsv('a,g,y\n1,s,n\n2,NA,m\n', { group: 'g' })).schema.group).toBe('g');
  });

  it('may not be missing with missing: refuse, other than in the target', async () => {
    expect(await refusal('a,b,y\n1,2,none\n3,NA,m\n', { needed: true })).toMatchObject({
      code: 'E_CSV_MISSING',
      line: 3,
      column: 2,
    });
    expect((await readOwnCsv('a,b,y\n1,2,none\n3,4,m\n', { needed: true })).table.rowCount).toBe(2);
  });

  it('a first column of measures with one decimal comma, or of dates, is no ID', async () => {
    const error = await refusal('income,x,y\n1.5,1,n\n2.25,1,m\n"2,5",2,n\n');
    expect(error).toMatchObject({ code: 'E_CSV_NUMBER', line: 4, column: 1 });
    // No mark is proposed that another cell contradicts.
    expect(error.message + error.hint).toBe(
      'column "income": "2,5" is not a number, as "1.5" on line 2 is written' +
        'correct it, or train with categorical: "income" if the column holds kinds, else with drop: "income"',
    );
    expect((await readOwnCsv('day,x,y\n2024-01-01,1,n\n2024-01-02,2,m\n')).schema).toMatchObject({
      id: null,
      features: ['day', 'x'],
    });
  });
});

describe('decimal commas', () => {
  it('give the numbers that points give', async () => {
    const points = await readOwnCsv('a;b;y\n1.5;-2e3;n\n.5;7;m\n', {}, { delimiter: ';' });
    const commas = await readOwnCsv('a;b;y\n1,5;-2e3;n\n,5;7;m\n', {}, { delimiter: ';', decimal: ',' });
    expect(commas.table).toEqual(points.table);
  });

  it('without names stand in rows, not in a header', async () => {
    const { schema, table } = await readOwnCsv('1,5;2,5;n\n3,5;4,5;m\n', {}, { delimiter: ';', decimal: ',' });
    expect(schema.hasHeader).toBe(false);
    expect(numberColumn(table, 'column_1')).toEqual(Float64Array.of(1.5, 3.5));
    const found = await readOwnCsv('1,5;2,5;n\n3,5;4,5;m\n', {}, { delimiter: ';' });
    expect(found.table).toEqual(table);
    expect(found.inferences.map(({ kind }) => kind)).toContain('decimal');
  });
});

describe('a schema file', () => {
  it('written and read gives the same table, types and roles', async () => {
    for (const choice of [
      {},
      { group: 'customer_id' },
      { time: 'since' },
      { id: 'none', missingWords: ['', 'na', 'a'] },
    ]) {
      const file = await readOwnCsv(CUSTOMERS, choice);
      const path = join(temporaryFolder(), 'schema.json');
      await writeSchema(path, schemaConfig(file, null), { force: false });
      const schema = await readSchemaFile(path);
      const again = await readOwnCsv(CUSTOMERS, choiceFrom(schema), schema.format);
      expect(again.inferences).toEqual([]);
      const used = (names: readonly string[]) => file.table.columns.filter(({ name }) => names.includes(name));
      expect(again.schema).toEqual({ ...file.schema, unusable: [] });
      expect(again.table.columns).toEqual(used(again.table.columns.map(({ name }) => name)));
      expect(again.table.columns.length).toBeGreaterThan(5);
    }
  });

  it('has flags above it: another target is no feature, a dropped column none, a named one is', async () => {
    const file = await readOwnCsv(CUSTOMERS);
    const path = join(temporaryFolder(), 'schema.json');
    await writeSchema(path, schemaConfig(file, null), { force: false });
    const { labels: _, ...schema } = choiceFrom(await readSchemaFile(path));
    const features = async (choice: CsvColumns) =>
      (await readOwnCsv(CUSTOMERS, { ...schema, ...choice })).schema.features;
    expect(await features({ target: 'plan' })).toEqual(['spend', 'member', 'since', 'left', 'phone']);
    expect(await features({ drop: ['plan'] })).toEqual(['spend', 'member', 'since', 'left', 'phone']);
    expect(await features({ categorical: ['note'] })).toEqual([...file.schema.features, 'note']);
  });

  it('says which words are missing', async () => {
    const content = 'a,b,y\n-999,x,n\n1,NA,m\n2,-999,n\n';
    const { table } = await readOwnCsv(content, { missingWords: ['-999'] });
    expect(numberColumn(table, 'a')).toEqual(Float64Array.of(NaN, 1, 2));
    expect(textColumn(table, 'b')).toMatchObject({ levels: ['x', 'NA'], codes: Int32Array.of(0, 1, -1) });
    expect(countMissing(columnNamed((await readOwnCsv(content)).table, 'a'))).toBe(0);
  });

  it('is not written over another without force, nor read where it is none', async () => {
    const file = await readOwnCsv(CUSTOMERS);
    const path = join(temporaryFolder(), 'schema.json');
    writeFileSync(path, 'mine');
    expect(await rejectionOf(writeSchema(path, schemaConfig(file, null), { force: false }))).toMatchObject({
      exitCode: 5,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(await rejectionOf(readSchemaFile(path))).toMatchObject({ exitCode: 4, file: path });
    await writeSchema(path, schemaConfig(file, null), { force: true });
    expect((await readSchemaFile(path)).columns).toHaveLength(10);
    mkdirSync(`${path}.folder`);
    expect(await rejectionOf(readSchemaFile(`${path}.folder`))).toMatchObject({
      code: 'E_FILE_IS_FOLDER',
      exitCode: 5,
    });
  });
});

it('a packed file is the file: the same table, and the digest of what was packed', async () => {
  const plain = await readOwnCsv(CUSTOMERS);
  const packed = gzipSync(CUSTOMERS);
  expect(await readOwnCsv(packed)).toEqual(plain);
  packed[packed.length - 5]! ^= 1;
  expect(await rejectionOf(readOwnCsv(packed))).toMatchObject({ code: 'E_CSV_GZIP', exitCode: 3 });
});
