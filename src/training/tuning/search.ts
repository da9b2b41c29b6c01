/**
 * A search: generation after generation of trials, several at once. Which trials there are, and what becomes of each, is
 * the same however many are trained at once, and whichever were known before.
 */
import type { TrialOutcome } from './generation.ts';
import { GENERATION } from './halving.ts';
import type { Parameters } from './searched-options.ts';

/** A trial to be trained, or known already. */
export interface PlannedTrial {
  readonly index: number;
  readonly parameters: Parameters;
  readonly known: TrialOutcome | null;
}

export interface SearchPlan {
  /** Of whole generations. */
  readonly trials: number;
  readonly parametersOf: (index: number) => Parameters;
  /** What became of trial `index`, where that is known. */
  readonly known: (index: number) => TrialOutcome | null;
  /** Generations in work at a time. */
  readonly atOnce: number;
}

/**
 * @param train trains a generation
 * @param onOutcome told of each trial that was not known before; awaited before the next generation begins
 * @throws whatever `train` or `onOutcome` throw first, once no generation is left in work.
 */
export async function runSearch(
  { trials, parametersOf, known, atOnce }: SearchPlan,
  train: (generation: readonly PlannedTrial[]) => Promise<readonly TrialOutcome[]>,
  onOutcome: (trial: PlannedTrial, outcome: TrialOutcome) => Promise<void>,
): Promise<void> {
  let next = 0;
  let hasFailed = false;
  const work = async () => {
    while (next < trials && !hasFailed) {
      const first = next;
      next += GENERATION;
      const generation = Array.from({ length: GENERATION }, (_, place) => {
        const index = first + place;
        return { index, parameters: parametersOf(index), known: known(index) };
      });
      if (generation.every((trial) => trial.known !== null)) continue;
      try {
        const outcomes = await train(generation);
        for (const [place, trial] of generation.entries()) {
          if (trial.known === null) await onOutcome(trial, outcomes[place]!);
        }
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}
