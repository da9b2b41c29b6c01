/**
 * All comparisons, first with one thread each, then with all cores for those who use them.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { useThreads } from '../../src/node/threads/threads.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { openCsvFile, repeatCsvFile } from '../measurements/csv.ts';
import type { Effort } from '../measurements/measure.ts';
import type { BenchTable } from '../writing/table.ts';
import { compareScoring, compareTraining } from './commands.ts';
import { compareCsv } from './csv.ts';
import { COMPARED_PRODUCTS, compareMatmul } from './matmul.ts';
import type { FoundPeers } from './peers.ts';
import { comparePrediction } from './prediction.ts';
import { compareTrainingStep } from './training-step.ts';

export interface Comparison {
  readonly csv: string;
  /** For files on the way. */
  readonly folder: string;
  /** The fastest first. */
  readonly kernels: readonly Kernels[];
  readonly found: FoundPeers;
  readonly effort: Effort;
  /** Of SIMD128 on one thread, in GFLOP/s. */
  readonly limit: number | undefined;
  /** The most 10⁹ operations of a product. */
  readonly mostGigaflop: number;
  /** How many times the rows of `csv` are read. */
  readonly readCopies: number;
  /** … and scored. */
  readonly scoredCopies: number;
  readonly progress: (text: string) => void;
}

export async function compareAll(comparison: Comparison): Promise<BenchTable[]> {
  const { csv, folder, kernels, found, effort, progress } = comparison;
  const cores = availableParallelism();
  const products = COMPARED_PRODUCTS.filter(
    ({ rows, inner, columns }) => 2 * rows * inner * columns <= comparison.mostGigaflop * 1e9,
  );
  const source = await openCsvFile(csv);
  const scored = await repeatCsvFile(source, comparison.scoredCopies, join(folder, 'scored.csv'));
  const tables: BenchTable[] = [];
  for (const threads of new Set([1, cores])) {
    useThreads(threads);
    const suffix = threads === 1 ? ', one thread each' : `, all ${threads} cores`;
    const add = async (job: string, compare: () => Promise<BenchTable>) => {
      progress(`${job}${suffix}`);
      const table = await compare();
      tables.push({ ...table, title: `${table.title}${suffix}` });
    };
    const own = threads === 1 ? kernels : kernels.slice(0, 1);
    const limit = comparison.limit && comparison.limit * threads;
    await add('matrix products', () => compareMatmul(products, own, found, threads, effort, limit));
    await add('training step', () => compareTrainingStep([200, 32], own, found, threads, effort));
    await add('prediction', () => comparePrediction(10_000, own, found, threads, effort));
    await add('training command', () => compareTraining(csv, folder, found, threads, effort));
    await add('scoring command', () => compareScoring(scored, csv, folder, found, threads, effort));
  }
  useThreads(1);
  const copies = comparison.readCopies;
  const read = await repeatCsvFile(source, copies, join(folder, 'read.csv'));
  progress('reading');
  const readEffort = { ...effort, rounds: Math.min(effort.rounds, 3) };
  tables.push(await compareCsv(read, `Reading ${csv}, rows ${copies} times`, found, readEffort));
  return tables;
}
