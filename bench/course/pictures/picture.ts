/**
 * A picture of a chapter: an SVG image that is readable on a light and on a dark ground, and the same numbers as a table.
 */
import type { Chart, ChartTable, XyPlot } from '../../../src/report/charts/chart.ts';
import { formatNumber } from '../../../src/report/charts/format-number.ts';
import { standaloneSvg } from '../../../src/report/charts/svg/render-svg.ts';

export interface Picture {
  readonly svg: string;
  /** What it shows, for those who don't see it. */
  readonly alternative: string;
  /** In Markdown. */
  readonly table: string;
}

type Column = ChartTable['columns'][number];

/** A chart over two axes. */
export interface Drawing extends Omit<XyPlot, 'kind'> {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly columns: readonly Column[];
  readonly rows: ChartTable['rows'];
}

/** Pixels: what a page of GitHub shows without shrinking it. */
const WIDTH = 680;

export function drawXy({ id, title, sentence, columns, rows, ...plot }: Drawing): Picture {
  return draw({ id, title, sentence, plot: { kind: 'xy', ...plot }, table: { columns, rows } });
}

export function draw(chart: Chart): Picture {
  const svg = standaloneSvg(chart, { width: WIDTH });
  return { svg: `${svg}\n`, alternative: `${chart.title}. ${chart.sentence}`, table: tableOf(chart.table) };
}

/** A table in Markdown; numbers to the right. */
export function tableOf({ columns, rows }: ChartTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const written = rows.map((row) =>
    line(
      row.map((cell, index) => {
        if (cell === null) return '–';
        const { format } = columns[index]!;
        return typeof cell === 'string' || format === 'text' ? String(cell) : formatNumber(cell, format);
      }),
    ),
  );
  const rule = columns.map(({ format }) => (format === 'text' ? '---' : '--:'));
  return [line(columns.map(({ name }) => name)), line(rule), ...written].join('\n');
}

export const numberColumn = (name: string): Column => ({ name, format: 'number' });
export const textColumn = (name: string): Column => ({ name, format: 'text' });

/** `count` numbers from `low` to `high`, evenly. */
export const evenly = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));
