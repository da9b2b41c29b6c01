/**
 * A row for each name, with its own drawing over one axis, and a number at its end: bars and waterfalls.
 */
import type { Axis } from '../chart.ts';
import { axisBelow, axisLabel, COLUMNS_PER_TICK, placeOn, ticksOf } from './axes.ts';
import { cellWidth, cut, padEnd, padStart, safe } from './cells.ts';
import { glyphsOf, type Glyphs, type View } from './glyphs.ts';

/** Of the width, what names may take. */
const LARGEST_NAMES = 0.35;

export interface DrawnRow {
  readonly name: string;
  /** The number at the end. */
  readonly text: string;
  /**
   * Puts signs into the cells of the axis.
   *
   * @param at a value → its cell
   */
  readonly draw: (cells: string[], at: (value: number) => number, glyphs: Glyphs) => void;
}

export function rowLines(rows: readonly DrawnRow[], axis: Axis, view: View): string[] {
  const { width, ascii } = view;
  const glyphs = glyphsOf(view);
  const names = rows.map(({ name }) => cut(safe(name, ascii), Math.floor(width * LARGEST_NAMES), ascii));
  const texts = rows.map(({ text }) => safe(text, ascii));
  const [nameWidth, textWidth] = [names, texts].map((all) => Math.max(0, ...all.map(cellWidth))) as [number, number];
  const columns = Math.max(width - nameWidth - textWidth - 3, 4);
  const place = placeOn(axis);
  const at = (value: number) => Math.round(Math.min(Math.max(place(value), 0), 1) * (columns - 1));
  const body = rows.map(({ draw }, row) => {
    const cells = Array.from({ length: columns }, () => ' ');
    draw(cells, at, glyphs);
    return `${padEnd(names[row]!, nameWidth)} ${cells.join('')}  ${padStart(texts[row]!, textWidth)}`;
  });
  const below = axisBelow(
    ticksOf(axis, Math.max(2, Math.floor(columns / COLUMNS_PER_TICK)), view),
    axis,
    columns,
    nameWidth + 1,
    glyphs,
  );
  const label = axisLabel(axis, view);
  const middle = nameWidth + 1 + Math.floor((columns - cellWidth(label)) / 2);
  return [
    ...body,
    ' '.repeat(nameWidth + 1) + below.line,
    below.texts,
    ' '.repeat(Math.max(0, Math.min(middle, width - cellWidth(label)))) + label,
  ];
}
