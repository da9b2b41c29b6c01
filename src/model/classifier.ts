/**
 * A trained network, or several that answer together, with what is needed to use it: class names, the way in from columns (the pipeline) and the class
 * shares before and after balancing.
 *
 * A network trained on a balanced mix answers for that mix. Adding ln(natural share / training share) to its logits
 * makes them those of the natural mix (Bayes' rule; see `evaluation/prior-shift.ts`).
 */
import { requireArgument, requireProperties } from '../argument-checks.ts';
import { calibrateLogits, requireCalibration, type Calibration } from '../evaluation/calibration.ts';
import { logShift, requireShares } from '../evaluation/prior-shift.ts';
import type { OutputActivation } from '../nn/losses/output-activation.ts';
import type { Row } from '../data/records-from-rows.ts';
import { reserveMemory, SLICE_ROWS, slices } from '../nn/reserve-memory.ts';
import { membersOf, type Ensemble } from '../nn/ensemble.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import type { PositiveReason } from '../preprocessing/positive-class.ts';
import type { Priors } from '../preprocessing/prepared-data.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import { addRow } from '../tensor/operations.ts';
import { requireColumns, Tensor } from '../tensor/tensor.ts';
import { activationOf, type Output } from './output.ts';
import { requirePipeline, ROWS_HINT } from './require-pipeline.ts';
import { scoreError } from './score-error.ts';

export type Mix = keyof Priors;
const MIXES: readonly Mix[] = ['natural', 'training'];

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
  readonly network: Sequential | Ensemble;
  readonly output: Output;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly pipeline: Pipeline | null;
  /** Why class 1 of two is the one that counts, where that was chosen. */
  readonly positiveReason?: PositiveReason | null;
  /** Applied to logits of the natural mix, after the correction of the priors; none where left out. */
  readonly calibration?: Calibration | null;
  /** Encoded inputs [b, d] of training rows that explanations compare a customer with; none where left out. */
  readonly background?: Tensor | null;
  /** What errors call the model. */
  readonly file?: string;
}

export class Classifier {
  readonly network: Sequential | Ensemble;
  readonly output: Output;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly pipeline: Pipeline | null;
  readonly positiveReason: PositiveReason | null;
  readonly calibration: Calibration | null;
  readonly background: Tensor | null;
  readonly #file: string | undefined;
  readonly #activation: OutputActivation;
  /** ln(natural / training) for each logit, what makes logits those of the natural mix. */
  readonly #shift: Tensor;

  constructor(parts: ClassifierParts) {
    requireProperties('Classifier', 'parts', parts, 'network', 'output', 'classes', 'priors', 'pipeline');
    const {
      network,
      output,
      classes,
      priors,
      pipeline,
      positiveReason = null,
      calibration = null,
      background = null,
    } = parts;
    requireProperties('Classifier', 'network', network, 'forward', 'inputDim');
    requireProperties('Classifier', 'priors', priors, 'natural', 'training');
    for (const shares of [priors.natural, priors.training]) requireShares('Classifier', shares);
    requireArgument(Array.isArray(classes), 'Classifier', 'classes', classes, 'a list of names');
    if (calibration !== null) requireCalibration(calibration);
    if (background !== null) requireColumns('Classifier', 'background', background, network.inputDim);
    this.network = network;
    this.output = output;
    this.#activation = activationOf(output);
    this.classes = classes;
    this.priors = priors;
    this.pipeline = pipeline;
    this.positiveReason = positiveReason;
    this.calibration = calibration;
    this.background = background;
    this.#file = parts.file;
    this.#shift = priorShift(output, priors);
    for (const member of membersOf(network)) {
      if (member.workspace.reservedRows === 0) reserveMemory({ network: member, rows: SLICE_ROWS });
    }
  }

  /** Of two classes, the one that counts: class 1, which ranking, gain and lift are about; null for more. */
  get positive(): string | null {
    return this.classes.length === 2 ? this.classes[1]! : null;
  }

  /**
   * Logits [n, u] for the given mix, in memory that the next call uses again.
   *
   * @param firstRow the number of the first row, from 0, for errors
   * @throws FarRowError for a row too far from the training values to be scored; FormatError E_MODEL_TENSOR for a model
   *   that has no finite scores for an ordinary row.
   */
  logits(inputs: Tensor, mix: Mix, firstRow = 0): Tensor {
    requireArgument(MIXES.includes(mix), 'Classifier', 'mix', mix, MIXES.join(' or '));
    const logits = this.network.forward(inputs);
    if (mix === 'natural') this.correct(logits);
    this.requireFinite(logits, inputs, firstRow);
    return logits;
  }

  /** Turns logits of the training mix into those of the natural one. */
  private correct(logits: Tensor): void {
    addRow(logits, this.#shift, logits);
    if (this.calibration !== null) calibrateLogits(this.calibration, logits, logits);
  }

  private requireFinite(logits: Tensor, inputs: Tensor, firstRow: number): void {
    if (currentKernels().areFinite(logits.data)) return;
    throw scoreError(logits, inputs, firstRow, this.pipeline?.inputs, this.#file);
  }

  /** Class probabilities [n, k] for the given mix, written into `out`. */
  probabilities(inputs: Tensor, mix: Mix, out: Tensor): void {
    for (const [start, end] of slices(inputs.rows)) {
      this.#activation.probabilities(this.logits(inputs.slice(start, end), mix, start), out.slice(start, end));
    }
  }

  /**
   * The class of each row, the most probable one on the natural mix [n].
   *
   * @param rows such as `[{ age: 42, plan: 'pro' }]`: numbers, booleans and dates as such or as their text, null for a
   *   missing value; a column that the model doesn't know is ignored
   * @throws DataError with the number of the row, from 1, as line, for one that a CSV file would be refused for, or that
   *   lacks a column; FormatError E_MODEL_PIPELINE when the model was trained on bare arrays.
   */
  predict(rows: readonly Row[]): string[] {
    const { predictions } = this.score(this.encodeRows(rows));
    return Array.from(predictions, (label) => this.classes[label]!);
  }

  /**
   * The class probabilities of each row on the natural mix [n][k], in the order of `classes`.
   *
   * @example
   * import { train } from 'glassnet';
   *
   * const visits = Array.from({ length: 200 }, (_, i) => i % 20);
   * const rows = visits.map((count) => ({ visits: count, bought: count > 9 ? 'yes' : 'no' }));
   * const { classifier } = await train(rows, { target: 'bought', hidden: [8], batchSize: 8 });
   * const [probabilities] = classifier.predictProba([{ visits: 17 }]);
   * console.log(classifier.classes, probabilities?.map((p) => p.toFixed(1))); // → [ 'no', 'yes' ] [ '0.0', '1.0' ]
   *
   * @throws as `predict`
   */
  predictProba(rows: readonly Row[]): number[][] {
    return this.score(this.encodeRows(rows)).natural.toRows();
  }

  private encodeRows(rows: readonly Row[]): Tensor {
    return requirePipeline(this, ROWS_HINT).encodeObjects(rows).inputs;
  }

  /** Both mixes from one pass through the network. @throws as `logits` does. */
  score(inputs: Tensor): Scores {
    const [rows, k] = [inputs.rows, this.classes.length];
    const scores = {
      natural: Tensor.zeros(rows, k),
      training: Tensor.zeros(rows, k),
      predictions: new Int32Array(rows),
    };
    for (const [start, end] of slices(rows)) {
      const slice = inputs.slice(start, end);
      const logits = this.logits(slice, 'training', start);
      this.#activation.probabilities(logits, scores.training.slice(start, end));
      this.correct(logits);
      this.requireFinite(logits, slice, start);
      this.#activation.probabilities(logits, scores.natural.slice(start, end));
      this.#activation.predict(logits, scores.predictions.subarray(start, end));
    }
    return scores;
  }
}

function priorShift(output: Output, { natural, training }: Priors): Tensor {
  const shift = logShift(training, natural);
  return Tensor.from(output === 'softmax' ? shift : [shift[1]! - shift[0]!]);
}
