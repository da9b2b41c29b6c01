/** Counts in rows and columns. A cell is tinted by its share of the row, which stands below its count. */
import { groupDigits } from '../../../../text-table.ts';
import type { MatrixPlot } from '../../chart.ts';
import { formatNumber } from '../../format-number.ts';
import { namesWidth } from './bar-plot.ts';
import { paint } from '../chart-styles.ts';
import { FONT_SIZE, SMALL, type Sheet } from '../sheet.ts';
import { round } from '../element.ts';
import { textWidth } from '../text-width.ts';

/** Above the cells: what columns are, and their names. */
const ABOVE = 38;
const GAP = 8;
const TALLEST = 56;
const WIDEST = 150;
/** Rows and columns that can be told apart; more classes are in the table. */
const MOST_CLASSES = 16;
/** With more, a cell without a row is empty. */
const MOST_WITH_ZEROS = 8;
const TINTS = 20;
/** Of the sheet, for the names of rows. */
const WIDEST_NAME = 0.3;
/** The ink of texts stands out by 4.5:1 from a cell that holds all of its row. */
const DARKEST = 0.5;
const LOWEST_WITH_NAME = 15;
const LOWEST_WITH_SHARE = 36;
const NARROWEST_WITH_NAME = 34;

export function matrixHeight({ names }: MatrixPlot, width: number): number {
  const count = Math.min(names.length, MOST_CLASSES);
  const isCut = names.length > MOST_CLASSES;
  const height = Math.max(LOWEST_WITH_NAME, Math.min(TALLEST, (width * (1 - WIDEST_NAME)) / Math.max(count, 1) / 1.4));
  return ABOVE + count * height + (isCut ? 20 : 2);
}

export function drawMatrix(sheet: Sheet, { names, counts, rowLabel, columnLabel }: MatrixPlot): void {
  const shown = names.slice(0, MOST_CLASSES);
  const isCut = names.length > shown.length;
  const labels = [...shown, rowLabel];
  const left = Math.min(namesWidth(sheet, labels), WIDEST_NAME * sheet.width) + GAP;
  const width = Math.min(WIDEST, (sheet.width - left - 1) / Math.max(shown.length, 1));
  const height = (sheet.height - ABOVE - (isCut ? 20 : 2)) / Math.max(shown.length, 1);

  const middle = left + (shown.length * width) / 2;
  const over = { y: 12, anchor: 'middle', size: SMALL, colour: 'muted' } as const;
  sheet.label({ ...over, text: columnLabel, x: middle, most: 2 * Math.min(middle, sheet.width - middle) });
  sheet.label({ text: rowLabel, x: 0, y: ABOVE - GAP, size: SMALL, colour: 'muted', most: left - GAP });
  const everyColumn = Math.ceil(NARROWEST_WITH_NAME / width);
  const everyRow = Math.ceil(LOWEST_WITH_NAME / height);
  for (const [index, name] of shown.entries()) {
    const [x, y] = [left + (index + 0.5) * width, ABOVE + (index + 0.5) * height + 4];
    if (index % everyRow === 0) sheet.label({ text: name, x: left - GAP, y, anchor: 'end', most: left - GAP });
    if (index % everyColumn !== 0) continue;
    const most = Math.min(everyColumn * width - 6, 2 * (sheet.width - x));
    sheet.label({ text: name, x, y: ABOVE - GAP, anchor: 'middle', most });
  }
  const cells = shown.flatMap((_, row) => {
    const ofRow = counts[row] ?? [];
    const total = ofRow.reduce((sum, count) => sum + count, 0);
    return shown.map((__, column): Cell => {
      const count = ofRow[column] ?? 0;
      return { x: left + column * width, y: ABOVE + row * height, count, share: total === 0 ? 0 : count / total };
    });
  });
  drawTints(sheet, cells, width, height);
  for (const cell of cells) writeCell(sheet, cell, width, height, shown.length <= MOST_WITH_ZEROS);
  if (isCut) {
    const rest = `and ${groupDigits(names.length - shown.length)} more in the table`;
    sheet.label({ text: rest, x: left, y: sheet.height - 5, size: SMALL, colour: 'muted' });
  }
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly share: number;
}

/** A path per tint, and one for all outlines. */
function drawTints(sheet: Sheet, cells: readonly Cell[], width: number, height: number): void {
  const paths = new Map<number, string>();
  const box = `h${round(width - 2)}v${round(height - 2)}h${round(2 - width)}z`;
  for (const { x, y, share } of cells) {
    const tint = Math.ceil(TINTS * share);
    paths.set(tint, `${paths.get(tint) ?? ''}M${round(x + 1)} ${round(y + 1)}${box}`);
  }
  for (const [tint, d] of Array.from(paths).toSorted(([a], [b]) => a - b)) {
    const opacity = ((DARKEST * tint) / TINTS).toFixed(3);
    sheet.shape('path', { d, ...paint({ fill: 'main', stroke: 'grid' }), 'fill-opacity': opacity });
  }
}

function writeCell(
  sheet: Sheet,
  { x, y, count, share }: Cell,
  width: number,
  height: number,
  withZeros: boolean,
): void {
  const [text, centre, middle] = [formatNumber(count, 'count'), x + width / 2, y + height / 2];
  const withShare = height >= LOWEST_WITH_SHARE;
  const size = FONT_SIZE + (withShare ? 2 : 0);
  // A count is shown whole or not at all.
  if ((count === 0 && !withZeros) || textWidth(text, size) > width - 6) return;
  sheet.label({ text, x: centre, y: middle + (withShare ? 0 : 4), anchor: 'middle', size });
  const below = formatNumber(share, 'share');
  if (!withShare || textWidth(below, SMALL) > width - 6) return;
  sheet.label({ text: below, x: centre, y: middle + 15, anchor: 'middle', size: SMALL });
}
