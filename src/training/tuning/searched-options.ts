/**
 * The options that a search may vary: those of a training, but for what one network has no say in, and how finely its
 * inputs are cut.
 */
import { completeOptions } from '../../options/check-options.ts';
import type { CompleteOptions, GivenOptions } from '../../options/option-spec.ts';
import { PREPARATION_OPTIONS } from '../../preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../training-options.ts';

/** What a trial may say about its inputs: how finely numbers are cut. */
const SEARCHED_ENCODING = {
  piecewiseBins: PREPARATION_OPTIONS.piecewiseBins,
  piecewiseCuts: PREPARATION_OPTIONS.piecewiseCuts,
} as const;

const { seed: _seed, calibrate: _calibrate, ensemble: _ensemble, members: _members, ...training } = TRAINING_OPTIONS;

export const SEARCHED_OPTIONS = { ...training, ...SEARCHED_ENCODING } as const;

const OF_THE_WINNER = 'a trial is one network; give it to the search as a whole, for the training of the winner';

/** Options of a training that no space may hold, and why. */
export const UNSEARCHED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['seed', 'all trials have the one that the search is given'],
  ['calibrate', 'it is learned from the validation rows, by which trials are ranked'],
  ['ensemble', OF_THE_WINNER],
  ['members', OF_THE_WINNER],
]);

export type SearchedName = keyof typeof SEARCHED_OPTIONS;

/** What a trial is trained with, beside its seed and its rows: every searched option that has a value. */
export interface Parameters extends CompleteOptions<typeof SEARCHED_OPTIONS> {}

/** Options that only one optimizer reads. */
export const OF_OPTIMIZER = { momentum: 'sgd', weightDecay: 'adam' } as const;

/** The searched ones among all options of a training and its preparation. */
export function parametersIn(options: GivenOptions<typeof SEARCHED_OPTIONS>): Parameters {
  const names = Object.keys(SEARCHED_OPTIONS) as SearchedName[];
  const searched = Object.fromEntries(names.map((name) => [name, options[name]]));
  return inOrder(completeOptions(SEARCHED_OPTIONS, searched, 'search'));
}

/** In the order of the table, and what has no effect beside the others at its default: equal trials are equal texts. */
export function inOrder(parameters: Parameters): Parameters {
  const names = Object.keys(SEARCHED_OPTIONS) as SearchedName[];
  const entries = names.map((name) => [
    name,
    isIdle(name, parameters) ? SEARCHED_OPTIONS[name].default : parameters[name],
  ]);
  const there = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return completeOptions(SEARCHED_OPTIONS, there, 'search');
}

type Idle = keyof typeof OF_OPTIMIZER | 'piecewiseCuts';

function isIdle(name: SearchedName, { optimizer, piecewiseBins }: Parameters): name is Idle {
  if (name === 'piecewiseCuts') return piecewiseBins === 0;
  return name in OF_OPTIMIZER && OF_OPTIMIZER[name as keyof typeof OF_OPTIMIZER] !== optimizer;
}

/** How inputs are to be encoded, among these parameters. */
export function encodingIn({
  piecewiseBins,
  piecewiseCuts,
}: Parameters): Pick<Parameters, keyof typeof SEARCHED_ENCODING> {
  return { piecewiseBins, piecewiseCuts };
}

/** The options of the training of one trial: a network that stands alone and answers uncalibrated. */
export function trialOptions(parameters: Parameters, seed: string): TrainingOptions {
  const { piecewiseBins: _bins, piecewiseCuts: _cuts, ...options } = parameters;
  return { ...options, ensemble: 1, members: 'seeds', calibrate: 'none', seed };
}
