/**
 * The tables of a judgement as text, 80 columns wide: confusion matrix, scores of each class, reliability and gain.
 */
import { quoted } from '../../errors.ts';
import type { Interval } from '../../evaluation/intervals/share-interval.ts';
import type { Say } from '../../setting.ts';
import { formatTable, groupDigits, shorten } from '../../text-table.ts';
import type { JudgedBin, JudgedGain, JudgementTables } from '../../evaluation/judgement-tables.ts';
import type { EvaluationDocument } from '../document.ts';
import { inCode, setting } from '../../wording.ts';
import { describeFigure } from './describe-judgement.ts';

const WIDTH = 80;
const MOST_CLASSES = 20;
/** The width left by three figures and a number of rows. */
const LONGEST_CLASS = 14;
/** Shares of the rows in the gain table, in per cent. */
const GAIN_PERCENTS: readonly number[] = [1, 2, 5, 10, 20, 30, 50];

/** Class names are cut to leave room for all columns. If the table is still too wide, one line replaces it. */
export function confusionTable(
  matrix: readonly (readonly number[])[],
  classes: readonly string[],
  say: Say = inCode,
): string {
  const [corner, k] = ['is \\ predicted', classes.length];
  const most = Math.min(Math.floor((WIDTH + 2) / (k + 1)), Math.floor((WIDTH - corner.length) / k)) - 2;
  const titles = classes.map((name) => shorten(quoted(name), Math.max(most, 4)));
  const rows = matrix.map((counts, label) => [
    shorten(quoted(classes[label]!), Math.max(most, corner.length)),
    ...counts.map(groupDigits),
  ]);
  const table = formatTable([[corner, ...titles], ...rows], ['left', ...classes.map(() => 'right' as const)]);
  if (table.split('\n').every((line) => line.length <= WIDTH)) return table;
  return `The confusion matrix of ${k} classes is too wide to show; ${say(setting('json'))} has it.`;
}

/** Reliability and gain of the class that counts, if known. */
export function describeTables(
  { positive, reliability, gain }: Pick<EvaluationDocument, 'positive' | 'reliability' | 'gain'>,
  rowCount: number,
): string[] {
  if (positive === null) return [];
  return [
    ...(reliability === null ? [] : [describeReliability(reliability, positive)]),
    ...(gain === null ? [] : [describeGain(gain, positive, rowCount)]),
  ];
}

export function describeClasses({ perClass }: Pick<JudgementTables, 'perClass'>, say: Say = inCode): string {
  const rows = perClass
    .slice(0, MOST_CLASSES)
    .map(({ name, rows: count, precision, recall, f1 }) => [
      shorten(quoted(name), LONGEST_CLASS),
      groupDigits(count),
      describeFigure(precision),
      describeFigure(recall),
      describeFigure(f1),
    ]);
  const table = formatTable(
    [['class', 'rows', 'precision', 'recall', 'F1'], ...rows],
    ['left', 'right', 'right', 'right', 'right'],
  );
  const more = perClass.length - MOST_CLASSES;
  return more > 0 ? `${table}\nand ${more} more; ${say(setting('json'))} has them all` : table;
}

function describeReliability(bins: readonly JudgedBin[], positive: string): string {
  const rows = bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, meanProbability, observedShare, interval }) => [
      `${from.toFixed(1)}–${to.toFixed(1)}`,
      groupDigits(count),
      meanProbability!.toFixed(3),
      describeFigure({ value: observedShare, interval }),
    ]);
  const table = formatTable(
    [['probability', 'rows', 'mean', 'came true'], ...rows],
    ['left', 'right', 'right', 'right'],
  );
  return `Reliability: does a probability of ${shorten(quoted(positive), 14)} come true as often as it says?\n${table}`;
}

function describeGain(gain: readonly JudgedGain[], positive: string, rowCount: number): string {
  const rows = GAIN_PERCENTS.map((percent) => {
    const { share, gain: value, lift, interval } = gain[percent - 1]!;
    return [
      `${percent} %`,
      groupDigits(Math.round(share * rowCount)),
      describeFigure({ value, interval }),
      describeFigure({ value: lift, interval: scaled(interval, 1 / share) }),
    ];
  });
  const table = formatTable([['top', 'rows', 'found', 'lift'], ...rows], ['right', 'right', 'right', 'right']);
  const name = shorten(quoted(positive), 24);
  return `Gain: the share of all ${name} found among the likeliest rows\n${table}`;
}

function scaled(interval: Interval | null, factor: number): Interval | null {
  return interval && { low: interval.low * factor, high: interval.high * factor };
}
