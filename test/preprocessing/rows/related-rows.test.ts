import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/data/table.ts';
import { duplicateGroups } from '../../../src/preprocessing/rows/related-rows.ts';
import { createRandom } from '../../../src/random.ts';
import { allRows, textColumnOf } from '../../support/tables.ts';

const numbers = (...values: number[]): Column => ({ kind: 'number', name: 'x', values: Float64Array.from(values) });
const texts = (...values: string[]): Column => textColumnOf('t', values);
const cell = (column: Column, row: number) =>
  column.kind === 'text' ? column.levels[column.codes[row]!]! : column.values[row]!;

/** Equal as cells are: NaN to NaN, −0 to 0. */
const sameCell = (a: number | string, b: number | string) => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** The first two rows, by comparing all pairs, that are grouped though they differ, or not though they agree. */
function mistake(groups: Int32Array, columns: readonly Column[]): [number, number] | null {
  for (let b = 0; b < groups.length; b++) {
    for (let a = 0; a < b; a++) {
      const alike = columns.every((column) => sameCell(cell(column, a), cell(column, b)));
      if (alike !== (groups[a] === groups[b])) return [a, b];
    }
  }
  return null;
}

/** Columns of a few values each, so that rows repeat; the awkward ones among them. */
const columnsOf = (rowCount: number): fc.Arbitrary<Column[]> => {
  const cells = <T>(...values: T[]) =>
    fc.array(fc.constantFrom(...values), { minLength: rowCount, maxLength: rowCount });
  return fc.array(
    fc.oneof(
      cells(0, -0, 1, NaN, 1e-300, 2 ** 53, -1).map((values) => numbers(...values)),
      cells('', 'a', 'b', '0', 'NaN').map((values) => texts(...values)),
    ),
    { maxLength: 4 },
  );
};
const tables = fc
  .nat(30)
  .chain((rowCount) => columnsOf(rowCount).map((columns) => ({ columns, rowCount, rows: allRows(rowCount) })));

function reordered(column: Column, order: Int32Array): Column {
  if (column.kind === 'text') return { ...column, codes: order.map((row) => column.codes[row]!) };
  return { ...column, values: Float64Array.from(order, (row) => column.values[row]!) };
}

describe('duplicateGroups', () => {
  it('groups rows just when all pairs of cells are equal, as a search through all pairs does (500 tables)', () => {
    fc.assert(
      fc.property(tables, ({ columns, rowCount }) => {
        expect(mistake(duplicateGroups(columns, rowCount), columns)).toBeNull();
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('control: that search finds cells joined without a separator, and a NaN that equals none', () => {
    const joined = [numbers(1, 12), numbers(23, 3)];
    expect(mistake(Int32Array.of(0, 0), joined)).toEqual([0, 1]);
    expect(mistake(duplicateGroups(joined, 2), joined)).toBeNull();
    expect(mistake(Int32Array.of(0, 1), [numbers(NaN, NaN)])).toEqual([0, 1]);
  });

  it('numbers groups 0, 1, 2, … by first appearance (500 tables)', () => {
    fc.assert(
      fc.property(tables, ({ columns, rowCount }) => {
        const groups = duplicateGroups(columns, rowCount);
        expect([...new Set(groups)]).toEqual([...new Set(groups)].map((_, i) => i));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('takes −0 for 0 and missing cells for equal, and no row for equal that differs in one column of two', () => {
    expect(duplicateGroups([numbers(0, -0, 1, NaN, NaN, 0), numbers(2, 2, 2, 2, 2, 3)], 6)).toEqual(
      Int32Array.of(0, 0, 1, 2, 2, 3),
    );
    expect(duplicateGroups([texts('b', 'a', 'b', 'b'), numbers(1, 1, 1, 2)], 4)).toEqual(Int32Array.of(0, 1, 0, 2));
  });

  it('gives the same numbers whatever the order of the columns, and the same groups whatever that of the rows', () => {
    fc.assert(
      fc.property(tables, fc.nat(), ({ columns, rowCount, rows }, seed) => {
        const groups = duplicateGroups(columns, rowCount);
        expect(duplicateGroups(columns.toReversed(), rowCount)).toEqual(groups);
        const order = createRandom(seed).shuffle(rows);
        const moved = duplicateGroups(
          columns.map((column) => reordered(column, order)),
          rowCount,
        );
        const pairs = new Set(Array.from(order, (row, place) => `${groups[row]} is ${moved[place]}`));
        expect(pairs.size).toBe(new Set(groups).size);
        expect(new Set(moved).size).toBe(new Set(groups).size);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('of no columns is one group, of no rows none', () => {
    expect(duplicateGroups([], 3)).toEqual(Int32Array.of(0, 0, 0));
    expect(duplicateGroups([], 0)).toHaveLength(0);
    expect(duplicateGroups([numbers()], 0)).toHaveLength(0);
    expect(duplicateGroups([numbers(7)], 1)).toEqual(Int32Array.of(0));
  });

  it('tells 100,000 distinct rows apart when only the last of three columns does', () => {
    const n = 100_000;
    const rows = [...allRows(n)];
    const column = (value: (row: number) => number): Column => ({
      kind: 'number',
      name: 'x',
      values: Float64Array.from(rows, value),
    });
    const columns = [column((row) => row % 300), column((row) => row % 300), column((row) => Math.floor(row / 300))];
    expect(duplicateGroups(columns, n)).toEqual(allRows(n));
  });
});
