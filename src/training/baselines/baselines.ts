/**
 * The predictions that a network has to beat, learned from the same training rows: always the most frequent class, the
 * best one-column rule, and logistic regression, fitted to its minimum.
 */
import { requireArgument, requireProperties, requireWhole } from '../../argument-checks.ts';
import { applyOneRule, describeOneRule, fitOneRule, type FeatureColumn } from '../../evaluation/one-rule.ts';
import { requireShares, shiftProbabilities } from '../../evaluation/prior-shift.ts';
import { quoted } from '../../errors.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { argmaxRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Classifier, Mix } from '../../model/classifier.ts';
import type { Predictions } from '../../evaluation/judgement.ts';
import { requirePrepared } from '../train-classifier.ts';
import { fitLogisticRegression, logisticProbabilities } from './logistic-regression.ts';

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

/** All that baselines need of prepared data. */
export interface BaselineRows extends Pick<
  PreparedData,
  'train' | 'test' | 'classes' | 'priors' | 'heldOutMix' | 'balance'
> {
  readonly pipeline: Pick<Pipeline, 'inputs'> | null;
}

/** All baselines for the test rows of `data`. */
export function baselinePredictions(data: PreparedData): Predictions[] {
  requirePrepared('baselinePredictions', data);
  return baselinesOf(data);
}

/** The same of rows that are known to be prepared. */
export function baselinesOf(data: BaselineRows): Predictions[] {
  const inputs = plainInputs(data);
  const majority = majorityPredictions(data.priors[data.heldOutMix], data.classes, data.test.targets.length);
  const rule = oneRulePredictions(data, inputs);
  const logistic = logisticPredictions(data, inputs);
  return rule === null ? [majority, logistic] : [majority, rule, logistic];
}

/** The inputs that are a column's value: the pieces of a number, which bend lines, are the network's alone. */
function plainInputs({ train, pipeline }: BaselineRows): number[] {
  const all = Array.from({ length: train.inputs.columns }, (_, j) => j);
  return all.filter((j) => pipeline?.inputs[j]!.isPiece !== true);
}

/** Without penalty, as it stands in a textbook: a straight line through the inputs, and nothing to choose. */
function logisticPredictions(
  { train, test, classes, priors, heldOutMix, balance }: BaselineRows,
  inputs: readonly number[],
): Predictions {
  const k = classes.length;
  const rows = { values: columnsOf(train.inputs, inputs), columns: inputs.length, targets: train.targets };
  const weights = fitLogisticRegression({ ...rows, classCount: k }, Infinity);
  const probabilities = logisticProbabilities(weights, columnsOf(test.inputs, inputs), k);
  // Rows that count unequally in the loss of the network are here as they come.
  const learned = balance === 'weights' ? priors.natural : priors.training;
  const shifted = shiftProbabilities(probabilities, learned, priors[heldOutMix]);
  const predictions = new Int32Array(test.targets.length);
  for (let i = 0; i < predictions.length; i++) {
    for (let label = 1; label < k; label++) {
      if (shifted[i * k + label]! > shifted[i * k + predictions[i]!]!) predictions[i] = label;
    }
  }
  return { name: 'logistic regression', predictions, probabilities: shifted };
}

function oneRulePredictions(
  { train, test, classes, priors, heldOutMix, pipeline }: BaselineRows,
  inputs: readonly number[],
): Predictions | null {
  const columns = inputs.map((j): FeatureColumn => {
    return { name: pipeline?.inputs[j]!.name ?? `input ${j}`, values: columnsOf(train.inputs, [j]) };
  });
  const rule = fitOneRule(columns, train.targets, classes.length);
  if (rule === null) return null;
  const column = inputs[rule.column]!;
  const { predictions, probabilities } = applyOneRule(rule, columnsOf(test.inputs, [column]));
  const name = describeOneRule({ ...rule, threshold: unscaled(rule.threshold, column, pipeline) });
  // The rule's shares are those of the training rows; the judged rows may have another mix of classes.
  const shifted =
    heldOutMix === 'training' ? probabilities : shiftProbabilities(probabilities, priors.training, priors.natural);
  return { name, predictions, probabilities: shifted };
}

/**
 * The threshold in the column's own units. It was found on standardised float32 values, so digits below a millionth of
 * the column's scale are noise and are dropped.
 */
function unscaled(z: number, column: number, pipeline: BaselineRows['pipeline']): number {
  if (pipeline === null) return z;
  const { mean, scale } = pipeline.inputs[column]!;
  const value = z * scale + mean;
  let decimals = 6;
  for (let unit = scale; unit < 1 && decimals < 100; unit *= 10) decimals++;
  return Number(value.toFixed(decimals)) + 0;
}

/** The chosen columns side by side, row by row. */
function columnsOf({ data, rows, columns }: Tensor, chosen: readonly number[]): Float32Array {
  const values = new Float32Array(rows * chosen.length);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (const column of chosen) values[at++] = data[row * columns + column]!;
  }
  return values;
}
