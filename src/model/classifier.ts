/**
 * A trained network with what is needed to use it: class names, the way in from columns (the pipeline) and the class
 * shares before and after balancing.
 *
 * A network trained on a balanced mix answers for that mix. By Bayes' rule its probabilities become those of the
 * natural mix when each is multiplied by natural share / training share and the row is normalised again (Saerens,
 * Latinne & Decaestecker 2002, eq. 2.4); on logits that is adding ln(natural / training), which is how it is done here.
 */
import { calibrateLogits, type Calibration } from '../evaluation/calibration.ts';
import { accuracyScore, confusionMatrix, rocAucScore } from '../evaluation/metrics.ts';
import type { Loss } from '../nn/losses/loss.ts';
import { BinaryCrossentropy } from '../nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../nn/losses/softmax-crossentropy.ts';
import { reserveMemory, SLICE_ROWS } from '../nn/reserve-memory.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import type { Priors } from '../preprocessing/prepared-data.ts';
import { log } from '../tensor/exponential.ts';
import { addRow } from '../tensor/operations.ts';
import { Tensor } from '../tensor/tensor.ts';

export type Output = 'softmax' | 'sigmoid';
export type Mix = keyof Priors;

export interface Evaluation {
  readonly rows: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Of two classes: the area for the second one. Of more: the mean over classes, each against the rest. */
  readonly rocAuc: number | null;
  /** confusionMatrix[class][prediction] */
  readonly confusionMatrix: number[][];
}

/** What is written for rows of a file. */
export interface Scores {
  /** Class probabilities [n, k] on the natural mix, corrected and calibrated. */
  readonly natural: Tensor;
  /** Class probabilities [n, k] on the mix of the training. */
  readonly training: Tensor;
  /** The most probable class of each row on the natural mix [n]. */
  readonly predictions: Int32Array;
}

export interface ClassifierParts {
  readonly network: Sequential;
  readonly output: Output;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly pipeline: Pipeline | null;
  /** Applied to logits of the natural mix, after the correction of the priors; none where left out. */
  readonly calibration?: Calibration | null;
}

export class Classifier {
  readonly network: Sequential;
  readonly output: Output;
  readonly loss: Loss;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly pipeline: Pipeline | null;
  readonly calibration: Calibration | null;
  /** ln(natural / training) for each logit, what makes logits those of the natural mix. */
  readonly #shift: Tensor;

  constructor({ network, output, classes, priors, pipeline, calibration = null }: ClassifierParts) {
    this.network = network;
    this.output = output;
    this.loss = makeLoss(output);
    this.classes = classes;
    this.priors = priors;
    this.pipeline = pipeline;
    this.calibration = calibration;
    this.#shift = priorShift(output, priors);
    if (network.workspace.reservedRows === 0) reserveMemory({ network, rows: SLICE_ROWS });
  }

  /** Logits [n, u] for the given mix, in memory that the next call uses again. */
  logits(inputs: Tensor, mix: Mix): Tensor {
    const logits = this.network.forward(inputs);
    if (mix === 'natural') this.correct(logits);
    return logits;
  }

  /** Turns logits of the training mix into those of the natural one. */
  private correct(logits: Tensor): void {
    addRow(logits, this.#shift, logits);
    if (this.calibration !== null) calibrateLogits(this.calibration, logits, logits);
  }

  /** Class probabilities [n, k] for the given mix, written into `out`. */
  probabilities(inputs: Tensor, mix: Mix, out: Tensor): void {
    for (const [start, end] of slices(inputs.rows)) {
      this.loss.probabilities(this.logits(inputs.slice(start, end), mix), out.slice(start, end));
    }
  }

  /** Both mixes from one pass through the network. */
  score(inputs: Tensor): Scores {
    const [rows, k] = [inputs.rows, this.classes.length];
    const scores = {
      natural: Tensor.zeros(rows, k),
      training: Tensor.zeros(rows, k),
      predictions: new Int32Array(rows),
    };
    for (const [start, end] of slices(rows)) {
      const logits = this.logits(inputs.slice(start, end), 'training');
      this.loss.probabilities(logits, scores.training.slice(start, end));
      this.correct(logits);
      this.loss.probabilities(logits, scores.natural.slice(start, end));
      this.loss.predict(logits, scores.predictions.subarray(start, end));
    }
    return scores;
  }

  /** Mean loss, accuracy, ROC AUC and confusion matrix on rows that come in the given mix. */
  evaluate({ inputs, targets }: Dataset, mix: Mix): Evaluation {
    const [rows, k] = [targets.length, this.classes.length];
    if (rows === 0) throw new RangeError('evaluate: no rows');
    const probabilities = Tensor.zeros(rows, k);
    const predictions = new Int32Array(rows);
    let lossSum = 0;
    for (const [start, end] of slices(rows)) {
      const logits = this.logits(inputs.slice(start, end), mix);
      lossSum += this.loss.forward(logits, targets.subarray(start, end)) * (end - start);
      this.loss.probabilities(logits, probabilities.slice(start, end));
      this.loss.predict(logits, predictions.subarray(start, end));
    }
    return {
      rows,
      loss: lossSum / rows,
      accuracy: accuracyScore(targets, predictions),
      rocAuc: rocAuc(targets, probabilities),
      confusionMatrix: confusionMatrix(targets, predictions, k),
    };
  }
}

/** As many rows at a time as memory was reserved for. */
function* slices(rows: number): Generator<[start: number, end: number], void, undefined> {
  for (let start = 0; start < rows; start += SLICE_ROWS) yield [start, Math.min(start + SLICE_ROWS, rows)];
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
  return areas.includes(null) ? null : areas.reduce((sum: number, area) => sum + area!, 0) / areas.length;
}

function priorShift(output: Output, { natural, training }: Priors): Tensor {
  const logRatio = natural.map((share, label) => log(share / training[label]!));
  return Tensor.from(output === 'softmax' ? logRatio : [logRatio[1]! - logRatio[0]!]);
}

export function makeLoss(output: Output): Loss {
  return output === 'softmax' ? new SparseCategoricalCrossentropy() : new BinaryCrossentropy();
}
