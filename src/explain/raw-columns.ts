/**
 * A model's columns as its file has them, with the values of the rows at hand and the inputs that they become. Of a model
 * that was trained on arrays each input is a column of its own.
 */
import { allRows, columnNamed, numbers, tableOfRows, type Column, type Table } from '../data/table.ts';
import type { Classifier } from '../model/classifier.ts';
import { Tensor } from '../tensor/tensor.ts';

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
 * @param table with the model's columns; null for a model that was trained on arrays
 * @param rows of the table, those of `inputs`, in that order [n]
 * @param inputs encoded [n, d]
 */
export function rawColumns(
  { pipeline }: Pick<Classifier, 'pipeline'>,
  table: Table | null,
  rows: Int32Array,
  inputs: Tensor,
): RawColumn[] {
  if (pipeline === null || table === null) return inputColumns(inputs);
  const known = new Set(pipeline.featureNames);
  const columns = table.columns.filter(({ name }) => known.has(name));
  const own = tableOfRows({ ...table, columns }, rows);
  let end = 0;
  return pipeline.features.map((feature) => {
    const { name, fill } = feature.config;
    const start = end;
    end += feature.inputs.length;
    return {
      name,
      start,
      end,
      cells: columnNamed(own, name),
      encode: (cells) => {
        const count = cells.kind === 'number' ? cells.values.length : cells.codes.length;
        const encoded = Tensor.zeros(count, feature.inputs.length);
        feature.transform(cells, allRows(count), encoded, 0);
        return encoded;
      },
      takesMissing: fill !== null,
    };
  });
}

function inputColumns({ data, rows, columns: d }: Tensor): RawColumn[] {
  return Array.from({ length: d }, (_, j) => {
    const name = `input_${j + 1}`;
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = data[row * d + j]!;
    return {
      name,
      start: j,
      end: j + 1,
      cells: numbers(name, values, 'number'),
      encode: asInputs,
      takesMissing: false,
    };
  });
}

function asInputs(cells: Column): Tensor {
  if (cells.kind !== 'number') throw new RangeError(`column ${cells.name} is one of numbers`);
  return new Tensor(Float32Array.from(cells.values), [cells.values.length, 1]);
}
