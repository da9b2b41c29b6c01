/**
 * A classifier of arrays with scikit-learn's verbs: fit, predict, predictProba, score. Each column of X is standardised,
 * a part of the rows decides when to stop, and the model can be saved, all of it included.
 */
import { allRows } from '../data/table.ts';
import { DataError, UsageError } from '../errors.ts';
import { encodeModel } from '../formats/model-bytes.ts';
import type { Classifier } from '../model/classifier.ts';
import { evaluateClassifier } from '../model/evaluate.ts';
import { completeOptions, pickOptions, requireObject } from '../options/check-options.ts';
import type { CompleteOptions, GivenOptions, OptionTable } from '../options/option-spec.ts';
import { classCounts, type Dataset } from '../preprocessing/dataset.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { classShares } from '../preprocessing/rows/balance.ts';
import { stratifiedSplit } from '../preprocessing/rows/split.ts';
import type { MatrixLike } from '../tensor/as-tensor.ts';
import type { Callback } from '../training/callback.ts';
import { fitClassifier, type FittedClassifier } from '../training/train-classifier.ts';
import type { TrainingData } from '../training/training-data.ts';
import { TRAINING_OPTIONS } from '../training/training-options.ts';
import { encodeArrays, fitArrayPipeline, tableOfArrays } from './array-table.ts';
import { classNumbers, readClasses, requireLabels, type ClassLabel, type ClassLabels } from './class-labels.ts';

/** Every option of an MLPClassifier: its type, range, default and what it does. */
export const MLP_OPTIONS = {
  ...TRAINING_OPTIONS,
  standardise: { kind: 'flag', default: true, describe: 'shift and scale each column of X to mean 0 and deviation 1' },
  validationFraction: {
    kind: 'number',
    min: 0,
    max: 0.9,
    default: 0.1,
    describe: 'share of the rows that decide when to stop; with 0 all rows train, and their own loss decides',
  },
} as const satisfies OptionTable;

export interface MLPOptions extends GivenOptions<typeof MLP_OPTIONS> {}

export interface LabelledArrays {
  /** [n, d] */
  readonly X: MatrixLike;
  /** [n] */
  readonly y: ArrayLike<ClassLabel>;
}

export interface MLPFitOptions {
  /** Rows that decide when to stop, instead of a share of the training rows. */
  readonly validationData?: LabelledArrays;
  /** Told of the training as it goes. */
  readonly callbacks?: readonly Callback[];
}

interface Fitted extends FittedClassifier {
  readonly pipeline: Pipeline;
  readonly classes: readonly ClassLabel[];
}

export class MLPClassifier {
  readonly options: CompleteOptions<typeof MLP_OPTIONS>;
  #fitted: Fitted | undefined;

  /**
   * @example
   * import { MLPClassifier } from 'glassnet';
   *
   * const options = { hidden: [16], validationFraction: 0, epochs: 200, patience: 200, learningRate: 0.02, seed: 1 };
   * const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
   * const xor = await new MLPClassifier(options).fit(X, ['same', 'different', 'different', 'same']);
   * console.log(xor.predict([[1, 1], [1, 0]])); // → [ 'same', 'different' ]
   * console.log(xor.classes, xor.score(X, ['same', 'different', 'different', 'same'])); // → [ 'different', 'same' ] 1
   *
   * @throws UsageError for an option or a value that there isn't, with what was expected and the nearest name.
   */
  constructor(options: MLPOptions = {}) {
    this.options = completeOptions(MLP_OPTIONS, options, 'MLPClassifier');
  }

  /**
   * Learns from the rows; what was learned before is forgotten. The promise is the classifier itself: a page stays
   * alive while callbacks are awaited.
   *
   * @param X n rows of d finite numbers: arrays, typed arrays, or a Tensor [n, d]
   * @param y the class of each row [n]: texts, or whole numbers
   * @throws RangeError for shapes that don't fit each other; DataError for a value that isn't a finite number, naming row
   *   and column, for an invalid class, or for too few rows; UsageError as `trainClassifier` does; TrainingError
   *   when a NaN or an Infinity appears.
   */
  async fit(X: MatrixLike, y: ArrayLike<ClassLabel>, options: MLPFitOptions = {}): Promise<this> {
    requireObject(options, 'fit');
    const { validationData, callbacks, ...others } = options;
    completeOptions({}, others, 'fit', ['validationData', 'callbacks']);
    const table = tableOfArrays('fit', X);
    requireLabels('fit', table.rowCount, y);
    const labels = readClasses('fit', y);
    const { classes } = labels;
    const parts = validationData === undefined ? this.splitRows(labels) : { train: allRows(y.length) };
    const pipeline = fitArrayPipeline(table, parts.train, this.options.standardise);
    const part = (rows: Int32Array): Dataset => ({
      inputs: encodeArrays(pipeline, table, rows),
      targets: rows.map((row) => labels.targets[row]!),
    });
    const train = part(parts.train);
    const shares = classShares(classCounts(train.targets, classes.length));
    const validation = validationData
      ? encode('fit', validationData, { pipeline, classes })
      : parts.validation && part(parts.validation);
    const data: TrainingData = {
      train,
      validation: validation ?? null,
      classes: classes.map(String),
      priors: { natural: shares, training: shares },
      heldOutMix: 'natural',
      balance: 'none',
      pipeline,
    };
    const fitted = await fitClassifier(data, pickOptions(TRAINING_OPTIONS, this.options), callbacks);
    this.#fitted = { ...fitted, pipeline, classes };
    return this;
  }

  /** The most probable class of each row [n], as y had it. */
  predict(X: MatrixLike): ClassLabel[] {
    const { classifier, pipeline, classes } = this.fitted('predict');
    const inputs = encodeArrays(pipeline, tableOfArrays('predict', X, pipeline.inputs.length));
    return Array.from(classifier.score(inputs).predictions, (label) => classes[label]!);
  }

  /** The probability of each class, in the order of `classes` [n][k]. */
  predictProba(X: MatrixLike): number[][] {
    const { classifier, pipeline } = this.fitted('predictProba');
    const inputs = encodeArrays(pipeline, tableOfArrays('predictProba', X, pipeline.inputs.length));
    return classifier.score(inputs).natural.toRows();
  }

  /** The share of rows whose most probable class is that of y. */
  score(X: MatrixLike, y: ArrayLike<ClassLabel>): number {
    const fitted = this.fitted('score');
    return evaluateClassifier(fitted.classifier, encode('score', { X, y }, fitted), 'natural').accuracy;
  }

  /** The classes, ascending, as y had them. */
  get classes(): readonly ClassLabel[] {
    return this.fitted('classes').classes;
  }

  /** The classifier inside; its columns are `column_1`, `column_2`, … */
  get classifier(): Classifier {
    return this.fitted('classifier').classifier;
  }

  /** The figures of each epoch. */
  get history(): FittedClassifier['history'] {
    return this.fitted('history').history;
  }

  /** The epoch whose weights were kept, from 1. */
  get bestEpoch(): number {
    return this.fitted('bestEpoch').bestEpoch;
  }

  /** The bytes of a model file, standardisation included. `decodeModel` reads them; classes are texts there. */
  toBytes(): Uint8Array {
    return encodeModel(this.fitted('toBytes').classifier, { seed: this.options.seed });
  }

  private fitted(asked: string): Fitted {
    if (this.#fitted !== undefined) return this.#fitted;
    throw new UsageError('E_USAGE_UNFITTED', `MLPClassifier: ${asked} comes before fit`, {
      hint: 'await fit(X, y) first',
    });
  }

  private splitRows({ classes, targets }: ClassLabels): { train: Int32Array; validation?: Int32Array } {
    const { validationFraction, seed } = this.options;
    if (validationFraction === 0) return { train: allRows(targets.length) };
    const shares = [1 - validationFraction, validationFraction, 0] as const;
    const { train, validation } = stratifiedSplit(targets, classes.length, shares, { seed });
    const trainTargets = train.map((row) => targets[row]!);
    const isLacking = classCounts(trainTargets, classes.length).includes(0);
    if (validation.length > 0 && !isLacking) return { train, validation };
    throw new DataError(
      'E_DATA_ROWS',
      `fit: of ${targets.length} rows, validationFraction ${validationFraction} leaves ${isLacking ? 'a class without training rows' : 'none for validation'}`,
      { hint: 'give validationData, or validationFraction: 0 to stop by the loss of the training rows' },
    );
  }
}

function encode(
  where: string,
  { X, y }: LabelledArrays,
  { pipeline, classes }: Pick<Fitted, 'pipeline' | 'classes'>,
): Dataset {
  const table = tableOfArrays(where, X, pipeline.inputs.length);
  requireLabels(where, table.rowCount, y);
  return { inputs: encodeArrays(pipeline, table), targets: classNumbers(where, y, classes) };
}
