/** The pure reader by itself; test/node/csv holds it to what Node reads from disk. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { numberColumn } from '../../src/data/table.ts';
import { chunksOf } from '../support/csv.ts';
import { rejectionOf } from '../support/errors.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const CUSTOMERS = encode('id,age,y\n1,"31",no\n2,47.5,yes\n');

describe('readTable', () => {
  it('reads bytes at once, or as they come, without a word about them', async () => {
    const whole = await readTable(CUSTOMERS, 'customers.csv');
    expect(whole.schema).toMatchObject({ target: 'y', id: 'id', features: ['age'] });
    expect(numberColumn(whole.table, 'age')).toEqual(Float64Array.of(31, 47.5));
    for (const length of [1, 2, 7]) {
      expect(await readTable(chunksOf(CUSTOMERS, length), 'customers.csv')).toEqual(whole);
    }
  });

  it('passes records with quotes, and these alone, to the splitter that it is given', async () => {
    const texts: string[] = [];
    const table = await readTable(encode(`a,y\n${'1,n\n'.repeat(100)}"2",m\n`), 'own.csv', {
      split: ({ text }, _file, delimiter) => {
        texts.push(text);
        return text.split('\n').slice(0, -1).map((line) => line.replaceAll('"', '').split(delimiter)); // prettier-ignore
      },
    });
    expect(table.table.rowCount).toBe(101);
    expect(texts.join('').length).toBeLessThan(60);
    expect(texts.at(-1)).toContain('"2",m\n');
  });

  it('refuses a splitter that loses a field instead of shifting the table', async () => {
    const split = () => [['1']];
    expect(await rejectionOf(readTable(encode('a,y\n"1",n\n'), 'own.csv', { split }))).toMatchObject({
      code: 'E_CSV_PARSE',
      line: 2,
    });
  });

  it.each([7, 1000])('refuses gzip by its name and says who unpacks it, in chunks of %i bytes', async (length) => {
    const packed = gzipSync(CUSTOMERS);
    for (const source of [packed, chunksOf(packed, length)]) {
      expect(await rejectionOf(readTable(source, 'customers.csv.gz'))).toMatchObject({
        code: 'E_CSV_ENCODING',
        message: 'these bytes are gzip, expected text in UTF-8',
        hint: "unpack them first, in a browser by new DecompressionStream('gzip')",
        file: 'customers.csv.gz',
        line: 1,
        column: 1,
      });
    }
  });
});
