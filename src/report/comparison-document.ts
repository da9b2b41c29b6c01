/**
 * A comparison as one value: what `compare` prints with the comparison itself, for JSON.
 */
import type { Comparison } from '../evaluation/comparison/compare-predictions.ts';
import { positiveOf } from '../preprocessing/positive-class.ts';
import { pairSentence } from './text/describe-comparison.ts';

/** What was compared. */
export interface ComparedRows {
  /** The file that the rows are from. */
  readonly data: string;
  /** What the rows are, in words that follow "on". */
  readonly rows: string;
  readonly classes: readonly string[];
}

export function comparisonDocument(comparison: Comparison, { data, rows, classes }: ComparedRows) {
  const { over, rankBy, rope, ranking, pairs } = comparison;
  return {
    schema: 'glassnet.compare/1' as const,
    data,
    rows,
    over,
    classes,
    positive: positiveOf({ classes }).positive,
    rankBy,
    rope,
    ranking,
    pairs: pairs.map((pair) => {
      const { first, second, places, verdict, figures } = pair;
      return { first, second, places, verdict, sentence: pairSentence(pair, comparison), figures };
    }),
  };
}
