/**
 * What a classifier is worth on rows whose classes are known.
 */
import { requireArgument, requireProperties } from '../argument-checks.ts';
import { accuracyScore, confusionMatrix, rocAucScore } from '../evaluation/metrics.ts';
import { slices } from '../nn/reserve-memory.ts';
import { nearest } from '../options/nearest.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Classifier, Mix } from './classifier.ts';
import { makeLoss } from './make-loss.ts';

export interface Evaluation {
  readonly rows: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Two classes: AUC of the second. More: mean one-vs-rest AUC of the classes that have rows. */
  readonly rocAuc: number | null;
  /** confusionMatrix[class][prediction] */
  readonly confusionMatrix: number[][];
}

/**
 * Mean loss, accuracy, ROC AUC and confusion matrix.
 *
 * @param mix that the rows come in
 * @throws RangeError for no rows, and as `asDataset` does; DataError for a target that is not a class; as
 *   `Classifier.logits` does.
 */
export function evaluateClassifier(classifier: Classifier, data: DatasetLike, mix: Mix): Evaluation {
  requireProperties('evaluate', 'classifier', classifier, 'network', 'output', 'classes');
  requireProperties('evaluate', 'data', data, 'inputs', 'targets');
  const { network, classes } = classifier;
  const { inputs, targets } = asDataset('evaluate', data, network.inputDim, classes, nearest);
  const rows = targets.length;
  requireArgument(inputs.rows === rows, 'evaluate', 'the number of inputs', inputs.rows, `${rows}, as many as targets`);
  if (rows === 0) throw new RangeError('evaluate: no rows');
  const logits = Tensor.zeros(rows, network.outputDim);
  for (const [start, end] of slices(rows)) {
    logits.slice(start, end).data.set(classifier.logits(inputs.slice(start, end), mix, start).data);
  }
  return evaluateLogits(classifier, targets, logits);
}

/**
 * As `evaluateClassifier`, of logits that are there.
 *
 * @param targets class numbers [n], n at least 1
 * @param logits [n, u]
 */
export function evaluateLogits(
  { output, classes }: Pick<Classifier, 'output' | 'classes'>,
  targets: Int32Array,
  logits: Tensor,
): Evaluation {
  const [rows, k] = [targets.length, classes.length];
  const probabilities = Tensor.zeros(rows, k);
  const predictions = new Int32Array(rows);
  const loss = makeLoss(output);
  let lossSum = 0;
  for (const [start, end] of slices(rows)) {
    const slice = logits.slice(start, end);
    lossSum += loss.forward(slice, targets.subarray(start, end)) * (end - start);
    loss.probabilities(slice, probabilities.slice(start, end));
    loss.predict(slice, predictions.subarray(start, end));
  }
  return {
    rows,
    loss: lossSum / rows,
    accuracy: accuracyScore(targets, predictions),
    rocAuc: rocAuc(targets, probabilities),
    confusionMatrix: confusionMatrix(targets, predictions, k),
  };
}

function rocAuc(targets: Int32Array, probabilities: Tensor): number | null {
  const k = probabilities.columns;
  const labels = k === 2 ? [1] : Array.from({ length: k }, (_, label) => label);
  const areas = labels.map((label) =>
    rocAucScore(
      targets.map((target) => (target === label ? 1 : 0)),
      Float32Array.from(targets, (_, i) => probabilities.data[i * k + label]!),
    ),
  );
  const known = areas.filter((area) => area !== null);
  return known.length === 0 ? null : known.reduce((sum, area) => sum + area, 0) / known.length;
}
