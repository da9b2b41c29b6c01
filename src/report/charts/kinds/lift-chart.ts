/**
 * Lift of each tenth of the ranking: how many times more of the class that counts it holds than a tenth drawn at random.
 */
import type { Chart } from '../chart.ts';
import type { GainParts } from './gain-chart.ts';
import { className, times } from './wording.ts';

const TENTHS = 10;

/** Null for more than two classes, or where no row is of the class that counts. */
export function liftChart({ gain, positive, rows }: Pick<GainParts, 'gain' | 'positive' | 'rows'>): Chart | null {
  if (gain === null || positive === null) return null;
  const name = className(positive);
  const all = gain.at(-1)!.positives;
  const upTo = (tenth: number) => (tenth === 0 ? 0 : gain[(tenth * gain.length) / TENTHS - 1]!.positives);
  const tenths = Array.from({ length: TENTHS }, (_, index) => {
    const found = upTo(index + 1) - upTo(index);
    return { found, lift: (found / all) * TENTHS, cumulative: (upTo(index + 1) / all / (index + 1)) * TENTHS };
  });
  const [first, last] = [tenths[0]!, tenths.at(-1)!];
  const highest = Math.max(1, ...tenths.map(({ lift }) => lift));
  return {
    id: 'lift',
    title: 'Lift: each tenth of the rows beside a tenth drawn at random',
    sentence: `The likeliest tenth holds ${times(first.lift)} as many ${name} as a tenth drawn at random, the least likely tenth ${times(last.lift)}. Lift counts against chance, tenth by tenth; gain is the share of all ${name} found so far.`,
    plot: {
      kind: 'xy',
      x: {
        label: 'tenth of the rows, likeliest first',
        format: 'count',
        domain: [-0.5, TENTHS - 0.5],
        names: tenths.map((_, index) => String(index + 1)),
      },
      y: { label: 'lift: times as many as by chance', format: 'number', domain: [0, highest] },
      series: [
        { name: 'this tenth', style: 'bars', role: 'main', points: tenths.map(({ lift }, index) => [index, lift]) },
        {
          name: 'drawn at random',
          style: 'line',
          role: 'reference',
          points: [
            [-0.5, 1],
            [TENTHS - 0.5, 1],
          ],
        },
      ],
      marks: [],
    },
    table: {
      columns: [
        { name: 'tenth', format: 'count' },
        { name: 'rows', format: 'count' },
        { name: `${name} in it`, format: 'count' },
        { name: 'lift', format: 'number' },
        { name: 'lift so far', format: 'number' },
      ],
      rows: tenths.map(({ found, lift, cumulative }, index) => {
        const rowsOf = Math.round(((index + 1) * rows) / TENTHS) - Math.round((index * rows) / TENTHS);
        return [index + 1, rowsOf, found, lift, cumulative];
      }),
    },
  };
}
