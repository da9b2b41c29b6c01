import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MISSING_WORDS } from '../../../src/data/cells/missing.ts';
import { numberColumn, textColumn } from '../../../src/data/table.ts';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import type { CsvOptions } from '../../../src/data/table-options.ts';
import { readTableFile } from '../../../src/node/csv/read-table-file.ts';
import { rejectionOf } from '../../support/errors.ts';
import { readOwnCsv } from '../../support/own-csv.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const refusal = (content: string, choice?: CsvColumns, options?: Partial<CsvOptions>) =>
  rejectionOf(readOwnCsv(content, choice, options));

describe('a file with a header', () => {
  it('gives names, roles, rows and the digest of its bytes', async () => {
    const content = 'id,age,city_size,y\r\n007,31,1e3,no\r\n008,47.5,2e6,yes\r\n';
    const { table, schema, targetReason, sha256 } = await readOwnCsv(content);
    expect(schema).toEqual({
      hasHeader: true,
      target: 'y',
      id: 'id',
      group: null,
      time: null,
      format: { decimal: '.' },
      missingWords: MISSING_WORDS,
      features: ['age', 'city_size'],
      unusable: [],
    });
    expect(targetReason).toBe('well-known name');
    expect(numberColumn(table, 'age')).toEqual(Float64Array.of(31, 47.5));
    expect(numberColumn(table, 'city_size')).toEqual(Float64Array.of(1e3, 2e6));
    expect(textColumn(table, 'y').levels).toEqual(['no', 'yes']);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('keeps the digest of a file of 300,000 bytes, read in several pieces', async () => {
    const content = `a,b\n${'1.25,x\n2.5,y\n'.repeat(25_000)}`;
    const { table, sha256 } = await readOwnCsv(content);
    expect(table.rowCount).toBe(50_000);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('a first column of unique words is the ID, of whole numbers a feature', async () => {
    expect((await readOwnCsv('name,x,y\nada,1,a\nbob,2,b\n')).schema).toMatchObject({ id: 'name', features: ['x'] });
    expect((await readOwnCsv('visits,x,y\n4,1,a\n9,2,b\n')).schema).toMatchObject({
      id: null,
      features: ['visits', 'x'],
    });
    expect((await readOwnCsv('name,x,y\nada,1,a\nbob,2,b\n')).table.columns[0]).toMatchObject({ kind: 'text' });
  });

  it('drops columns by name, by several names with commas, and by a name with a comma', async () => {
    const content = 'a,"b,c",d,e,y\n1,2,3,4,n\n5,6,7,8,m\n';
    const features = async (...drop: string[]) => (await readOwnCsv(content, { drop })).schema.features;
    expect(await features('a')).toEqual(['b,c', 'd', 'e']);
    expect(await features('a,d')).toEqual(['b,c', 'e']);
    expect(await features('b,c', 'e')).toEqual(['a', 'd']);
  });

  it('names like __proto__ and constructor are names', async () => {
    const { table, schema } = await readOwnCsv('__proto__,constructor,toString\n1,2,a\n3,4,b\n');
    expect(schema).toMatchObject({ target: 'toString', features: ['__proto__', 'constructor'] });
    expect(numberColumn(table, '__proto__')).toEqual(Float64Array.of(1, 3));
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a file without a header', () => {
  it('has names by position, and its first record is a row', async () => {
    const { table, schema, targetReason } = await readOwnCsv('00994,1620,19.73,0\n01143,2160,5.33,1\n');
    expect(schema).toMatchObject({
      hasHeader: false,
      target: 'column_4',
      id: 'column_1',
      features: ['column_2', 'column_3'],
    });
    expect(targetReason).toBe('last column');
    expect(textColumn(table, 'column_1').levels).toEqual(['00994', '01143']);
    expect(table.rowCount).toBe(2);
  });

  it('is what header says: words can be a row, numbers names', async () => {
    expect((await readOwnCsv('a,1,x\nb,2,y\n', {}, { header: 'no' })).table.rowCount).toBe(2);
    expect((await readOwnCsv('2020,2021,y\n1,2,a\n3,4,b\n', {}, { header: 'yes' })).schema.features).toEqual([
      '2020',
      '2021',
    ]);
  });
});

describe('lines', () => {
  it('blank ones are skipped and counted, at the start, between and at the end', async () => {
    const { table } = await readOwnCsv('\n\na,y\n\n1,n\n  \n2,m\n\n');
    expect(table).toMatchObject({ rowCount: 2, blankLineCount: 5 });
  });

  it('of a ragged record the physical line counts, after quoted line breaks and blanks', async () => {
    const error = await refusal('a,b,y\n"1",2,"n\nn"\n\n3,4\n');
    expect(error).toMatchObject({ code: 'E_CSV_FIELDS', message: 'expected 3 fields, got 2', line: 5, column: 3 });
  });
});

describe('refusals', () => {
  it.each<[string, string, string, string]>([
    ['no bytes', '', 'E_CSV_EMPTY', 'the file is empty: no header and no rows'],
    ['one newline', '\n', 'E_CSV_EMPTY', 'the file holds nothing but blank lines'],
    ['blank lines', '\n \n\n', 'E_CSV_EMPTY', 'the file holds nothing but blank lines'],
    ['a header only', 'a,b,y\n', 'E_CSV_EMPTY', 'the file has a header, but no data rows'],
    ['one column', 'y\na\nb\n', 'E_SCHEMA_FEATURES', 'no column is left to predict from'],
    ['an ID and a target', 'id,y\n1,a\n2,b\n', 'E_SCHEMA_FEATURES', 'no column is left to predict from'],
    ['a target without a label', 'a,b,y\n1,2,\n3,4,NA\n', 'E_DATA_CLASSES', 'target "y": no row has a label'],
    [
      '10,001 columns',
      `${'a,'.repeat(10_000)}y\n`,
      'E_CSV_COLUMNS',
      'the first record has 10001 fields, at most 10000 columns are read',
    ],
  ])('%s', async (_, content, code, message) => {
    const error = await refusal(content);
    expect(error).toMatchObject({ code, message, exitCode: 3 });
    expect(error.file).toMatch(/own\.csv$/);
  });

  it('a file full of semicolons that is read with commas gets the delimiter as hint', async () => {
    const comma = { delimiter: ',' };
    expect((await refusal('a;b;y\n1;2;x\n3;4;z\n', {}, comma)).hint).toBe('delimiter: ";"');
    for (const options of [{ delimiter: ';' }, {}]) {
      expect((await readOwnCsv('a;b;y\n1;2;x\n3;4;z\n', {}, options)).schema.features).toEqual(['a', 'b']);
    }
  });

  it('a missing file is a SystemError, an unknown target a UsageError', async () => {
    const missing = readTableFile(
      join(temporaryFolder(), 'none.csv'),
      { delimiter: ',', header: 'auto', decimal: '.' },
      {},
    );
    expect(await rejectionOf(missing)).toMatchObject({ code: 'E_FILE_MISSING', exitCode: 5 });
    expect(await refusal('a,b\n1,x\n', { target: 'c' })).toMatchObject({ code: 'E_USAGE_COLUMN', exitCode: 2 });
  });
});

describe('a first record with numbers', () => {
  const OF_A_YEAR = 'id,age,2019,y\n1,30,5,no\n2,31,6,yes\n';

  it('is the header where words stand over numbers and its numbers count', async () => {
    const { schema, inferences } = await readOwnCsv(OF_A_YEAR);
    expect(schema.features).toEqual(['age', '2019']);
    expect(inferences[0]).toMatchObject({ kind: 'header', settings: [{ option: 'header', value: 'yes' }] });
  });

  it('is what header says: read as a row, its words are faults with a way back', async () => {
    expect((await readOwnCsv(OF_A_YEAR, {}, { header: 'yes' })).inferences).toEqual([]);
    expect(await refusal(OF_A_YEAR, {}, { header: 'no' })).toMatchObject({ code: 'E_CSV_NUMBER', line: 1 });
    const { names, inferences } = await readOwnCsv('5,5,no\n6,7,yes\n8,9,no\n', {}, { header: 'yes' });
    expect([names, inferences[0]?.isGiven]).toEqual([['5', '5_2', 'no'], true]);
  });
});
