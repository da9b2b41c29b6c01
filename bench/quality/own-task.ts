/**
 * The task of a thread: trains glassnet on a set's training rows and scores it on its test rows.
 */
import { completeOptions, pickOptions } from '../../src/options/check-options.ts';
import { PREPARATION_OPTIONS } from '../../src/preprocessing/preparation-options.ts';
import { prepare as prepareRows } from '../../src/preprocessing/prepare.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { fitClassifier } from '../../src/training/train-classifier.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import type { OwnOptions } from './own-methods.ts';
import { openSet, PROPORTIONS, type OpenedSet, type QualitySet } from './quality-set.ts';
import { scoresOf, type TimedScores } from './scores.ts';

const OPTIONS = { ...PREPARATION_OPTIONS, ...TRAINING_OPTIONS };

export interface OwnTask {
  readonly set: QualitySet;
  readonly seed: number;
  readonly options: OwnOptions;
}

export function prepare(): (task: OwnTask) => Promise<TimedScores> {
  const opened = new Map<string, Promise<OpenedSet>>();
  return async ({ set, seed, options }) => {
    const opening = opened.get(set.name) ?? openSet(set);
    opened.set(set.name, opening);
    const { table, schema } = await opening;
    const start = performance.now();
    const complete = completeOptions(OPTIONS, { ...options, split: PROPORTIONS, seed: String(seed) }, 'quality');
    const data = prepareRows(table, schema, pickOptions(PREPARATION_OPTIONS, complete), set.name);
    const { classifier } = await fitClassifier(data, pickOptions(TRAINING_OPTIONS, complete));
    const { inputs, targets } = data.test;
    const probabilities = Tensor.zeros(targets.length, data.classes.length);
    classifier.probabilities(inputs, data.heldOutMix, probabilities);
    const seconds = (performance.now() - start) / 1000;
    return { ...scoresOf(targets, probabilities.data, data.classes.length), seconds };
  };
}
