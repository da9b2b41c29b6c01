/**
 * Scores that float32 can't hold, though all inputs are finite: of a row too far from the training values, or of a model
 * whose weights are too large for any row.
 */
import { DataError, FormatError } from '../errors.ts';
import { firstNonFinite } from '../tensor/finite.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** In standard deviations. A row with no larger input is an ordinary one. */
const FARTHEST = 1e6;

/** A row without scores. */
export class FarRowError extends DataError {
  /** Counted from 0. */
  readonly row: number;
  /** The input farthest from the training values. */
  readonly input: number;

  constructor(row: number, input: number, field: string | undefined) {
    const place = { file: 'rows', line: row + 1, field };
    super('E_CSV_RANGE', `${field ?? `input ${input}`} is too far from the training values to be scored`, place);
    this.row = row;
    this.input = input;
  }

  /** The same about a row of a file. @param line where it is known */
  at(file: string, line: number | undefined): DataError {
    const row = line === undefined ? `row ${this.row + 1}: ` : '';
    return new DataError(this.code, row + this.message, { file, line, field: this.field });
  }
}

/**
 * @param logits that aren't all finite [n, u], of x [n, d]
 * @param firstRow the number of the first row, from 0
 * @param names of the inputs, where they are known
 * @param file what errors call the model
 */
export function scoreError(
  logits: Tensor,
  { data, columns }: Tensor,
  firstRow: number,
  names: readonly { readonly name: string }[] | undefined,
  file: string | undefined,
): FarRowError | FormatError {
  const row = Math.floor(firstNonFinite(logits.data) / logits.columns);
  const x = data.subarray(row * columns, (row + 1) * columns).map(Math.abs);
  const input = x.indexOf(Math.max(...x));
  if (x[input]! > FARTHEST) return new FarRowError(firstRow + row, input, names?.[input]!.name);
  return new FormatError('E_MODEL_TENSOR', 'the weights are so large that the scores of an ordinary row overflow', {
    file,
  });
}
