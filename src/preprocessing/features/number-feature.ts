/**
 * A column of numbers, standardised: z = (x − mean) / sd, on request with a piecewise-linear encoding beside it. A
 * missing value becomes the median of the training rows before that, and a last input says 1 where one was missing, if
 * any was in training (Little & Rubin 2002, on why being missing may itself tell something).
 */
import type { Column, NumberColumn } from '../../data/table.ts';
import { DataError, quoted } from '../../errors.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { EncodingOptions } from '../preparation-options.ts';
import type { Feature, Input } from './feature.ts';
import type { NumberConfig } from './feature-config.ts';
import { joinedEdges, pieceInputs, quantileEdges, writePieces } from './piecewise.ts';
import { StandardScaler } from './standard-scaler.ts';
import { treeCuts } from './tree-cuts.ts';
import { setting, wording } from '../../wording.ts';

export class NumberFeature implements Feature {
  readonly config: NumberConfig;
  readonly inputs: readonly Input[];

  constructor(config: NumberConfig) {
    const { name, mean, scale, edges = [], indicator } = config;
    this.config = config;
    this.inputs = [{ name, mean, scale }, ...pieceInputs(name, edges), ...(indicator ? [missingInput(name)] : [])];
  }

  transform(column: Column, rows: Int32Array, out: Tensor, offset: number): void {
    if (column.kind !== 'number') throw new RangeError(`column ${quoted(column.name)} is no column of numbers`);
    const { mean, scale, edges, indicator } = this.config;
    const last = this.inputs.length - 1;
    const fill = this.config.fill ?? Number.NaN;
    const { values } = column;
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      const isMissing = Number.isNaN(value);
      const place = i * out.columns + offset;
      const filled = isMissing ? fill : value;
      out.data[place] = (filled - mean) / scale; // eq:standardise
      if (edges !== undefined) writePieces(filled, edges, out.data, place + 1);
      if (indicator) out.data[place + last] = isMissing ? 1 : 0;
    }
  }
}

/**
 * Learns a column of numbers.
 *
 * @param rows the training rows: no other row has any influence
 * @param labels that say where a piecewise-linear encoding has more edges; null for none
 * @throws DataError E_DATA_RANGE for values too large to standardise, E_DATA_MISSING when all are missing.
 */
export function fitNumberFeature(
  { name, values, notation = 'number', unit }: NumberColumn,
  rows: Int32Array,
  options: EncodingOptions,
  file: string,
  labels: RowLabels | null = null,
): NumberFeature {
  const { missing } = options;
  const sorted = sortedPresent(values, rows);
  if (sorted.length === 0) throw allMissing(name, file);
  const median = medianOf(sorted);
  // With as many no as yes, the median is neither.
  const fill = notation === 'boolean' ? Math.round(median) : median;
  const isComplete = sorted.length === rows.length;
  const edges = edgesOf(sorted, values, rows, options, labels);
  const filled = isComplete ? values : values.map((value) => (Number.isNaN(value) ? fill : value));
  try {
    const { means, scales } = StandardScaler.fit([filled], rows);
    return new NumberFeature({
      name,
      kind: notation,
      ...(unit !== undefined && { unit }),
      mean: means[0]!,
      scale: scales[0]!,
      ...(edges.length > 0 && { edges }),
      fill: missing === 'fill' ? fill : null,
      indicator: !isComplete,
      range: [sorted[0]!, sorted.at(-1)!],
    });
  } catch (cause) {
    throw new DataError('E_DATA_RANGE', `column ${quoted(name)}: values too large to standardise`, {
      file,
      field: name,
      hint: wording`scale the column down, or leave it out with ${setting('drop', name)}`,
      cause,
    });
  }
}

/** The classes that the rows of a table have. */
export interface RowLabels {
  /** Class numbers of all rows of the table [n]. */
  readonly targets: Int32Array;
  readonly classCount: number;
}

/** The edges of the piecewise-linear encoding; none where it would say no more than the standardised number. */
function edgesOf(
  sorted: Float64Array,
  values: Float64Array,
  rows: Int32Array,
  { piecewiseBins, piecewiseCuts }: EncodingOptions,
  labels: RowLabels | null,
): number[] {
  if (piecewiseBins === 0 || isPair(sorted)) return [];
  const quantiles = quantileEdges(sorted, piecewiseBins);
  if (quantiles.length === 0) return [];
  if (labels === null || piecewiseCuts === 0) return severalBins(quantiles);
  const present = rows.filter((row) => !Number.isNaN(values[row]!));
  const labelled = {
    values: Float64Array.from(present, (row) => values[row]!),
    targets: present.map((row) => labels.targets[row]!),
    classCount: labels.classCount,
  };
  return severalBins(joinedEdges(quantiles, treeCuts(sorted, labelled, piecewiseCuts)));
}

/** A single bin says what the standardised number says. */
function severalBins(edges: number[]): number[] {
  return edges.length > 2 ? edges : [];
}

/** Whether there are but two values, or one. */
function isPair(sorted: Float64Array): boolean {
  const last = sorted.at(-1)!;
  return sorted.every((value) => value === sorted[0] || value === last);
}

/** The values of the rows that have one, ascending. */
function sortedPresent(values: Float64Array, rows: Int32Array): Float64Array {
  const sorted = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) sorted[i] = values[rows[i]!]!;
  sorted.sort();
  // A NaN is sorted to the end.
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--;
  return sorted.subarray(0, count);
}

/** For an even number of values, the mean of the middle two, computed without overflow. */
function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted[middle - 1]! / 2 + sorted[middle]! / 2;
}

/** The input that says which values of a column were missing. */
export function missingInput(name: string): Input {
  return { name: `${name} missing`, mean: 0, scale: 1 };
}

/** No training row says anything about the column. */
export function allMissing(name: string, file: string): DataError {
  return new DataError('E_DATA_MISSING', `column ${quoted(name)}: no training row has a value`, {
    file,
    field: name,
    hint: wording`leave it out with ${setting('drop', name)}`,
  });
}
