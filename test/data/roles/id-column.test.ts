/**
 * IDs of bare digits are judged without their texts, with the verdict that the texts have.
 */
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/data/read-table.ts';

const ROWS = 2500;

/** A quoted cell makes all texts of the column: where it stands, digits are given up. */
async function idOf(idAt: (row: number) => string, quotedRow = -1) {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const id = row === quotedRow ? `"${idAt(row)}"` : idAt(row);
    return `${id},${row % 70},${row % 2 ? 'yes' : 'no'}\n`;
  });
  const bytes = new TextEncoder().encode(`id,age,bought\n${rows.join('')}`);
  const { schema, table } = await readTable(bytes, 'own.csv', { faults: 'collect' });
  return { id: schema.id, features: schema.features, unusable: schema.unusable, columns: table.columns };
}

const COLUMNS: readonly (readonly [string, (row: number) => string, isId: boolean])[] = [
  ['all differ', (row) => String(row * 7), true],
  ['zeros in front tell them apart', (row) => (row % 2 ? '0' : '') + String(1000 + (row >> 1)), true],
  ['15 digits', (row) => String(900_000_000_000_000 + row), true],
  ['one in twenty repeats', (row) => String(row - (row % 20 === 1 ? 1 : 0) + 100), true],
  ['a third repeats', (row) => String(Math.floor((row * 2) / 3) + 100), false],
  ['five kinds', (row) => String(row % 5), false],
  ['amounts', (row) => (row + 0.5).toFixed(1), false],
  ['amounts from row 90 on', (row) => (row < 90 ? String(row) : (row + 0.5).toFixed(1)), false],
];

describe('an ID of digits', () => {
  for (const [what, idAt, isId] of COLUMNS) {
    it(`${what}: ${isId ? 'the ID' : 'no ID'}, as by its texts`, async () => {
      const found = await idOf(idAt);
      expect(found.id).toBe(isId ? 'id' : null);
      for (const row of [0, 1500, 2400]) expect(await idOf(idAt, row)).toEqual(found);
    });
  }
});
