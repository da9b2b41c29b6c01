/**
 * One table of a report: what was measured, by whom, how fast and how surely.
 */
import { formatTable, groupDigits } from '../../src/text-table.ts';
import type { Measurement } from '../measurements/measure.ts';

export interface BenchTable {
  readonly title: string;
  /** Of the rates, such as `MB/s`. */
  readonly unit: string;
  /** Which of the two the first column of figures and the spread are in. */
  readonly lead: 'rate' | 'ms';
  readonly rows: BenchRow[];
}

export interface BenchRow extends Measurement, RowExtras {
  /** What was done, such as `matmul 200×50×50`. */
  readonly item: string;
  /** Median, in the table's unit. */
  readonly rate: number;
  readonly p25Rate: number;
  readonly p75Rate: number;
}

/** Figures that only some tables have. */
interface RowExtras {
  /** Of the rate: how much of what the machine could do at most. */
  readonly shareOfLimit?: number;
  /** Of a process: its largest resident set. */
  readonly peakMiB?: number;
  /** The size of the job, where a table is about nothing else. */
  readonly x?: number;
  /** Multiplications and additions for each of what the rate counts. */
  readonly operations?: number;
}

/**
 * @param work of one call, in what the unit counts a second, such as MB
 * @param extras of each measurement, in order
 */
export function toRows(
  item: string,
  work: number,
  measurements: readonly Measurement[],
  extras: (measurement: Measurement, index: number) => RowExtras = () => ({}),
): BenchRow[] {
  const rate = (ms: number) => (work / ms) * 1000;
  return measurements.map((measurement, index) => ({
    item,
    ...measurement,
    rate: rate(measurement.medianMs),
    p25Rate: rate(measurement.p75Ms),
    p75Rate: rate(measurement.p25Ms),
    ...extras(measurement, index),
  }));
}

/** At most 80 columns wide. A column that no row has a figure for is left out. */
export function formatBenchTable({ title, unit, lead, rows }: BenchTable): string {
  const units = lead === 'rate' ? [unit, 'p25–p75', 'ms'] : ['ms', 'p25–p75', unit];
  const extras = EXTRAS.filter(({ figure }) => rows.some((row) => figure(row) !== ''));
  const cells = rows.map((row, index) => {
    const repeated = index > 0 && rows[index - 1]!.item === row.item;
    const counts = [groupDigits(row.samples), formatFigure(row.ratio)];
    const item = repeated ? '' : row.item;
    return [item, row.name, ...figures(row, lead), ...counts, ...extras.map(({ figure }) => figure(row))];
  });
  const head = ['', '', ...units, 'samples', 'ratio', ...extras.map(({ name }) => name)];
  const align = head.map((_, column) => (column < 2 ? 'left' : 'right'));
  return `${title}\n\n${formatTable([head, ...cells], align)}`;
}

interface Extra {
  readonly name: string;
  readonly figure: (row: BenchRow) => string;
}

const EXTRAS: readonly Extra[] = [
  // A longer name would make the table wider than 80 columns.
  {
    name: '%',
    figure: ({ shareOfLimit }) => (shareOfLimit === undefined ? '' : (shareOfLimit * 100).toFixed(0)),
  },
  { name: 'µs/row', figure: ({ x, rate }) => (x === undefined ? '' : formatFigure(1e6 / rate)) },
  {
    name: 'GFLOP/s',
    figure: ({ operations, rate }) => (operations === undefined ? '' : formatFigure((operations * rate) / 1e9)),
  },
  { name: 'MiB', figure: ({ peakMiB }) => (peakMiB === undefined ? '' : peakMiB.toFixed(0)) },
];

function figures({ rate, p25Rate, p75Rate, medianMs, p25Ms, p75Ms }: BenchRow, lead: BenchTable['lead']): string[] {
  return lead === 'rate'
    ? [formatFigure(rate), `${formatFigure(p25Rate)}–${formatFigure(p75Rate)}`, formatFigure(medianMs)]
    : [formatFigure(medianMs), `${formatFigure(p25Ms)}–${formatFigure(p75Ms)}`, formatFigure(rate)];
}

/** About three digits, never an exponent: 0.0214, 2.46, 29.9, 512. */
export function formatFigure(value: number): string {
  if (value >= 100) return groupDigits(Math.round(value));
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(value >= 1 ? 2 : value >= 0.1 ? 3 : 4);
}
