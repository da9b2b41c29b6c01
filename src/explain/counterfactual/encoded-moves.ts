/**
 * Moves as the network sees them: the inputs of a column after each, encoded by the pipeline as those of any customer.
 */
import { allRows, columnNamed, type Column, type Table } from '../../data/table.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Move } from './moves.ts';

/** A move, and the inputs of its column after it. */
export interface EncodedMove extends Move {
  /** Where the column's inputs stand in a row. */
  readonly offset: number;
  readonly inputs: Float32Array;
}

/**
 * Without moves that the network can't tell from the customer as it is, or from a cheaper one.
 *
 * @param table of the customer alone
 * @param row the customer's inputs [1, d]
 */
export function encodedMoves(pipeline: Pipeline, table: Table, row: Tensor, moves: readonly Move[]): EncodedMove[] {
  const columns = pipeline.features.map(({ config }, feature) => {
    return movedColumn(columnNamed(table, config.name), feature, moves);
  });
  const moved = pipeline.encode({ columns, rowCount: moves.length, blankLineCount: 0 }, allRows(moves.length));
  const ends = pipeline.features.map(({ inputs: { length } }) => length);
  for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!;
  const encoded = moves.map((move, i): EncodedMove => {
    const offset = ends[move.feature - 1] ?? 0;
    const start = i * row.columns;
    return { ...move, offset, inputs: moved.data.slice(start + offset, start + ends[move.feature]!) };
  });
  const seen = new Set<string>();
  return encoded
    .toSorted((a, b) => a.cost - b.cost)
    .filter(({ feature, offset, inputs }) => {
      const key = `${feature}:${inputs.join()}`;
      const isNew = !seen.has(key) && inputs.some((value, at) => value !== row.data[offset + at]);
      seen.add(key);
      return isNew;
    })
    .toSorted((a, b) => a.feature - b.feature);
}

/** A column that holds the customer's value in each row but those of its own moves. */
function movedColumn(column: Column, feature: number, moves: readonly Move[]): Column {
  if (column.kind === 'number') {
    const own = column.values[0]!;
    const values = Float64Array.from(moves, (move) => (move.feature === feature ? (move.value as number) : own));
    return { ...column, values };
  }
  const levels = [...column.levels];
  const codes = Int32Array.from(moves, (move) => {
    return move.feature === feature ? levels.push(move.value as string) - 1 : column.codes[0]!;
  });
  return { ...column, codes, levels };
}
