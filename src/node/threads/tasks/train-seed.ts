/**
 * The task of one training among those of several seeds.
 */
import type { FoldFigures } from '../../../evaluation/resampling/fold-figures.ts';
import { seedFigures, type SeededTraining, type SeedPair } from '../../../training/resampling/seeds.ts';
import { tableOf, type PlainTable } from '../plain-table.ts';
import type { Perform } from '../pool/task-pool.ts';
import { Breathing } from './breathing.ts';

export interface SeedContext extends Omit<SeededTraining, 'table'> {
  readonly table: PlainTable;
}

export function prepare(context: SeedContext): Perform<SeedPair, FoldFigures> {
  const seeded = { ...context, table: tableOf(context.table) };
  return (pair) => seedFigures(seeded, pair, [new Breathing()]);
}
