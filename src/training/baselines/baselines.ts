/**
 * The predictions that a network has to beat, learned from the same training rows: always the most frequent class, the
 * best one-column rule, and logistic regression (our own network without a hidden layer).
 */
import { requireArgument, requireProperties, requireWhole } from '../../argument-checks.ts';
import { applyOneRule, describeOneRule, fitOneRule, type FeatureColumn } from '../../evaluation/one-rule.ts';
import { requireShares, shiftProbabilities } from '../../evaluation/prior-shift.ts';
import { quoted } from '../../errors.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { createRandom, type Seed } from '../../random.ts';
import { argmaxRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Classifier, Mix } from '../../model/classifier.ts';
import type { Predictions } from '../../evaluation/judgement.ts';
import { requirePrepared, trainClassifier } from '../train-classifier.ts';

/** What a classifier predicts. */
export function classifierPredictions(name: string, classifier: Classifier, dataset: Dataset, mix: Mix): Predictions {
  requireProperties('classifierPredictions', 'dataset', dataset, 'inputs');
  const { inputs } = dataset;
  requireProperties('classifierPredictions', 'classifier', classifier, 'network', 'classes');
  const probabilities = Tensor.zeros(inputs.rows, classifier.classes.length);
  classifier.probabilities(inputs, mix, probabilities);
  const predictions = new Int32Array(inputs.rows);
  argmaxRows(probabilities, predictions);
  return { name, predictions, probabilities: Float64Array.from(probabilities.data) };
}

/** Always the class with the largest share, with the shares as probabilities. */
export function majorityPredictions(
  shares: readonly number[],
  classes: readonly string[],
  rowCount: number,
): Predictions {
  requireShares('majorityPredictions', shares);
  const holds = Array.isArray(classes) && classes.length === shares.length;
  requireArgument(holds, 'majorityPredictions', 'classes', classes, `${shares.length} names`);
  requireWhole('majorityPredictions', 'rowCount', rowCount, 0);
  const label = shares.indexOf(Math.max(...shares));
  return {
    name: `always ${quoted(classes[label]!)}`,
    predictions: new Int32Array(rowCount).fill(label),
    probabilities: Float64Array.from({ length: rowCount * shares.length }, (_, i) => shares[i % shares.length]!),
  };
}

/** All baselines for the test rows of `data`. */
export async function baselinePredictions(data: PreparedData, seed: Seed): Promise<Predictions[]> {
  requirePrepared('baselinePredictions', data);
  // An empty seed or none is refused here, not replaced by a default.
  createRandom(seed);
  const majority = majorityPredictions(data.priors[data.heldOutMix], data.classes, data.test.targets.length);
  const rule = oneRulePredictions(data);
  const { classifier } = await trainClassifier(data, { ...LOGISTIC_REGRESSION, seed });
  const logistic = classifierPredictions('logistic regression', classifier, data.test, data.heldOutMix);
  return rule === null ? [majority, logistic] : [majority, rule, logistic];
}

/** One layer has no local minima to get stuck in: larger steps and more patience reach its minimum sooner. */
const LOGISTIC_REGRESSION = {
  hidden: [],
  outputActivation: 'softmax',
  epochs: 200,
  optimizer: 'adam',
  learningRate: 0.01,
  momentum: 0,
  patience: 5,
  l2: 0,
  dropout: 0,
} as const;

function oneRulePredictions({ train, test, classes, priors, heldOutMix, pipeline }: PreparedData): Predictions | null {
  const d = train.inputs.columns;
  const columns = Array.from({ length: d }, (_, j): FeatureColumn => {
    return { name: pipeline?.inputs[j]!.name ?? `input ${j}`, values: columnOf(train.inputs, j) };
  });
  const rule = fitOneRule(columns, train.targets, classes.length);
  if (rule === null) return null;
  const { predictions, probabilities } = applyOneRule(rule, columnOf(test.inputs, rule.column));
  const name = describeOneRule({ ...rule, threshold: unscaled(rule.threshold, rule.column, pipeline) });
  // The rule's shares are those of the training rows; the judged rows may have another mix of classes.
  const shifted =
    heldOutMix === 'training' ? probabilities : shiftProbabilities(probabilities, priors.training, priors.natural);
  return { name, predictions, probabilities: shifted };
}

/**
 * The threshold in the column's own units. It was found on standardised float32 values, so digits below a millionth of
 * the column's scale are noise and are dropped.
 */
function unscaled(z: number, column: number, pipeline: PreparedData['pipeline']): number {
  if (pipeline === null) return z;
  const { mean, scale } = pipeline.inputs[column]!;
  const value = z * scale + mean;
  let decimals = 6;
  for (let unit = scale; unit < 1 && decimals < 100; unit *= 10) decimals++;
  return Number(value.toFixed(decimals)) + 0;
}

function columnOf({ data, rows, columns }: Tensor, column: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => data[row * columns + column]!);
}
