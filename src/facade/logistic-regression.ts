/**
 * Logistic regression with scikit-learn's names, fitted to its minimum: what a network is held beside. The equations are
 * in `training/baselines/logistic-regression.ts`.
 */
import { DataError, shown, UsageError } from '../errors.ts';
import { completeOptions, requireObject } from '../options/check-options.ts';
import { readMatrix, type Matrix, type MatrixLike } from '../tensor/as-tensor.ts';
import {
  fitLogisticRegression,
  logisticProbabilities,
  type LogisticWeights,
} from '../training/baselines/logistic-regression.ts';
import { classNumbers, readClasses, requireLabels, type ClassLabel } from './class-labels.ts';

export interface LogisticRegressionOptions {
  /**
   * The inverse strength of the penalty Σ w² / (2C), above 0, default 1 as in scikit-learn. It falls on the columns as they
   * are, so standardise them first. Infinity is no penalty; see `fit`.
   */
  readonly C?: number;
}

interface Fitted {
  readonly weights: LogisticWeights;
  readonly classes: readonly ClassLabel[];
  /** d */
  readonly width: number;
}

export class LogisticRegression {
  readonly options: Required<LogisticRegressionOptions>;
  #fitted: Fitted | undefined;

  /**
   * @example
   * import { LogisticRegression } from 'glassnet';
   *
   * const hours = [[0.5], [1], [1.5], [2], [2.5], [3], [3.5], [4], [4.5], [5]];
   * const passed = ['no', 'no', 'no', 'yes', 'no', 'no', 'yes', 'yes', 'yes', 'yes'];
   * const model = new LogisticRegression({ C: Infinity }).fit(hours, passed);
   * console.log(model.coef[0]?.[0]?.toFixed(4), model.predict([[1], [4]])); // → 1.7594 [ 'no', 'yes' ]
   *
   * @throws UsageError for an option that there isn't, or a C that isn't above 0.
   */
  constructor(options: LogisticRegressionOptions = {}) {
    requireObject(options, 'LogisticRegression');
    const { C = 1, ...others } = options;
    completeOptions({}, others, 'LogisticRegression', ['C']);
    if (!(typeof C === 'number' && C > 0)) {
      throw new UsageError('E_USAGE_VALUE', `LogisticRegression: C: got ${shown(C)}, expected a number above 0`);
    }
    this.options = { C };
  }

  /**
   * Learns from the rows; what was learned before is forgotten. The same rows give the same bits in every engine.
   *
   * Without penalty there need be no single minimum: collinear columns have many, and classes that a column separates
   * none. So C = Infinity leaves a penalty of 1e-10 on the weights of standardised columns. It picks the smallest of many
   * weights and ends those that would grow for ever.
   *
   * @param X n rows of d finite numbers: arrays, typed arrays, or a Tensor [n, d]
   * @param y the class of each row [n]: texts, or whole numbers
   * @throws RangeError for shapes that don't fit each other; DataError for a value that isn't a finite number, naming row
   *   and column, or for an invalid class.
   */
  fit(X: MatrixLike, y: ArrayLike<ClassLabel>): this {
    const { values, rows, columns } = read('fit', X);
    requireLabels('fit', rows, y);
    const { classes, targets } = readClasses('fit', y);
    const weights = fitLogisticRegression({ values, columns, targets, classCount: classes.length }, this.options.C);
    this.#fitted = { weights, classes, width: columns };
    return this;
  }

  /** The most probable class of each row [n], as y had it. */
  predict(X: MatrixLike): ClassLabel[] {
    const { classes } = this.fitted('predict');
    return this.predictProba(X).map((row) => classes[row.indexOf(Math.max(...row))]!);
  }

  /** The probability of each class, in the order of `classes` [n][k]. */
  predictProba(X: MatrixLike): number[][] {
    const { weights, classes, width } = this.fitted('predictProba');
    const [{ values, rows }, k] = [read('predictProba', X, width), classes.length];
    const probabilities = logisticProbabilities(weights, values, k);
    return Array.from({ length: rows }, (_, i) => [...probabilities.subarray(i * k, i * k + k)]);
  }

  /** The share of rows whose most probable class is that of y. */
  score(X: MatrixLike, y: ArrayLike<ClassLabel>): number {
    const { classes, width } = this.fitted('score');
    requireLabels('score', read('score', X, width).rows, y);
    const targets = classNumbers('score', y, classes);
    const right = this.predict(X).filter((label, i) => label === classes[targets[i]!]);
    return right.length / targets.length;
  }

  /** The classes, ascending, as y had them. */
  get classes(): readonly ClassLabel[] {
    return this.fitted('classes').classes;
  }

  /** The weights of the columns [1][d] for the second of two classes, [k][d] for each of more. */
  get coef(): number[][] {
    const { weights, width } = this.fitted('coef');
    return Array.from(weights.intercepts, (_, unit) => {
      return [...weights.coefficients.subarray(unit * width, unit * width + width)];
    });
  }

  /** [1] or [k] */
  get intercept(): number[] {
    return [...this.fitted('intercept').weights.intercepts];
  }

  private fitted(asked: string): Fitted {
    if (this.#fitted !== undefined) return this.#fitted;
    throw new UsageError('E_USAGE_UNFITTED', `LogisticRegression: ${asked} comes before fit`, {
      hint: 'fit(X, y) first',
    });
  }
}

/** Its square, and the sum of many, are finite. */
const LARGEST = 1e100;

/** @param width d, where it is known */
function read(where: string, X: MatrixLike, width?: number): Matrix<Float64Array> {
  const matrix = readMatrix(where, 'X', X, (length) => new Float64Array(length), width);
  if (matrix.columns < 1) throw new RangeError(`${where}: X has no columns`);
  const far = matrix.values.findIndex((value) => Math.abs(value) > LARGEST);
  if (far !== -1) {
    const place = `X[${Math.floor(far / matrix.columns)}][${far % matrix.columns}]`;
    throw new DataError(
      'E_DATA_RANGE',
      `${where}: ${place} is ${shown(matrix.values[far])}, expected at most ${LARGEST} in size`,
    );
  }
  return matrix;
}
