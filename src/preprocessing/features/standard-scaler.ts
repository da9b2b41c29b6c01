/**
 * Standardisation: z = (x − mean) / sd for each feature, with the population standard deviation (divisor n).
 * Statistics are float64, in two passes with a correction for rounding (Chan, Golub & LeVeque 1983, eq. 1.7), because
 * the one-pass formula loses every digit on data such as 10,000,000.1, 10,000,000.3.
 */
import { requireArgument, requireProperties, requireRowNumbers } from '../../argument-checks.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/**
 * Mean and population standard deviation of `values[rows[i]]`; if all values are equal, the deviation is exactly 0.
 *
 * @throws RangeError when there are no rows.
 */
export function meanAndDeviation(values: Float64Array, rows: Int32Array): { mean: number; deviation: number } {
  const n = rows.length;
  if (n === 0) throw new RangeError('meanAndDeviation: no rows');
  let sum = 0; // eq:standardise {
  for (let i = 0; i < n; i++) sum += values[rows[i]!]!;
  let mean = sum / n;
  let correction = 0;
  for (let i = 0; i < n; i++) correction += values[rows[i]!]! - mean;
  mean += correction / n; // eq:standardise }
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const difference = values[rows[i]!]! - mean;
    squares += difference * difference;
    rest += difference;
  }
  return { mean, deviation: Math.sqrt(Math.max(0, squares - (rest * rest) / n) / n) }; // eq:standardise
}

export class StandardScaler {
  /** Mean of each feature [d]. */
  readonly means: readonly number[];
  /** What each feature is divided by [d]: its standard deviation, or 1 for a constant. */
  readonly scales: readonly number[];

  /** @throws RangeError for anything but as many finite means as finite scales above 0. */
  constructor(means: readonly number[], scales: readonly number[]) {
    const lists = [means, scales];
    const holds = lists.every(
      (list) => Array.isArray(list) && list.length === means.length && list.every(Number.isFinite),
    );
    requireArgument(holds, 'StandardScaler', 'means and scales', lists, 'two lists of as many finite numbers');
    requireArgument(
      scales.every((scale) => scale > 0),
      'StandardScaler',
      'scales',
      scales,
      'numbers above 0',
    );
    this.means = means;
    this.scales = scales;
  }

  /**
   * Learns from the given rows only.
   *
   * @param columns d columns of finite numbers
   * @throws RangeError naming the column whose values are too large for float64 statistics, or not finite.
   */
  static fit(columns: readonly Float64Array[], rows: Int32Array): StandardScaler {
    requireColumns('StandardScaler', columns, rows);
    const statistics = columns.map((values, j) => {
      const { mean, deviation } = meanAndDeviation(values, rows);
      if (!Number.isFinite(mean) || !Number.isFinite(deviation)) {
        throw new RangeError(`StandardScaler: feature ${j} has values too large to standardise, or not finite`);
      }
      return { mean, scale: isConstant(values, rows) || deviation === 0 ? 1 : deviation };
    });
    return new StandardScaler(
      statistics.map(({ mean }) => mean),
      statistics.map(({ scale }) => scale),
    );
  }

  /** out[i, j] = (columns[j][rows[i]] − mean[j]) / scale[j], computed in float64, rounded to float32 when stored. */
  transform(columns: readonly Float64Array[], rows: Int32Array, out: Tensor): void {
    const d = this.means.length;
    if (columns.length !== d || out.rows !== rows.length || out.columns !== d) {
      throw new RangeError(
        `StandardScaler: ${columns.length} columns and ${rows.length} rows into [${out.shape.join(', ')}], fitted on ${d}`,
      );
    }
    requireColumns('StandardScaler', columns, rows);
    for (let j = 0; j < d; j++) {
      const [values, mean, scale] = [columns[j]!, this.means[j]!, this.scales[j]!];
      for (let i = 0; i < rows.length; i++) out.data[i * d + j] = (values[rows[i]!]! - mean) / scale;
    }
  }
}

function requireColumns(where: string, columns: readonly Float64Array[], rows: Int32Array): void {
  requireArgument(Array.isArray(columns), where, 'columns', columns, 'a list of Float64Arrays');
  for (const column of columns) {
    requireProperties(where, 'column', column, 'length');
    requireRowNumbers(where, rows, column.length);
  }
}

function isConstant(values: Float64Array, rows: Int32Array): boolean {
  const first = values[rows[0]!];
  let i = 1;
  while (i < rows.length && values[rows[i]!] === first) i++;
  return i === rows.length;
}
