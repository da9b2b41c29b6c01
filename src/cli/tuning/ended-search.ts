/**
 * What a search that has ended says of itself in `tune.json`.
 */
import { Field } from '../../formats/json-field.ts';
import type { JsonValue } from '../../formats/json.ts';
import { refusalFor } from '../../formats/refusal.ts';
import { TUNE_FILE } from '../../node/stores/search/search-record.ts';

export interface EndedSearch {
  readonly trials: number;
  /** How often test rows of this split were judged: after each search that ended here. */
  readonly looks: number;
  readonly winner: number;
  /** Outer folds that judged the search; null for none. */
  readonly nested: number | null;
}

/** Null for a search that has not ended. @throws FormatError E_SEARCH_CONFIG for a result that was edited. */
export function endedSearch(found: JsonValue): EndedSearch | null {
  if (found === null) return null;
  const result = new Field(found, 'tune.result', 'E_SEARCH_CONFIG', refusalFor(TUNE_FILE));
  const nested = result.get('nested');
  return {
    trials: result.get('trials').count(),
    looks: result.get('testLooks').count(),
    winner: result.get('winner').get('index').number(),
    nested: nested.isNull() ? null : nested.get('folds').count(),
  };
}
