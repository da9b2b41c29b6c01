/**
 * Customers of the generator of data/, so many that they stand for all there are: rows to train on are drawn from one
 * half of them, rows to judge on from the other, and a figure over that whole half is the truth that an interval of it
 * should hold.
 */
import { generateAudiobooks } from '../../data/audiobooks.ts';
import { readTable } from '../../src/data/read-table.ts';
import type { Schema } from '../../src/data/schema.ts';
import { allRows, textColumn, type Table } from '../../src/data/table.ts';
import { encodeRows } from '../../src/preprocessing/encode-rows.ts';
import { encodeLabels, type Labels } from '../../src/preprocessing/labels.ts';
import { completePreparation } from '../../src/preprocessing/preparation-options.ts';
import type { PreparedTable } from '../../src/preprocessing/prepared-data.ts';
import { createRandom } from '../../src/random.ts';

export interface Population {
  readonly table: Table;
  readonly schema: Schema;
  readonly labels: Labels;
  /** The rows to train on [p]. */
  readonly pool: Int32Array;
  /** The rows that are the truth; none of them is in the pool [n]. */
  readonly truth: Int32Array;
}

export interface PopulationOptions {
  readonly seed: string;
  /** Customers to draw; half of them are for the pool. */
  readonly rows: number;
  /** `bought_again` has two classes, `plan` four. */
  readonly target: 'bought_again' | 'plan';
  /** The share of class 1, by leaving out rows of that class; the generator's own if left out. */
  readonly positiveShare?: number;
}

export async function drawPopulation({ seed, rows, target, positiveShare }: PopulationOptions): Promise<Population> {
  const lines = generateAudiobooks({ seed, rows, demographics: target === 'plan' });
  const bytes = new TextEncoder().encode(Array.from(lines).join('\n'));
  const { table, schema } = await readTable(bytes, 'customers', {}, { target });
  const labels = encodeLabels(textColumn(table, schema.target), 'customers');
  // Shuffled: a file is in the order of purchase, and the store changes on the way.
  const order = createRandom(seed, 'population').shuffle(allRows(table.rowCount));
  const half = table.rowCount >> 1;
  const part = (from: number, to?: number) => thinned(order.subarray(from, to), labels.targets, positiveShare);
  return { table, schema, labels, pool: part(0, half), truth: part(half) };
}

/** Customers of the pool to train and stop on, as data sets; the test rows are those of the truth. */
export function drawTraining(
  { table, schema, labels, pool, truth }: Population,
  seed: string,
  counts: { readonly train: number; readonly validation: number },
): PreparedTable {
  const order = createRandom(seed, 'training rows').shuffle(pool.slice());
  const train = order.slice(0, counts.train);
  const validation = order.slice(counts.train, counts.train + counts.validation);
  const rows = { train, validation, test: truth, fit: train, natural: train, isRelated: false };
  return encodeRows(table, schema, labels, rows, completePreparation({ balance: 'none', seed }), 'customers');
}

/** All rows of other classes, and the first of class 1 until they have the share wanted. */
function thinned(rows: Int32Array, targets: Int32Array, share: number | undefined): Int32Array {
  if (share === undefined) return rows;
  const others = rows.filter((row) => targets[row] !== 1).length;
  let left = Math.round((others * share) / (1 - share));
  return rows.filter((row) => targets[row] !== 1 || left-- > 0);
}
