/**
 * A page that opens a model and scores rows.
 */
import { decodeModel, type Row } from '../../src/index.ts';

/** Class probabilities [n][k]. */
export function score(model: Uint8Array, rows: readonly Row[]): number[][] {
  return decodeModel(model).classifier.predictProba(rows);
}
