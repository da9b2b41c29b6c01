/**
 * A model's columns as its file has them, with the cells of the rows at hand and the inputs that they become. Of arrays,
 * which have no other values, each input is a column of its own.
 */
import { allRows, columnNamed, numbers, tableOfRows, type Column, type Table } from '../data/table.ts';
import type { Classifier } from '../model/classifier.ts';
import { Tensor } from '../tensor/tensor.ts';
import { inputColumns } from './input-columns.ts';

/** Inputs from `start` up to, but not including, `end`. */
export interface InputRange {
  readonly start: number;
  readonly end: number;
}

export interface RawColumn extends InputRange {
  readonly name: string;
  /** The rows at hand [n]. */
  readonly cells: Column;
  /** The column's inputs [n, end − start] of other cells. */
  readonly encode: (cells: Column) => Tensor;
  /** Whether a cell may be missing. */
  readonly takesMissing: boolean;
}

/**
 * @param table with the model's columns; null for rows of arrays
 * @param rows of the table, those of `inputs`, in that order [n]
 * @param inputs encoded [n, d]
 */
export function rawColumns(
  classifier: Pick<Classifier, 'network' | 'pipeline'>,
  table: Table | null,
  rows: Int32Array,
  inputs: Tensor,
): RawColumn[] {
  const { names, starts } = inputColumns(classifier);
  const { pipeline } = classifier;
  if (pipeline === null || table === null) {
    const inputNames = pipeline?.inputs.map(({ name }) => name) ?? names;
    return inputNames.map((name, j) => inputColumn(name, j, inputs));
  }
  const known = new Set(names);
  const own = tableOfRows({ ...table, columns: table.columns.filter(({ name }) => known.has(name)) }, rows);
  return pipeline.features.map((feature, j) => ({
    name: names[j]!,
    start: starts[j]!,
    end: starts[j + 1]!,
    cells: columnNamed(own, names[j]!),
    encode: (cells) => {
      const count = cellCount(cells);
      const encoded = Tensor.zeros(count, feature.inputs.length);
      feature.transform(cells, allRows(count), encoded, 0);
      return encoded;
    },
    takesMissing: feature.config.fill !== null,
  }));
}

function inputColumn(name: string, j: number, { data, rows, columns: d }: Tensor): RawColumn {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = data[row * d + j]!;
  return { name, start: j, end: j + 1, cells: numbers(name, values, 'number'), encode: asInputs, takesMissing: false };
}

function asInputs(cells: Column): Tensor {
  if (cells.kind !== 'number') throw new RangeError(`column ${cells.name} is one of numbers`);
  return new Tensor(Float32Array.from(cells.values), [cells.values.length, 1]);
}

/** Rows of a column. */
export function cellCount(cells: Column): number {
  return cells.kind === 'number' ? cells.values.length : cells.codes.length;
}
