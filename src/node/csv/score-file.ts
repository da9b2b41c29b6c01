/**
 * Scores a CSV file, on several threads if it is long and its records are plain.
 */
import { scoreFile, type ScoredPart, type ScoreFileOptions } from '../../scoring/score-file.ts';
import { currentKernels } from '../../tensor/kernels/current.ts';
import type { ModelFile } from '../stores/model-store.ts';
import { ScoringPool } from '../threads/scoring-pool.ts';
import { fastCsvSplitter } from './fast-csv-splitter.ts';

export interface ThreadedOptions extends Omit<ScoreFileOptions, 'split' | 'startPool'> {
  /** Maximum number of threads, including this one. */
  readonly threads: number;
  /** Called with the reason when a thread ends too early; its work is then done here. */
  readonly onThreadLoss: (cause: Error) => void;
}

/** @throws as `scoreFile` */
export function scoreFileInThreads(
  source: AsyncIterable<Uint8Array>,
  { classifier, bytes: model, file: modelFile }: ModelFile,
  { threads, onThreadLoss, ...options }: ThreadedOptions,
): AsyncGenerator<ScoredPart, void, undefined> {
  const startPool: ScoreFileOptions['startPool'] = (format, pageLength) => {
    const setup = { model, modelFile, kernels: currentKernels().name, format };
    return new ScoringPool(threads - 1, pageLength, setup, onThreadLoss);
  };
  return scoreFile(source, classifier, { ...options, split: fastCsvSplitter, ...(threads > 1 && { startPool }) });
}
