/**
 * Runs a search on some rows: the trials that its folder doesn't have yet, on worker threads.
 */
import { sha256 } from '../../node/stores/model-store.ts';
import type { SearchFolder } from '../../node/stores/search/search-folder.ts';
import { GenerationTrainer } from '../../node/threads/train-generations.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { runSearch } from '../../training/tuning/search.ts';
import type { Parameters } from '../../training/tuning/searched-options.ts';
import { trialKey, type Trial } from '../../training/tuning/trial.ts';
import { preparationName } from './search-data.ts';

/** The rows to search on. */
export interface SearchTarget {
  readonly dataFor: (parameters: Parameters) => PreparedData;
  readonly digest: string;
  /** The outer fold, from 1; null outside of folds. */
  readonly fold: number | null;
}

export interface SearchSettings {
  readonly parametersOf: (index: number) => Parameters;
  /** Of whole generations. */
  readonly trials: number;
  readonly seed: string;
  /** The epochs after which only the better ones go on. */
  readonly rungs: readonly number[];
  readonly threads: number;
}

/** Told of what happens. */
export interface SearchWatch {
  begin(ended: () => number): void;
  onTrial(trial: Trial): void;
  end(): void;
}

/** The trials that the folder has already, by number. */
export function knownTrials(
  target: SearchTarget,
  settings: SearchSettings,
  folder: SearchFolder,
): (Trial | undefined)[] {
  const { parametersOf, trials, seed } = settings;
  return Array.from({ length: trials }, (_, index) => {
    const key = trialKey({ parameters: parametersOf(index), seed, data: target.digest }, sha256);
    return folder.trial(key, index);
  });
}

/**
 * @returns all trials, by number
 * @throws as `runGeneration` and `SearchFolder.add` do.
 */
export async function searchOn(
  target: SearchTarget,
  settings: SearchSettings,
  folder: SearchFolder,
  watch: SearchWatch,
): Promise<Trial[]> {
  const { parametersOf, trials, seed, rungs, threads } = settings;
  const found = knownTrials(target, settings, folder);
  const missing = Array.from(found.keys()).filter((index) => found[index] === undefined);
  if (missing.length === 0) return found as Trial[];
  const data = new Map(
    missing.map((index) => [preparationName(parametersOf(index)), target.dataFor(parametersOf(index))]),
  );
  const trainer = new GenerationTrainer({ rungs, data, threads });
  // One more than threads, so that none waits while lines are written.
  const atOnce = threads === 1 ? 1 : threads + 1;
  watch.begin(() => trainer.ended);
  try {
    await runSearch(
      { trials, parametersOf, known: (index) => found[index] ?? null, atOnce },
      (generation) =>
        trainer.train({
          seed,
          trials: generation.map(({ parameters, known }) => ({
            parameters,
            known,
            until: Infinity,
            preparation: preparationName(parameters),
          })),
        }),
      async ({ index, parameters }, outcome) => {
        const trial: Trial = { ...outcome, index, fold: target.fold, parameters, seed, data: target.digest };
        await folder.add(trial);
        found[index] = trial;
        watch.onTrial(trial);
      },
    );
  } finally {
    watch.end();
    await trainer.close();
  }
  return found as Trial[];
}
