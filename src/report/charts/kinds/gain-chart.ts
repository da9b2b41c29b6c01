/**
 * Cumulative gain: the share of all rows of the class that counts that is found among the likeliest rows.
 */
import type { JudgedTargeting } from '../../../evaluation/targeting.ts';
import type { EvaluationDocument } from '../../document.ts';
import type { Chart } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { bandOf, className, times, wholePercent } from './wording.ts';

export type GainParts = Pick<EvaluationDocument, 'gain' | 'positive' | 'rows' | 'targeting'>;

/** The share of the rows that the sentence is about. */
const TENTH = 10;

/** Null for more than two classes, or where no row is of the class that counts. */
export function gainChart({ gain, positive, rows, targeting }: GainParts): Chart | null {
  if (gain === null || positive === null) return null;
  const name = className(positive);
  const tenth = gain[TENTH - 1]!;
  const all = gain.at(-1)!.positives;
  const chosen = targeting === undefined || targeting.contacts === 0 ? null : chosenCut(targeting, all);
  return {
    id: 'gain',
    title: `Gain: how many of all ${name} the likeliest rows hold`,
    sentence: `The likeliest ${wholePercent(tenth.share)} of the rows hold ${wholePercent(tenth.gain)} of all ${name}: ${times(tenth.lift)} as many as a tenth drawn at random.${chosen?.sentence ?? ''}`,
    plot: {
      kind: 'xy',
      x: { label: 'share of the rows, likeliest first', format: 'share', domain: [0, 1] },
      y: { label: `gain: share of all ${name}`, format: 'share', domain: [0, 1] },
      series: [
        {
          name: 'drawn at random',
          style: 'line',
          role: 'reference',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        {
          name: 'likeliest first',
          style: 'line',
          role: 'main',
          points: [[0, 0], ...gain.map((row) => [row.share, row.gain] as const)],
          band: [[0, 0], ...gain.map(({ interval }) => bandOf(interval))],
        },
      ],
      marks: chosen === null ? [] : [chosen.mark],
    },
    table: {
      columns: [
        { name: 'likeliest', format: 'share' },
        { name: 'rows', format: 'count' },
        { name: `${name} among them`, format: 'count' },
        { name: 'gain', format: 'share' },
        { name: '95 % from', format: 'share' },
        { name: 'to', format: 'share' },
        { name: 'lift', format: 'number' },
      ],
      rows: gain.map(({ share, positives, gain: found, lift, interval }) => {
        return [share, share * rows, positives, found, interval?.low ?? null, interval?.high ?? null, lift];
      }),
    },
  };
}

/** @param all rows of the class that counts */
function chosenCut({ contacts, rows, conversions }: JudgedTargeting, all: number) {
  const share = wholePercent(contacts / rows);
  const found = conversions / all;
  return {
    mark: { x: contacts / rows, y: found, label: `chosen: ${share} of the rows` },
    sentence: ` The ${formatNumber(contacts, 'count')} chosen (${share} of the rows) hold ${wholePercent(found)}.`,
  };
}
