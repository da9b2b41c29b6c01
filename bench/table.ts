/**
 * One table of a report: what was measured, by whom, how fast and how surely.
 */
import { formatTable, groupDigits } from '../src/text-table.ts';
import type { Measurement } from './measure.ts';

export interface BenchTable {
  readonly title: string;
  /** Of the rates, such as `MB/s`. */
  readonly unit: string;
  /** Which of the two the first column of figures and the spread are in. */
  readonly lead: 'rate' | 'ms';
  readonly rows: BenchRow[];
}

export interface BenchRow extends Measurement {
  /** What was done, such as `matmul 200×50×50`. */
  readonly item: string;
  /** Median, in the table's unit. */
  readonly rate: number;
  readonly p25Rate: number;
  readonly p75Rate: number;
}

/** @param work of one call, in what the unit counts a second, such as MB. */
export function toRows(item: string, work: number, measurements: readonly Measurement[]): BenchRow[] {
  const rate = (ms: number) => (work / ms) * 1000;
  return measurements.map((measurement) => ({
    item,
    ...measurement,
    rate: rate(measurement.medianMs),
    p25Rate: rate(measurement.p75Ms),
    p75Rate: rate(measurement.p25Ms),
  }));
}

/** At most 80 columns wide. */
export function formatBenchTable({ title, unit, lead, rows }: BenchTable): string {
  const units = lead === 'rate' ? [unit, 'p25–p75', 'ms'] : ['ms', 'p25–p75', unit];
  const cells = rows.map((row, index) => {
    const repeated = index > 0 && rows[index - 1]!.item === row.item;
    return [
      repeated ? '' : row.item,
      row.name,
      ...figures(row, lead),
      groupDigits(row.samples),
      formatFigure(row.ratio),
    ];
  });
  const head = ['', '', ...units, 'samples', 'ratio'];
  return `${title}\n\n${formatTable([head, ...cells], ['left', 'left', 'right', 'right', 'right', 'right', 'right'])}`;
}

function figures({ rate, p25Rate, p75Rate, medianMs, p25Ms, p75Ms }: BenchRow, lead: BenchTable['lead']): string[] {
  return lead === 'rate'
    ? [formatFigure(rate), `${formatFigure(p25Rate)}–${formatFigure(p75Rate)}`, formatFigure(medianMs)]
    : [formatFigure(medianMs), `${formatFigure(p25Ms)}–${formatFigure(p75Ms)}`, formatFigure(rate)];
}

/** About three digits, never an exponent: 0.0214, 2.46, 29.9, 512. */
export function formatFigure(value: number): string {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(value >= 1 ? 2 : value >= 0.1 ? 3 : 4);
}
