/**
 * The result of a training as one value: `metrics.json` of a run folder, and the shorter document of `train`.
 */
import type { Evaluation } from '../model/evaluate.ts';
import { positiveOf } from '../preprocessing/positive-class.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import type { TrainedClassifier } from '../training/train-classifier.ts';

/** Everything that was measured. */
export function metricsDocument(data: PreparedData, trained: TrainedClassifier) {
  const { classes, priors, heldOutMix } = data;
  const { validation, test } = trained;
  return {
    schema: 'glassnet.metrics/1',
    classes,
    ...positiveOf(data),
    priors,
    heldOutMix,
    ...extentOf(data, trained),
    validation,
    test,
  };
}

/** @param about where the model was written, and how it was made */
export function trainingDocument(
  data: PreparedData,
  trained: TrainedClassifier,
  { model, seed, elapsedMs }: { readonly model: string; readonly seed: string; readonly elapsedMs: number },
) {
  const [validation, test] = [figures(trained.validation), figures(trained.test)];
  const result = { ...positiveOf(data), ...extentOf(data, trained), validation, test };
  return { schema: 'glassnet.train/1', model, seed, ...result, elapsedMs };
}

interface LearnedEpochs {
  readonly epochs: number;
  readonly bestEpoch: number;
}

/** Of several networks the epochs of each. */
interface TrainingExtent extends Partial<LearnedEpochs> {
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly networks?: readonly LearnedEpochs[];
}

function extentOf({ train, validation, test }: PreparedData, { members }: TrainedClassifier): TrainingExtent {
  const rows = { train: train.targets.length, validation: validation.targets.length, test: test.targets.length };
  const extents = members.map(({ history, bestEpoch }) => ({ epochs: history.epochs.length, bestEpoch }));
  return { rows, ...(extents.length === 1 ? extents[0] : { networks: extents }) };
}

function figures({ loss, accuracy, rocAuc }: Evaluation) {
  return { loss, accuracy, rocAuc };
}
