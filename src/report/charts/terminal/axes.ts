/**
 * Axes of a chart in a terminal: where a value stands, and which values are written beside it.
 */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from '../chart.ts';
import { formatNumber, formatTicks } from '../format-number.ts';
import { cellWidth, cut, safe } from './cells.ts';
import type { Glyphs, View } from './glyphs.ts';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** A value → its place between 0 and 1, also beyond them. */
export function placeOn({ domain, scale }: Axis): (value: number) => number {
  const [from, to] = domain;
  if (!(to > from)) return () => 0.5;
  return scale === 'log' ? scaleLog([from, to], [0, 1]) : scaleLinear([from, to], [0, 1]);
}

/** About so many round values, or the place of each name. */
export function ticksOf({ domain, scale, format, names }: Axis, most: number, view: View): Tick[] {
  if (names !== undefined) return names.map((name, value) => ({ value, text: safe(name, view.ascii) }));
  const [from, to] = domain;
  if (!(to > from)) return [{ value: from, text: safe(formatTicks([from], format)[0]!, view.ascii) }];
  const values = scale === 'log' ? logTicks([from, to], most) : scaleLinear([from, to], [0, 1]).ticks(most);
  const texts = scale === 'log' ? values.map((value) => formatNumber(value, format)) : formatTicks(values, format);
  return values.map((value, index) => ({ value, text: safe(texts[index]!, view.ascii) }));
}

/** Powers of ten where there are enough of them. */
function logTicks(domain: [number, number], most: number): number[] {
  const all = scaleLog(domain, [0, 1]).ticks(most);
  const powers = all.filter((value) => Number.isInteger(Math.round(Math.log10(value) * 1e9) / 1e9));
  return powers.length >= 2 ? powers : all;
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
  for (const { value, text } of ticks) {
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
