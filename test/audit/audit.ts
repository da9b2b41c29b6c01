/**
 * Audits of made-up tables, and files rearranged as people rearrange them.
 */
import { auditTable } from '../../src/audit/audit-table.ts';
import type { Finding, FindingCode } from '../../src/audit/finding.ts';
import { completePreparation, type PrepareOptions } from '../../src/preprocessing/preparation-options.ts';
import type { Schema } from '../../src/data/schema.ts';
import { numberColumn, textColumn, type Table } from '../../src/data/table.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { tableOf } from '../support/tables.ts';
import { normal } from './synthetic.ts';

export const OPTIONS: PrepareOptions = completePreparation();

export interface File {
  readonly table: Table;
  readonly schema: Schema;
}

export function audit({ table, schema }: File, options: Partial<PrepareOptions> = {}): Finding[] {
  return auditTable(table, schema, { ...OPTIONS, ...options }, 'own.csv');
}

export function findingsOf(file: File, code: FindingCode, options: Partial<PrepareOptions> = {}): Finding[] {
  return audit(file, options).filter((finding) => finding.code === code);
}

export type Make = (row: number, random: Random) => number;

/** Columns by formula, `n` rows in seeded order; the target has a share of ones and nothing to do with the columns. */
export function fileOf(n: number, columns: Readonly<Record<string, Make>>, target?: (row: number) => string): File {
  const features = Object.fromEntries(
    Object.entries(columns).map(([name, make]) => {
      const random = createRandom(1, `column ${name}`);
      return [name, Array.from({ length: n }, (_, row) => make(row, random))];
    }),
  );
  const coin = createRandom(1, 'target');
  const targets = Array.from({ length: n }, (_, row) => target?.(row) ?? (coin.next() < 0.3 ? '1' : '0'));
  return tableOf(features, targets);
}

/** Noise to have beside the column that a test is about. */
export const noise: Make = (_, random) => normal(random);

export const uniform: Make = (_, random) => random.next();

/** Whole numbers from 0 in no order, the same for the same row and salt, so that other columns can be made of them. */
export function scrambled(row: number, salt: number, range: number): number {
  return (((row + 1) * 7919 * salt) % 104_729) % range;
}

/** The titles of one kind of finding about columns by formula. */
export function titlesOf(columns: Readonly<Record<string, Make>>, code: FindingCode, n = 1000): string[] {
  return findingsOf(fileOf(n, columns), code).map(({ title }) => title);
}

/** The same file with its rows in another order, and some columns made anew from the columns so arranged. */
export function rearranged(
  { table, schema }: File,
  order: readonly number[],
  remade: Readonly<Record<string, (row: number) => number>> = {},
): File {
  const columns = table.columns.map((column) => {
    if (column.kind === 'text') return { ...column, codes: Int32Array.from(order, (row) => column.codes[row]!) };
    const make = remade[column.name];
    return { ...column, values: Float64Array.from(order, (row, place) => make?.(place) ?? column.values[row]!) };
  });
  return { table: { ...table, columns }, schema };
}

/** Rows by the target's text, those of one class in their old order. */
export function orderByTarget({ table, schema }: File): number[] {
  const { codes, levels } = textColumn(table, schema.target);
  const text = (row: number) => levels[codes[row]!]!;
  return [...codes.keys()].toSorted((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : a - b));
}

/**
 * Sorted by target, and the minutes of those who didn't buy sorted by themselves, the longest first: what comes of
 * sorting one column of a spreadsheet without the others.
 */
export function damagedCopy(file: File, minutes: string): File {
  const order = orderByTarget(file);
  const values = numberColumn(file.table, minutes);
  const { codes, levels } = textColumn(file.table, file.schema.target);
  const nonBuyers = order.filter((row) => levels[codes[row]!] === '0').length;
  const ownOrder = Float64Array.from(order.slice(0, nonBuyers), (row) => values[row]!).toSorted();
  return rearranged(file, order, {
    [minutes]: (place) => (place < nonBuyers ? ownOrder[nonBuyers - 1 - place]! : values[order[place]!]!),
  });
}
