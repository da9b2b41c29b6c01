/**
 * Can the probabilities be believed? What was promised, and what came true.
 */
import type { JudgedBin } from '../../evaluation/judgement-tables.ts';
import type { Figure } from '../../evaluation/judgement.ts';
import { count, number, percent, within } from './numbers.ts';
import { prose, strong, type Prose } from './prose.ts';

export function beliefSentences(bins: readonly JudgedBin[], error: Figure, positive: Prose): Prose[] {
  const filled = bins.filter(({ count: rows }) => rows > 0);
  const expected = filled.reduce((sum, bin) => sum + bin.count * bin.meanProbability!, 0);
  const found = filled.reduce((sum, bin) => sum + bin.count * bin.observedShare!, 0);
  const rows = filled.reduce((sum, bin) => sum + bin.count, 0);
  const promised = prose`For these ${count(rows)} customers the probabilities promise ${strong(number(expected))} with ${positive}; there are ${strong(count(Math.round(found)))}.`;
  if (error.value === null) return [promised];
  return [promised, prose`On average a probability is off by ${within(error, percent)}, less what chance makes of it.`];
}
