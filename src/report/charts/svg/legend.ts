/** The key of a chart: its series in rows above the plot, or each name at the end of its line. */
import type { Series } from '../chart.ts';
import { paint } from './chart-styles.ts';
import { CODINGS, markerPath, strokeOf, textureOf } from './coding.ts';
import { round } from './element.ts';
import { LINE, FONT_SIZE, type Sheet } from './sheet.ts';
import { fitText, plainText, textWidth } from './text-width.ts';

type Named = Pick<Series, 'name' | 'style' | 'role'>;

export const SWATCH = 24;
export const SWATCH_GAP = 6;
const ITEM_GAP = 18;
const LONGEST_NAME = 230;

interface Item {
  readonly series: Named;
  readonly text: string;
  readonly x: number;
  readonly row: number;
}

/** Where each named series stands in rows of `width` pixels. */
export function legendItems(series: readonly Named[], width: number): Item[] {
  const items: Item[] = [];
  let [x, row] = [0, 0];
  for (const one of series) {
    if (one.name === '') continue;
    const most = Math.min(LONGEST_NAME, width - SWATCH - SWATCH_GAP);
    const text = fitText(plainText(one.name), most, FONT_SIZE);
    const itemWidth = SWATCH + SWATCH_GAP + textWidth(text, FONT_SIZE);
    if (x > 0 && x + itemWidth > width) [x, row] = [0, row + 1];
    items.push({ series: one, text, x, row });
    x += itemWidth + ITEM_GAP;
  }
  return items;
}

/** @param top of the first row. Returns the bottom of the last one. */
export function drawLegend(sheet: Sheet, items: readonly Item[], left: number, top: number): number {
  for (const { series, text, x, row } of items) {
    const y = top + row * LINE + 12;
    drawSwatch(sheet, series, left + x, y - 4);
    sheet.label({ text, x: left + x + SWATCH + SWATCH_GAP, y });
  }
  const rows = (items.at(-1)?.row ?? -1) + 1;
  return top + rows * LINE + (rows === 0 ? 0 : 6);
}

export function drawSwatch(sheet: Sheet, { style, role }: Named, x: number, middle: number): void {
  if (style === 'bars') {
    sheet.shape('rect', { x: x + 4, y: middle - 5, width: 16, height: 10, ...textureOf(sheet, role) });
    return;
  }
  if (style !== 'points') {
    sheet.shape('path', { d: `M${round(x)} ${round(middle)}h${SWATCH}`, ...strokeOf(role) });
    return;
  }
  const transform = `translate(${round(x + SWATCH / 2)} ${round(middle)})`;
  sheet.shape('path', { d: markerPath(role), transform, ...paint({ fill: CODINGS[role].colour }) });
}
