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
  const kept = filled.filter(({ meanProbability, interval }) => {
    return interval === null || (interval.low <= meanProbability! && meanProbability! <= interval.high);
  });
  const promised = prose`For these ${count(rows)} customers the probabilities promise ${strong(number(expected))} with ${positive}; there are ${strong(count(Math.round(found)))}.`;
  const groups =
    kept.length === filled.length
      ? prose`In each of the ${count(filled.length)} groups by probability, what came true lies within what chance allows.`
      : prose`In ${count(kept.length)} of ${count(filled.length)} groups by probability, what came true lies within what chance allows.`;
  if (error.value === null) return [promised, groups];
  return [
    promised,
    groups,
    prose`On average a probability is off by ${within(error, percent)}, less what chance makes of it.`,
  ];
}

/** Which groups are off, and which way. */
export function offSentence(bins: readonly JudgedBin[]): Prose | null {
  const off = bins.filter(({ meanProbability, interval }) => {
    return (
      meanProbability !== null &&
      interval !== null &&
      !(interval.low <= meanProbability && meanProbability <= interval.high)
    );
  });
  if (off.length === 0) return null;
  const said = off.map(({ meanProbability, observedShare }) => {
    return `${percent(meanProbability!)} was said and ${percent(observedShare!)} came true`;
  });
  return prose`Where it is off: ${said.join('; ')}.`;
}
