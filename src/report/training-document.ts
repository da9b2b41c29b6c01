/**
 * The result of a training as one value: `metrics.json` of a run folder, and the shorter document of `train`.
 */
import type { Evaluation } from '../model/evaluate.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import type { TrainedClassifier } from '../training/train-classifier.ts';

/** Everything that was measured. */
export function metricsDocument(data: PreparedData, trained: TrainedClassifier) {
  const { classes, priors, heldOutMix } = data;
  const { validation, test } = trained;
  return { schema: 'glassnet.metrics/1', classes, priors, heldOutMix, ...extentOf(data, trained), validation, test };
}

/** @param about where the model was written, and how it was made */
export function trainingDocument(
  data: PreparedData,
  trained: TrainedClassifier,
  { model, seed, elapsedMs }: { readonly model: string; readonly seed: string; readonly elapsedMs: number },
) {
  const [validation, test] = [figures(trained.validation), figures(trained.test)];
  return { schema: 'glassnet.train/1', model, seed, ...extentOf(data, trained), validation, test, elapsedMs };
}

function extentOf({ train, validation, test }: PreparedData, { history, bestEpoch }: TrainedClassifier) {
  const rows = { train: train.targets.length, validation: validation.targets.length, test: test.targets.length };
  return { rows, epochs: history.epochs.length, bestEpoch };
}

function figures({ loss, accuracy, rocAuc }: Evaluation) {
  return { loss, accuracy, rocAuc };
}
