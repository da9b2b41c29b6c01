/**
 * The trainings of `train --seeds`, beside the one whose model is kept: how much of its figures is luck.
 */
import { nameOf } from '../node/csv/open-csv.ts';
import { trainSeeds } from '../node/threads/train-seeds.ts';
import { seedPairs, seedsReport, testFigures, type SeedsReport } from '../training/resampling/seeds.ts';
import type { TrainedClassifier } from '../training/train-classifier.ts';
import type { TrainingOptions } from '../training/training-options.ts';
import type { Console } from './console.ts';
import type { PreparedCsv } from './inputs/prepare-csv.ts';
import { TasksProgress } from './progress/tasks-progress.ts';

export interface SeedsJob {
  /** Trainings, the one that is done already among them. */
  readonly count: number;
  readonly path: string;
  readonly read: PreparedCsv;
  readonly training: TrainingOptions;
  readonly trained: TrainedClassifier;
  readonly threads: number;
}

export async function reportSeeds(job: SeedsJob, console: Console): Promise<SeedsReport> {
  const { count, path, read, training, trained, threads } = job;
  const { table, schema, preparation, data } = read;
  const [first, ...others] = seedPairs(training.seed, count);
  const seeded = { table, schema, options: preparation.options, training, file: nameOf(path) };
  const progress = new TasksProgress(console, others.length, 'more trainings');
  try {
    const figures = await trainSeeds(seeded, others, threads, (index, { accuracy, logLoss }) => {
      const { split, start } = others[index]!;
      progress.onDone(
        () =>
          `Training ${index + 2}/${count}  split ${split}, start ${start}  test_accuracy: ${accuracy!.toFixed(4)} - test_log_loss: ${logLoss!.toFixed(4)}`,
      );
    });
    const all = [testFigures(trained.classifier, data), ...figures];
    return seedsReport([first!, ...others].map(({ split, start }, index) => ({ split, start, figures: all[index]! })));
  } finally {
    progress.end();
  }
}
