/**
 * Counts in rows and columns as aligned text, each with its share of the row. What is too wide is broken into blocks of
 * columns.
 */
import type { MatrixPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { cellWidth, cut, padEnd, padStart, safe } from './cells.ts';
import type { View } from './glyphs.ts';

/** More classes than this are left to the table. */
const MOST_SHOWN = 20;
/** Of the width, what the name of a row may take. */
const LARGEST_NAMES = 0.35;
const LONGEST_COLUMN_NAME = 20;

export function matrixLines({ rowLabel, columnLabel, names, counts }: MatrixPlot, view: View): string[] {
  const { width, ascii } = view;
  const shown = names.slice(0, MOST_SHOWN).map((name) => safe(name, ascii));
  const rowNames = shown.map((name) => cut(name, Math.floor(width * LARGEST_NAMES), ascii));
  const nameWidth = Math.max(0, ...rowNames.map(cellWidth));
  const cells = counts.slice(0, MOST_SHOWN).map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.slice(0, MOST_SHOWN).map((count) => {
      const share = total === 0 ? '' : ` (${formatNumber(count / total, 'share')})`;
      return formatNumber(count, 'count') + share;
    });
  });
  const columnNames = shown.map((name) => cut(name, LONGEST_COLUMN_NAME, ascii));
  const columnWidth = Math.min(Math.max(0, ...[...columnNames, ...cells.flat()].map(cellWidth)), width - nameWidth - 2);
  const perBlock = Math.max(1, Math.floor((width - nameWidth) / (columnWidth + 2)));
  const line = (name: string, texts: readonly string[]) =>
    padEnd(name, nameWidth) + texts.map((text) => `  ${padStart(cut(text, columnWidth, ascii), columnWidth)}`).join('');
  const blocks = [cut(safe(`${rowLabel} in rows, ${columnLabel} in columns`, ascii), width, ascii)];
  for (let first = 0; first < shown.length; first += perBlock) {
    const last = first + perBlock;
    const body = cells.map((row, index) => line(rowNames[index]!, row.slice(first, last)));
    blocks.push('', line('', columnNames.slice(first, last)), ...body);
  }
  const more = names.length - shown.length;
  return more > 0 ? [...blocks, cut(`and ${more} more; the table has them all`, width, ascii)] : blocks;
}
