/**
 * A page that opens a model and scores rows.
 */
import { decodeModel, RowScorer, type Row, type RowScores } from '../../src/index.ts';

export function score(model: Uint8Array, rows: readonly Row[]): RowScores {
  return new RowScorer(decodeModel(model).classifier).score(rows);
}
