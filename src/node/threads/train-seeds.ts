/**
 * Trainings with several seeds on worker threads. Each is a pure function of its seeds, so the number of threads changes no
 * bit.
 */
import type { FoldFigures } from '../../evaluation/resampling/fold-figures.ts';
import type { SeededTraining, SeedPair } from '../../training/resampling/seeds.ts';
import { plainTable } from './plain-table.ts';
import type { TaskKind } from './pool/task-pool.ts';
import { inOrder } from './pool/in-order.ts';
import type { SeedContext } from './tasks/train-seed.ts';

const KIND: TaskKind<SeedContext, SeedPair, FoldFigures> = {
  url: new URL('./tasks/train-seed.js', import.meta.url),
  load: () => import('./tasks/train-seed.ts'),
};

/**
 * @param onTraining told of each training, in the order of the pairs
 * @returns in the order of the pairs
 */
export function trainSeeds(
  seeded: SeededTraining,
  pairs: readonly SeedPair[],
  threads: number,
  onTraining: (index: number, figures: FoldFigures) => void,
): Promise<FoldFigures[]> {
  const context = { ...seeded, table: plainTable(seeded.table) };
  return inOrder({ kind: KIND, context, size: Math.min(threads, pairs.length) }, pairs, onTraining);
}
