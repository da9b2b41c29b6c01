/**
 * Lines, points, bands and bars over two axes, in a terminal.
 */
import type { XyPlot } from '../chart.ts';
import { extentOf, type Tick } from '../extent.ts';
import { axisBelow, axisLabel, cellAt, COLUMNS_PER_TICK, placeOn, ticksOf } from './axes.ts';
import { Canvas } from './canvas.ts';
import { cellWidth, cut, flow, padStart } from './cells.ts';
import { SeriesDrawing } from './draw-series.ts';
import { glyphsOf, type Glyphs, type View } from './glyphs.ts';
import { hasSigns, isHatched, legend } from './legend.ts';

/** A sign is about twice as high as wide: with a fifth of the width, a chart is about twice as wide as high. */
const LINES_PER_COLUMN = 1 / 5;
const [FEWEST_LINES, MOST_LINES] = [9, 20];
/** Of the width, what the texts beside the y axis may take. */
const LARGEST_GUTTER = 0.3;
const LINES_PER_TICK = 3;
/** A name that is cut to fewer cells says nothing: numbers and a legend do. */
const SHORTEST_NAME = 6;

export function xyLines(plot: XyPlot, view: View): string[] {
  const glyphs = glyphsOf(view);
  const rows = Math.min(MOST_LINES, Math.max(FEWEST_LINES, Math.round(view.width * LINES_PER_COLUMN)));
  const texts = rowTexts(plot, rows, view);
  const gutter = Math.max(...texts.map(cellWidth)) + 2;
  const columns = view.width - gutter;
  const canvas = new Canvas(columns, rows, view.ascii);
  const letters = draw(plot, canvas, glyphs);
  const body = canvas.lines().map((line, row) => {
    const text = texts[row]!;
    return `${padStart(text, gutter - 2)} ${text === '' ? glyphs.vertical : glyphs.tickLeft}${line}`;
  });
  const { ticks, names } = ticksBelow(plot, columns, view);
  const below = axisBelow(ticks, plot.x, columns, gutter, glyphs);
  return [
    axisLabel(plot.y, view),
    ...body,
    `${' '.repeat(gutter - 1)}${glyphs.corner}${below.line}`,
    ...groundLines(plot, columns, gutter, glyphs),
    below.texts,
    padStart(axisLabel(plot.x, view), view.width),
    ...legend(plot, letters, view),
    ...names,
  ];
}

/** @returns the letters of the marks */
function draw(plot: XyPlot, canvas: Canvas, glyphs: Glyphs) {
  const drawing = new SeriesDrawing(canvas, plot, glyphs);
  for (const mark of plot.marks) drawing.lineAcross(mark);
  const how = { withSigns: hasSigns(plot), isHatched: isHatched(plot) };
  for (const [place, series] of plot.series.entries()) drawing.draw(series, place, how);
  const letters: { readonly letter: string; readonly label: string }[] = [];
  for (const mark of plot.marks) {
    // A mark without a label goes with the one before it.
    if (mark.label !== '' || letters.length === 0)
      letters.push({ letter: letterAt(letters.length), label: mark.label });
    drawing.letter(mark, letters.at(-1)!.letter);
  }
  return letters;
}

function letterAt(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + (place % 26));
}

/** The text beside each line of the y axis; empty for none. */
function rowTexts({ y }: XyPlot, rows: number, view: View): string[] {
  const place = placeOn(y);
  const texts = Array.from({ length: rows }, () => '');
  for (const { value, label } of ticksOf(y, Math.max(2, Math.floor(rows / LINES_PER_TICK)), view)) {
    const row = cellAt(1 - place(value), rows);
    if (row !== null) texts[row] = cut(label, Math.floor(view.width * LARGEST_GUTTER), view.ascii);
  }
  return texts;
}

/** Numbers, or names; of names without room their places, and the names as a legend. */
function ticksBelow({ x }: XyPlot, columns: number, view: View): { ticks: Tick[]; names: string[] } {
  const ticks = ticksOf(x, Math.max(2, Math.floor(columns / COLUMNS_PER_TICK)), view);
  if (x.names === undefined) return { ticks, names: [] };
  const [from, to] = extentOf(x);
  const room = Math.floor(columns / Math.max(to - from, 1)) - 1;
  if (room >= SHORTEST_NAME || ticks.every(({ label }) => cellWidth(label) <= room)) {
    return { ticks: ticks.map(({ value, label }) => ({ value, label: cut(label, room, view.ascii) })), names: [] };
  }
  const most = Math.floor(view.width / 2) - 5;
  const names = ticks.map(({ label }, place) => `${place + 1} ${cut(label, most, view.ascii)}`);
  return {
    ticks: ticks.map(({ value }) => ({ value, label: String(value + 1) })),
    names: flow(names, view.width, view.ascii),
  };
}

/** Where rows are, and where they are few. */
function groundLines({ x, rug = [], sparse = [] }: XyPlot, columns: number, gutter: number, glyphs: Glyphs): string[] {
  const place = placeOn(x);
  const cells = Array.from({ length: columns }, (_, cell) => cell);
  const line = (isSet: (cell: number) => boolean, sign: string) =>
    ' '.repeat(gutter) + cells.map((cell) => (isSet(cell) ? sign : ' ')).join('');
  const ofRows = new Set(rug.map((value) => cellAt(place(value), columns)));
  const isSparse = (cell: number) =>
    sparse.some(([from, to]) => place(from) * columns < cell + 1 && place(to) * columns > cell);
  return [
    ...(rug.length > 0 ? [line((cell) => ofRows.has(cell), glyphs.rug)] : []),
    ...(sparse.length > 0 ? [line(isSparse, glyphs.sparse)] : []),
  ];
}
