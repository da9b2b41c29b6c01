/**
 * A chart as its title, sentence and table: what a pipe or a file gets.
 */
import { formatTable } from '../../../text-table.ts';
import type { Chart, ChartTable } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { cut, safe } from './cells.ts';

const LONGEST_CELL = 40;

export function tableText(
  { title, sentence, table }: Chart,
  { ascii = false }: { readonly ascii?: boolean } = {},
): string {
  const columns = table.columns.map(({ format }) => (format === 'text' ? 'left' : 'right'));
  const cells = [
    table.columns.map(({ name }) => cellText(name, 'text', ascii)),
    ...table.rows.map((row) => row.map((cell, column) => cellText(cell, table.columns[column]!.format, ascii))),
  ];
  const text = formatTable(cells, columns);
  return [safe(title, ascii), safe(sentence, ascii), '', ascii ? text.replaceAll('─', '-') : text].join('\n');
}

function cellText(cell: number | string | null, format: ChartTable['columns'][number]['format'], ascii: boolean) {
  if (cell === null) return ascii ? '-' : '–';
  const text = typeof cell === 'number' ? formatNumber(cell, format === 'text' ? 'number' : format) : cell;
  return cut(safe(text, ascii), LONGEST_CELL, ascii);
}
