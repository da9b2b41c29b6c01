import { describe, expect, it } from 'vitest';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import { binned, binNames, cutPoints } from '../../../src/data/roles/target-numbers.ts';
import { textColumn } from '../../../src/data/table.ts';
import { errorOf, rejectionOf } from '../../support/errors.ts';
import { readOwnCsv } from '../../support/own-csv.ts';

/** 40 houses with the given prices. */
const houses = (price: (row: number) => string) =>
  `size,price\n${Array.from({ length: 40 }, (_, row) => `${20 + (row % 7)},${price(row)}\n`).join('')}`;
const classesOf = async (content: string, choice: CsvColumns) => {
  const { table } = await readOwnCsv(content, { target: 'price', ...choice });
  const { levels, codes } = textColumn(table, 'price');
  return { classes: levels.toSorted(), first: levels[codes[0]!], rows: table.rowCount };
};

describe('a target of numbers', () => {
  it('is refused from 11 different ones on, with cut points that work when typed', async () => {
    const content = houses((row) => String(100 + (row % 11)));
    const error = await rejectionOf(readOwnCsv(content, { target: 'price' }));
    expect(error).toMatchObject({ code: 'E_DATA_CLASSES', field: 'price', exitCode: 3 });
    expect(error.message).toContain('target "price" holds 11 different numbers');
    const [bins, target, categorical] = error.remedies;
    expect([bins!.option, target!.option, categorical!.option]).toEqual(['targetBins', 'target', 'categorical']);
    const cut = await classesOf(content, { targetBins: bins!.value as readonly string[] });
    expect(cut.classes).toEqual(['<105', '>=105']);
    expect((await classesOf(content, { categorical: ['price'] })).classes).toHaveLength(11);
  });

  it.each<[string, (row: number) => string]>([
    ['decimals', (row) => `${row}.5`],
    ['money', (row) => `"$${row + 1},500"`],
    ['shares', (row) => `${row}%`],
    ['negative numbers', (row) => String(-row)],
  ])('is refused as %s', async (_, price) => {
    expect(await rejectionOf(readOwnCsv(houses(price), { target: 'price' }))).toMatchObject({
      code: 'E_DATA_CLASSES',
    });
  });

  it.each<[string, (row: number) => string, number]>([
    ['10 numbers', (row) => String(row % 10), 10],
    ['11 numbers and a word', (row) => (row === 39 ? 'none' : String(row % 11)), 12],
    ['11 ranges', (row) => `${row % 11}-${(row % 11) + 1}`, 11],
    ['26 letters', (row) => String.fromCharCode(97 + (row % 26)), 26],
  ])('near miss: %s are classes', async (_, price, count) => {
    expect((await classesOf(houses(price), {})).classes).toHaveLength(count);
  });
});

describe('cut points', () => {
  it.each([
    [['10'], [10], ['<10', '>=10']],
    [['10,15'], [10, 15], ['<10', '10..<15', '>=15']],
    [
      ['-1.5', '0', '2e3'],
      [-1.5, 0, 2000],
      ['<-1.5', '-1.5..<0', '0..<2000', '>=2000'],
    ],
  ])('%j are %j, for the classes %j', (texts, points, names) => {
    expect(cutPoints(texts)).toEqual(points);
    expect(binNames(points)).toEqual(names);
  });

  it.each([[['ten']], [['10', '10']], [['15,10']], [['1,,2']], [['']], [[]], [['1e999']]])(
    '%j are refused',
    (texts) => {
      const error = errorOf(() => cutPoints(texts));
      expect(error).toMatchObject({ code: 'E_USAGE_VALUE', field: 'targetBins', exitCode: 2 });
      expect(error.hint).toBe('such as targetBins: "10,15"');
    },
  );

  it('belong to the class above them; a missing number has no label', () => {
    const values = Float64Array.of(9.99, 10, NaN, 14, 15, 100);
    const { levels, codes } = binned({ kind: 'number', name: 'y', values }, [10, 15]);
    expect(levels).toEqual(['<10', '10..<15', '>=15']);
    expect(codes).toEqual(Int32Array.of(0, 1, -1, 1, 2, 2));
  });

  it('cut money and grouped numbers; rows without a number are left out', async () => {
    const content = houses((row) => (row === 5 ? 'NA' : `"$${row + 1},000"`));
    expect(await classesOf(content, { targetBins: ['20500'] })).toEqual({
      classes: ['<20500', '>=20500'],
      first: '<20500',
      rows: 39,
    });
  });

  it.each<[string, (row: number) => string, string, string]>([
    ['above all numbers', String, '1000', 'no row is in the class ">=1000", its numbers go from 0 to 39'],
    ['below all', String, '0', 'no row is in the class "<0"'],
    ['of a constant', () => '7', '7', 'no row is in the class "<7", its numbers go from 7 to 7'],
    ['of words', (row) => (row % 2 ? 'a' : 'b'), '7', 'holds no numbers'],
    ['of dates', (row) => `2024-01-${10 + (row % 9)}`, '7', 'holds no numbers'],
  ])('%s are refused', async (_, price, cut, message) => {
    const error = await rejectionOf(readOwnCsv(houses(price), { target: 'price', targetBins: [cut] }));
    expect(error).toMatchObject({ code: 'E_DATA_CLASSES', field: 'price' });
    expect(error.message).toContain(message);
  });
});
