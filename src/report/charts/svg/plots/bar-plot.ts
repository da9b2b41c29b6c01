/** A bar per name, from 0, each with its interval and its value beside it. */
import type { BarPlot } from '../../chart.ts';
import { formatNumber } from '../../format-number.ts';
import { groupDigits } from '../../../../text-table.ts';
import { positionOf } from '../axis.ts';
import { paint } from '../chart-styles.ts';
import { round } from '../element.ts';
import { BELOW, drawXAxis, frameOf } from '../frame.ts';
import { FONT_SIZE, SMALL, type Sheet } from '../sheet.ts';
import { plainText, textWidth } from '../text-width.ts';

export const ROW = 24;
/** More are in the table. */
export const MOST_ROWS = 30;
/** Of the sheet, for names. */
const WIDEST_NAME = 0.38;
const TOP = 4;

export function barPlotHeight({ bars }: BarPlot): number {
  return TOP + (Math.min(bars.length, MOST_ROWS) + (bars.length > MOST_ROWS ? 1 : 0)) * ROW + BELOW;
}

export function drawBarPlot(sheet: Sheet, { x, bars }: BarPlot): void {
  const shown = bars.slice(0, MOST_ROWS);
  const values = shown.map(({ value }) => formatNumber(value, x.format));
  const names = namesWidth(
    sheet,
    shown.map(({ name }) => name),
  );
  const valueWidth = Math.max(0, ...values.map((value) => textWidth(value, SMALL)));
  const [left, right] = [names + 8, Math.max(sheet.width - valueWidth - 10, names + 28)];
  const bottom = sheet.height - BELOW;
  const row = Math.min(ROW, (bottom - TOP) / Math.max(shown.length + (bars.length > MOST_ROWS ? 1 : 0), 1));
  const frame = frameOf({ left, right, top: TOP, bottom }, x, x);
  const clamp = (value: number) => Math.max(left, Math.min(positionOf(x, left, right)(value), right));
  const zero = clamp(0);

  drawXAxis(sheet, frame, x);
  sheet.shape('path', { d: `M${round(zero)} ${TOP}V${round(bottom)}`, ...paint({ fill: 'none', stroke: 'muted' }) });
  const thickness = Math.max(2, row * 0.55);
  sheet.group({ ...paint({ fill: 'main' }), opacity: 0.9 }, () => {
    for (const [index, { value }] of shown.entries()) {
      const [from, to] = [Math.min(zero, clamp(value)), Math.max(zero, clamp(value))];
      const y = TOP + (index + 0.5) * row - thickness / 2;
      if (!Number.isNaN(value)) sheet.shape('rect', { x: from, y, width: Math.max(to - from, 0.5), height: thickness });
    }
  });
  const whiskers = shown.map(({ interval }, index) => {
    if (interval === null || interval.some(Number.isNaN)) return '';
    const [low, high, y] = [round(clamp(interval[0])), round(clamp(interval[1])), TOP + (index + 0.5) * row];
    return `M${low} ${round(y)}H${high}M${low} ${round(y - 3)}v6M${high} ${round(y - 3)}v6`;
  });
  if (whiskers.some((one) => one !== '')) {
    sheet.shape('path', { d: whiskers.join(''), ...paint({ fill: 'none', stroke: 'ink' }), 'stroke-width': 1.4 });
  }
  for (const [index, { name }] of shown.entries()) {
    const y = TOP + (index + 0.5) * row + 4;
    sheet.label({ text: name, x: names, y, anchor: 'end', most: names });
    sheet.label({ text: values[index]!, x: sheet.width, y, anchor: 'end', size: SMALL, colour: 'muted' });
  }
  if (bars.length > MOST_ROWS) {
    const rest = `and ${groupDigits(bars.length - MOST_ROWS)} more in the table`;
    sheet.label({ text: rest, x: left, y: TOP + (MOST_ROWS + 0.5) * row + 4, size: SMALL, colour: 'muted' });
  }
}

/** Pixels for the names of rows. */
export function namesWidth(sheet: Sheet, names: readonly string[]): number {
  const widths = names.map((name) => textWidth(plainText(name), FONT_SIZE));
  return Math.min(WIDEST_NAME * sheet.width, Math.max(0, ...widths));
}
