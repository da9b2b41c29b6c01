/**
 * What columns are by their values: the ID, keys, kinds, an index, and what is left out; each beside a file that looks
 * alike and is something else.
 */
import { describe, expect, it } from 'vitest';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import { schemaColumns } from '../../../src/data/schema-config.ts';
import { readOwnCsv } from '../../support/own-csv.ts';

/** A file of three columns, of which the first is as given; the others are a measure and the target. */
const withColumn = (name: string, cells: readonly string[]) =>
  `${name},spend,bought\n${cells.map((cell, row) => `${cell},${(row * 7) % 5}.5,${row % 3 ? 'no' : 'yes'}\n`).join('')}`;
const rows = (count: number, cell: (row: number) => string | number) =>
  Array.from({ length: count }, (_, row) => String(cell(row)));

async function typeOfFirst(content: string, choice: CsvColumns = {}) {
  const file = await readOwnCsv(content, choice);
  return { type: schemaColumns(file)[0]!.type, said: file.inferences.map(({ kind }) => kind) };
}

describe('a column with the name of an ID', () => {
  it.each<[string, string, string[], string, string[]]>([
    ['all values differ', 'customer_id', rows(40, (row) => 900 - 3 * row), 'id', []],
    ['9 of 10 differ', 'customer_id', rows(40, (row) => 900 - (row % 36)), 'id', []],
    ['they count the rows', 'id', rows(40, (row) => row + 1), 'id', []],
    ['8 of 10 differ: keys of something else', 'user_id', rows(50, (row) => 900 - (row % 40)), 'key', ['left out']],
    ['42 values in 543 rows: kinds', 'station_id', rows(543, (row) => 100 + (row % 42)), 'category', ['id']],
    ['50 values in 100 rows: kinds', 'station_id', rows(100, (row) => `S${row % 50}`), 'category', ['id']],
    ['51 values in 102 rows: keys', 'station_id', rows(102, (row) => `S${row % 51}`), 'key', ['left out']],
    ['yes and no are no IDs, whatever the name', 'member', rows(40, (row) => (row % 2 ? 'yes' : 'no')), 'boolean', []],
    ['pitches are no IDs, whatever the name', 'key', rows(40, (row) => row % 12), 'number', []],
    ['amounts are none', 'account', rows(40, (row) => `${900 - row}.25`), 'number', []],
    ['amounts of money are none', 'account', rows(40, (row) => `"$${900 - row},000"`), 'number', ['unit', 'thousands']],
    ['nothing is none', 'client_id', rows(40, () => ''), 'empty', ['left out']],
  ])('%s', async (_, name, cells, type, said) => {
    const found = await typeOfFirst(withColumn(name, cells));
    expect(found.type).toBe(type);
    expect(found.said.toSorted()).toEqual(said.toSorted());
  });

  it('is the ID whatever its values, if it is named; none if that is said; a feature if its kind is', async () => {
    const content = withColumn(
      'station_id',
      rows(60, (row) => row % 6),
    );
    expect((await typeOfFirst(content, { id: ' station_id ' })).type).toBe('id');
    expect((await typeOfFirst(content, { id: 'none' })).type).toBe('number');
    expect(await typeOfFirst(content, { categorical: ['station_id'] })).toEqual({ type: 'category', said: [] });
    expect(await typeOfFirst(content, { group: 'station_id' })).toEqual({ type: 'id and group', said: [] });
  });

  it('leaves the ID to the next one whose values differ', async () => {
    const lines = rows(40, (row) => `${row % 4},${row % 9},U${900 - row},V${row},${row % 3 ? 'no' : 'yes'}`);
    const file = await readOwnCsv(`shop_id,spend,user_id,visit_id,bought\n${lines.join('\n')}\n`);
    expect(schemaColumns(file).map(({ type }) => type)).toEqual(['category', 'number', 'id', 'key', 'target']);
  });

  it('is judged by its first 2,000 rows, wherever blocks end', async () => {
    const repeating = rows(2100, (row) => (row < 1900 ? 20_000 - row : 20_000));
    const late = rows(21_000, (row) => 40_000 - (row % 10_000));
    expect((await typeOfFirst(withColumn('user_id', repeating))).type).toBe('id');
    expect((await typeOfFirst(withColumn('user_id', late))).type).toBe('id');
    expect(
      (
        await typeOfFirst(
          withColumn(
            'user_id',
            late.map((cell) => cell.slice(0, 4)),
          ),
        )
      ).type,
    ).toBe('key');
  });
});

describe('the first column', () => {
  it.each<[string, string[], string, string[]]>([
    ['of keys is the ID', rows(40, (row) => `C${row}`), 'id', ['id']],
    ['of numbers with zeros in front is the ID', rows(40, (row) => `0${900 - row}`.slice(-4)), 'id', ['id']],
    ['of money is a measure', rows(40, (row) => `"$4${row + 10},300"`), 'number', ['unit', 'thousands']],
    ['of shares is a measure', rows(40, (row) => `${row * 2}%`), 'number', ['unit']],
    ['of dates is a date', rows(17, (row) => `2024-01-${row + 10}`), 'date', []],
    ['of whole numbers is a measure', rows(40, (row) => 900 - row), 'number', []],
    ['of words that repeat is no ID', rows(40, (row) => `C${row % 4}`), 'category', []],
  ])('%s', async (_, cells, type, said) => {
    const found = await typeOfFirst(withColumn('account', cells).replace('account', 'first'));
    expect(found.type).toBe(type);
    expect(found.said.toSorted()).toEqual(said.toSorted());
  });
});

describe('a column that counts the rows', () => {
  it.each<[string, string[], string]>([
    ['from 1', rows(10, (row) => row + 1), 'index'],
    ['from 0', rows(10, (row) => row), 'index'],
    ['near miss: from 2', rows(10, (row) => row + 2), 'number'],
    ['near miss: one number left out', rows(10, (row) => (row < 5 ? row + 1 : row + 2)), 'number'],
    ['near miss: downwards', rows(10, (row) => 10 - row), 'number'],
    ['near miss: one value missing', rows(10, (row) => (row === 4 ? '' : row + 1)), 'number'],
    ['near miss: 9 rows, which can be chance', rows(9, (row) => row + 1), 'number'],
  ])('%s: %j is %s', async (_, cells, type) => {
    expect((await typeOfFirst(withColumn('level', cells))).type).toBe(type);
  });

  it('is counted before rows without a label are left out, and is a feature if that is said', async () => {
    const content = withColumn(
      'nr',
      rows(20, (row) => row + 1),
    ).replace('no\n', '\n');
    expect(await typeOfFirst(content)).toEqual({ type: 'index', said: ['rows without a label', 'index'] });
    expect((await typeOfFirst(content, { numeric: ['nr'] })).type).toBe('number');
  });
});

describe('columns that hardly say anything', () => {
  it.each<[string, string[], string]>([
    ['one value in 10 rows', rows(10, (row) => (row === 3 ? 5 : '')), 'nearly empty'],
    ['5 values in 1,000 rows', rows(1000, (row) => (row < 5 ? `k${row % 2}` : 'NA')), 'nearly empty'],
    ['near miss: 6 values in 1,000 rows', rows(1000, (row) => (row < 6 ? `k${row % 2}` : 'NA')), 'category'],
    ['near miss: two values in 10 rows', rows(10, (row) => (row < 2 ? 5 : '')), 'number'],
    ['near miss: one value in 9 rows', rows(9, (row) => (row === 3 ? 5 : '')), 'number'],
    ['no value', rows(10, () => '?'), 'empty'],
    ['texts that hardly repeat', rows(40, (row) => `call ${row % 30} again`), 'text'],
    ['near miss: texts of which each is in two rows', rows(40, (row) => `call ${row % 20} again`), 'category'],
  ])('%s: %s', async (_, cells, type) => {
    expect((await typeOfFirst(withColumn('note', cells), { id: 'none' })).type).toBe(type);
  });

  it('are left out together, in one line with whole names, that numeric or categorical take in again', async () => {
    const name = 'What did you like best, and why? Please take as much room as you want';
    const content = `a,fax,"${name}",y\n${rows(40, (row) => `${row % 5},,call ${row},${row % 2 ? 'n' : 'm'}`).join('\n')}\n`;
    const { inferences, schema } = await readOwnCsv(content, { id: 'none' });
    expect(inferences).toHaveLength(1);
    expect(String(inferences[0]!.text)).toBe(
      `left out, since nothing can be learned from them: "${name}" (text that hardly repeats); "fax" (empty); categorical or numeric takes one in`,
    );
    expect(inferences[0]!.settings).toEqual([{ option: 'drop', value: [name, 'fax'] }]);
    expect(schema.features).toEqual(['a']);
    const dropped = await readOwnCsv(content, { id: 'none', drop: [name, 'fax'] });
    expect([dropped.inferences, dropped.schema.features]).toEqual([[], ['a']]);
    const taken = await readOwnCsv(content, { id: 'none', drop: ['fax'], categorical: [name] });
    expect([taken.inferences, taken.schema.features]).toEqual([[], ['a', name]]);
  });
});
