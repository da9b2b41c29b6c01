/**
 * The luck in the figures of a training, in words: how much each differs from seed to seed, and what it comes from.
 */
import { FOLD_FIGURE_NAMES } from '../../evaluation/resampling/fold-figures.ts';
import { formatTable, wrapped } from '../../text-table.ts';
import type { SeedsReport, SeedSpread } from '../../training/resampling/seeds.ts';
import { fixed } from './describe-judgement.ts';
import { FIGURE_TITLES } from './figure-titles.ts';

const NOTE = `All, split, start: standard deviations of all trainings, of what differs between splits, and between starts \
of one split. A split decides which rows train, validate and test, so the luck of the test rows is in it; a start decides \
first weights and the order of batches. Share of split: of the two variances, with its 95 % interval (one-way analysis of \
variance).`;

export function describeSeeds({ splits, spread, trainings }: SeedsReport): string {
  const rows = FOLD_FIGURE_NAMES.flatMap((name) => {
    const figure = spread[name];
    return figure === null ? [] : [[FIGURE_TITLES[name], ...cells(figure)]];
  });
  const table = formatTable(
    [['', 'mean', 'from', 'to', 'all', 'split', 'start', 'share of split'], ...rows],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  );
  return `Seeds:    ${trainings.length} trainings: ${splits} splits, two starts each\n\n${table}\n\n${wrapped(NOTE)}`;
}

function cells({ mean, deviation, lowest, highest, between, within, share, shareInterval }: SeedSpread): string[] {
  const ends = shareInterval === null ? '–' : `${percent(shareInterval.low)}–${percent(shareInterval.high)}`;
  const part = share === null ? '–' : `${percent(share)} % ${ends}`;
  const deviations = [deviation, Math.sqrt(between), Math.sqrt(within)].map((value) => value.toFixed(4));
  return [fixed(mean), fixed(lowest), fixed(highest), ...deviations, part];
}

function percent(share: number): string {
  return (100 * share).toFixed(0);
}
