/** Reliability: in groups of rows by their probability, how often what was promised came true. */
import type { JudgedBin } from '../../../evaluation/judgement-tables.ts';
import { counted } from '../../../text-table.ts';
import type { EvaluationDocument } from '../../document.ts';
import type { Chart } from '../chart.ts';
import { bandOf, className, wholePercent } from './wording.ts';

export type ReliabilityParts = Pick<EvaluationDocument, 'reliability' | 'positive'>;

type FilledBin = JudgedBin & Readonly<Record<'meanProbability' | 'observedShare', number>>;

/** Null for more than two classes. */
export function reliabilityChart({ reliability, positive }: ReliabilityParts): Chart | null {
  if (reliability === null || positive === null) return null;
  const name = className(positive);
  const filled = reliability.filter(
    (bin): bin is FilledBin => bin.meanProbability !== null && bin.observedShare !== null,
  );
  const rows = reliability.reduce((sum, { count }) => sum + count, 0);
  return {
    id: 'reliability',
    title: 'Reliability: do probabilities come true as often as they say?',
    sentence: sentenceOf(filled, name),
    plot: {
      kind: 'xy',
      x: { label: `probability of ${name}`, format: 'share', domain: [0, 1] },
      y: { label: `share that is ${name}`, format: 'share', domain: [0, 1] },
      series: [
        {
          name: 'share of all rows',
          style: 'bars',
          role: 'faint',
          points: reliability.map(({ from, to, count }) => [(from + to) / 2, rows === 0 ? 0 : count / rows]),
        },
        {
          name: 'as promised',
          style: 'line',
          role: 'reference',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        {
          name: 'came true, with 95 % interval',
          style: 'points',
          role: 'main',
          points: filled.map(({ meanProbability, observedShare }) => [meanProbability, observedShare]),
          band: filled.map(({ interval }) => bandOf(interval)),
        },
      ],
      marks: [],
    },
    table: {
      columns: [
        { name: 'probability from', format: 'share' },
        { name: 'up to', format: 'share' },
        { name: 'rows', format: 'count' },
        { name: 'mean probability', format: 'share' },
        { name: 'came true', format: 'share' },
        { name: '95 % from', format: 'share' },
        { name: 'to', format: 'share' },
      ],
      rows: reliability.map(({ from, to, count, meanProbability, observedShare, interval }) => {
        return [from, to, count, meanProbability, observedShare, interval?.low ?? null, interval?.high ?? null];
      }),
    },
  };
}

function sentenceOf(bins: readonly FilledBin[], name: string): string {
  if (bins.length === 0) return 'There is no row to compare.';
  const distance = ({ meanProbability, observedShare }: FilledBin) => Math.abs(meanProbability - observedShare);
  const farthest = bins.reduce((a, b) => (distance(b) > distance(a) ? b : a));
  const { count, meanProbability, observedShare } = farthest;
  const held = bins.filter(isHeld).length;
  const groups =
    held === bins.length
      ? `In each of ${counted(bins.length, 'group')} by probability`
      : `In ${held} of ${counted(bins.length, 'group')} by probability`;
  const is = count === 1 ? 'is' : 'are';
  return `${groups}, the mean probability lies within the 95 % interval of what came true. The farthest off: ${counted(count, 'row')} with ${wholePercent(meanProbability)} on average, of which ${wholePercent(observedShare)} ${is} ${name}.`;
}

/** Whether what was promised may have come true but for chance. */
function isHeld({ meanProbability, interval }: FilledBin): boolean {
  return interval !== null && interval.low <= meanProbability && meanProbability <= interval.high;
}
