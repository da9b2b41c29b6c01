/**
 * A generation of trials, trained side by side by successive halving. What comes out is a function of the trials, their
 * data and the seed.
 */
import type { TrainingData } from '../training-data.ts';
import { figuresOf, type ValidationFigures } from './figures.ts';
import { goingOn, standingAt, type Standing } from './halving.ts';
import { PausedTraining, type End, type Losses } from './paused-training.ts';
import { trialOptions, type Parameters } from './searched-options.ts';

/** A trial and what it is to be trained on. */
export interface GenerationTrial {
  readonly parameters: Parameters;
  readonly data: TrainingData;
  /** The epochs after which it ends at the latest, as if others had been better; Infinity for no such end. */
  readonly until: number;
  /** The trial's outcome, where it is known from a search that was interrupted: it isn't trained again. */
  readonly known: TrialOutcome | null;
}

/** What became of a trial. */
export interface TrialOutcome {
  readonly end: End;
  readonly losses: Losses;
  /** The tensor in which it diverged. */
  readonly divergedIn: string | null;
  /** With the weights of the best epoch; null if it diverged. */
  readonly validation: ValidationFigures | null;
}

export interface GenerationOptions {
  readonly seed: string;
  /** The epochs after which only the better third goes on; none where each trial stands alone. */
  readonly rungs: readonly number[];
  /** Awaited after each epoch, for hosts with other work to do. */
  readonly turn?: () => Promise<void>;
  /** Told of each trial that ends. */
  readonly onEnd?: () => void;
}

/** A trial on its way, or one whose end is known. */
interface Runner extends Standing {
  trainTo(epochs: number): Promise<void>;
  outcome(): Promise<TrialOutcome>;
}

/** @throws as `fitClassifier` does, but for trials that diverge. */
export async function runGeneration(
  trials: readonly GenerationTrial[],
  options: GenerationOptions,
): Promise<TrialOutcome[]> {
  const runners = trials.map((trial) => (trial.known === null ? start(trial, options) : replay(trial.known)));
  const outcomes: TrialOutcome[] = [];
  const finish = async (runner: Runner) => {
    outcomes[runners.indexOf(runner)] = await runner.outcome();
    options.onEnd?.();
  };
  let left: readonly Runner[] = runners;
  for (const rung of options.rungs) {
    for (const runner of left) await runner.trainTo(rung);
    const standings = left.map((runner) => standingAt(rung, runner));
    const places = new Set(goingOn(standings));
    for (const [place, runner] of left.entries()) if (!places.has(place)) await finish(runner);
    left = left.filter((_, place) => places.has(place));
  }
  for (const runner of left) {
    await runner.trainTo(trials[runners.indexOf(runner)]!.until);
    await finish(runner);
  }
  return outcomes;
}

function start({ parameters, data }: GenerationTrial, { seed, turn }: GenerationOptions): Runner {
  const training = new PausedTraining(data, trialOptions(parameters, seed), turn);
  return {
    get losses() {
      return training.losses;
    },
    get isDiverged() {
      return training.isDiverged;
    },
    trainTo: (epochs) => training.trainTo(epochs),
    async outcome() {
      const { end, fitted } = await training.finish();
      const validation = fitted && figuresOf(fitted.classifier, data.validation!, data.heldOutMix);
      return { end, losses: training.losses, divergedIn: training.divergedIn, validation };
    },
  };
}

function replay(known: TrialOutcome): Runner {
  return {
    losses: known.losses,
    isDiverged: known.end === 'diverged',
    trainTo: async () => {},
    outcome: async () => known,
  };
}
