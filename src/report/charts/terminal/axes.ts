/**
 * Axes of a chart in a terminal: where a value stands, and which values are written beside it.
 */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from '../chart.ts';
import { extentOf, isLogarithmic, LARGEST, numberTicks, type Tick } from '../extent.ts';
import { cellWidth, cut, safe } from './cells.ts';
import type { Glyphs, View } from './glyphs.ts';

/** Room for the text of a tick. */
export const COLUMNS_PER_TICK = 10;

/** A value → its place between 0 and 1, also beyond them. */
export function placeOn(axis: Axis): (value: number) => number {
  const extent = extentOf(axis);
  if (!isLogarithmic(axis)) return scaleLinear(extent, [0, 1]);
  const place = scaleLog(extent, [0, 1]);
  return (value) => place(Math.max(value, 1 / LARGEST));
}

/** About so many round values, or the place of each name. */
export function ticksOf(axis: Axis, most: number, { ascii }: View): Tick[] {
  const ticks = axis.names?.map((label, value) => ({ value, label })) ?? numberTicks(axis, most);
  return ticks.map(({ value, label }) => ({ value, label: safe(label, ascii) }));
}

/**
 * The axis below a plot: a line with ticks, and their texts as far as none touches another.
 *
 * @param columns cells of the plot
 * @param gutter cells to the left of the plot's first one
 */
export function axisBelow(ticks: readonly Tick[], axis: Axis, columns: number, gutter: number, glyphs: Glyphs) {
  const place = placeOn(axis);
  const line = Array.from({ length: columns }, () => glyphs.horizontal);
  const total = gutter + columns;
  const placed: { readonly start: number; readonly text: string }[] = [];
  for (const { value, label: text } of ticks) {
    const column = cellAt(place(value), columns);
    if (column === null) continue;
    line[column] = glyphs.tickBelow;
    const width = cellWidth(text);
    const centred = gutter + column - Math.floor((width - 1) / 2);
    const start = Math.max(0, Math.min(centred, total - width));
    const last = placed.at(-1);
    const isFree = last === undefined || last.start + cellWidth(last.text) < start;
    if (isFree && width <= total) placed.push({ start, text });
  }
  let texts = '';
  for (const { start, text } of placed) texts += ' '.repeat(start - cellWidth(texts)) + text;
  return { line: line.join(''), texts };
}

/** The cell at a place between 0 and 1; null beyond. */
export function cellAt(place: number, cells: number): number | null {
  if (!(place >= -1e-9 && place <= 1 + 1e-9)) return null;
  return Math.min(Math.floor(Math.max(place, 0) * cells), cells - 1);
}

/** What an axis is called. */
export function axisLabel({ label }: Axis, { width, ascii }: View): string {
  return cut(safe(label, ascii), width, ascii);
}
