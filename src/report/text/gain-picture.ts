/**
 * The worth of a ranking, as a picture of four lines: how many rows of class 1 are among the likeliest.
 */
import { quoted } from '../../errors.ts';
import { liftTable } from '../../evaluation/lift.ts';
import { countRanks, rankScores } from '../../evaluation/ranking.ts';
import { groupDigits, shorten } from '../../text-table.ts';

const SHARES = [0.05, 0.1, 0.2, 0.5] as const;
/** With fewer rows, the smallest share is less than one row. */
const FEWEST_ROWS = 20;
/** The bar length of all rows of class 1. */
const BAR_LENGTH = 24;
const LONGEST_NAME = 24;

/**
 * Lines of at most 80 columns; none if there are few rows, or no row is of class 1.
 *
 * @param scores each row's probability of class 1 [n]
 * @param targets class numbers [n]
 * @param name of class 1
 */
export function gainPicture(scores: ArrayLike<number>, targets: Int32Array, name: string): string[] {
  if (targets.length < FEWEST_ROWS) return [];
  const ranked = countRanks(rankScores(scores), targets);
  const gains = liftTable(ranked, SHARES);
  if (gains === null) return [];
  const all = groupDigits(ranked.positiveCount);
  return [
    `of the ${ranked.positiveCount === 1 ? 'one' : all} ${shorten(quoted(name), LONGEST_NAME)} among the test rows, the likeliest`,
    ...gains.map(({ share, positives, gain, lift }) => {
      const found = groupDigits(Math.round(positives)).padStart(all.length);
      const bar = '█'.repeat(Math.round(BAR_LENGTH * gain));
      const shareOfAll = `(${percent(gain)})`.padStart(7);
      return `${percent(share).padStart(4)} hold ${found} ${shareOfAll}, ${lift.toFixed(1).padStart(4)} × chance  ${bar}`;
    }),
  ];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
