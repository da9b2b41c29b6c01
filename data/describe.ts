/**
 * Counts the defects in the lines of an audiobooks file, as the Markdown table that stands in README.md. It reads the
 * text alone and knows nothing of how the rows were made.
 */
import { formatPercent, groupDigits } from '../src/text-table.ts';
import type { COLUMNS } from './audiobooks.ts';

type Row = ReturnType<typeof parseRow>;
type Column = keyof Row;

interface Audiobooks {
  readonly rows: readonly Row[];
  /** The cells of the features as they stand in the file, joined. */
  readonly features: readonly string[];
}

/** @param lines the file's lines, header first. */
export function describeAudiobooks(lines: Iterable<string>): string {
  const { rows, features } = parse(lines);
  const buyers = rows.filter(boughtAgain);
  const listeners = rows.filter((row) => row.completion > 0);
  const several = rows.filter(boughtSeveral);
  const typedIn = mostCommon(rows.map((row) => row.review_score));
  const noScore = rows.filter((row) => row.review_score === typedIn);
  const scored = rows.filter((row) => row.review_score !== typedIn);
  const prices = rows.map((row) => row.price_average).toSorted((a, b) => a - b);
  const tenth = Math.ceil(rows.length / 10);
  const [first, last] = [rows.slice(0, tenth), rows.slice(-tenth)];
  const drift = (measure: (tenthOfRows: readonly Row[]) => string) => `${measure(first)} → ${measure(last)}`;

  const table: [defect: string, found: string][] = [
    ['customers', groupDigits(rows.length)],
    ['bought again', ofAll(buyers, rows)],
    [
      '`book_length_average` above `book_length_overall`',
      count(rows, (row) => row.book_length_average > row.book_length_overall),
    ],
    ['`minutes_listened` other than `completion` × `book_length_average`', count(rows, minutesDiffer)],
    [
      `\`review_score\` ${typedIn.toFixed(2)}, the mean of the others (${mean(scored, 'review_score').toFixed(4)}) typed in for none`,
      ofAll(noScore, rows),
    ],
    ['a score without a review', count(scored, (row) => row.review === 0)],
    ['listened (`completion` > 0)', ofAll(listeners, rows)],
    ['… of them bought again', count(listeners, boughtAgain)],
    ['more than one book (overall > average)', ofAll(several, rows)],
    ['… of them bought again', count(several, boughtAgain)],
    ['balanced accuracy of the rule below', formatPercent(balancedAccuracy(rows, typedIn))],
    ['distinct feature vectors', groupDigits(new Set(features).size)],
    [
      'distinct `book_length_average` · `price_average`',
      `${distinct(rows, 'book_length_average')} · ${distinct(rows, 'price_average')}`,
    ],
    [
      '`price_average`, median · 99th percentile · dearest',
      [0.5, 0.99, 1].map((part) => quantile(prices, part).toFixed(2)).join(' · '),
    ],
    [
      'bought again, first tenth of the rows → last tenth',
      drift((part) => formatPercent(part.filter(boughtAgain).length / part.length)),
    ],
    ['mean `last_visited_days`, first tenth → last tenth', drift((part) => mean(part, 'last_visited_days').toFixed(1))],
    [
      'mean `book_length_average`, first tenth → last tenth',
      drift((part) => mean(part, 'book_length_average').toFixed(0)),
    ],
  ];
  return ['| what | in the file |', '| --- | --- |', ...table.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

function parse(lines: Iterable<string>): Audiobooks {
  const rows: Row[] = [];
  const features: string[] = [];
  let header: readonly string[] | undefined;
  for (const line of lines) {
    const cells = line.split(',');
    if (header === undefined) {
      header = cells;
      continue;
    }
    rows.push(parseRow(header, cells));
    features.push(cells.slice(1, -1).join(','));
  }
  return { rows, features };
}

function parseRow(header: readonly string[], cells: readonly string[]) {
  const number = (column: (typeof COLUMNS)[number]) => Number(cells[header.indexOf(column)]);
  return {
    book_length_average: number('book_length_average'),
    book_length_overall: number('book_length_overall'),
    price_average: number('price_average'),
    review: number('review'),
    review_score: number('review_score'),
    completion: number('completion'),
    minutes_listened: number('minutes_listened'),
    support_requests: number('support_requests'),
    last_visited_days: number('last_visited_days'),
    bought_again: number('bought_again'),
  };
}

function boughtAgain(row: Row): boolean {
  return row.bought_again === 1;
}

function boughtSeveral(row: Row): boolean {
  return row.book_length_overall > row.book_length_average;
}

function minutesDiffer(row: Row): boolean {
  return row.minutes_listened.toFixed(2) !== (row.completion * row.book_length_average).toFixed(2);
}

/** "Never listened, and more than one book, a score, a return or a support request" as a prediction of `bought_again`. */
function balancedAccuracy(rows: readonly Row[], typedIn: number): number {
  const predictsBuying = (row: Row) =>
    row.completion === 0 &&
    (boughtSeveral(row) || row.review_score !== typedIn || row.last_visited_days > 0 || row.support_requests > 0);
  const buyers = rows.filter(boughtAgain);
  const others = rows.filter((row) => !boughtAgain(row));
  const sensitivity = buyers.filter(predictsBuying).length / buyers.length;
  const specificity = others.filter((row) => !predictsBuying(row)).length / others.length;
  return (sensitivity + specificity) / 2;
}

function count(rows: readonly Row[], condition: (row: Row) => boolean): string {
  return groupDigits(rows.filter(condition).length);
}

function ofAll(part: readonly Row[], all: readonly Row[]): string {
  return `${groupDigits(part.length)} (${formatPercent(part.length / all.length)})`;
}

function mean(rows: readonly Row[], column: Column): number {
  return rows.reduce((sum, row) => sum + row[column], 0) / rows.length;
}

function distinct(rows: readonly Row[], column: Column): number {
  return new Set(rows.map((row) => row[column])).size;
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** The smallest value with at least that part of the ascending values at or below it. */
function quantile(ascending: readonly number[], part: number): number {
  return ascending[Math.max(0, Math.ceil(part * ascending.length) - 1)]!;
}
