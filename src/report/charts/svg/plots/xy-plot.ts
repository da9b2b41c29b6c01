/** Series over two axes: where they are few, each name stands at the end of its line; else a key stands above. */
import type { Series, XyPlot } from '../../chart.ts';
import { isShown, positionOf, ticksAlong } from '../axis.ts';
import { paint } from '../chart-styles.ts';
import { hatch } from '../coding.ts';
import { element, round } from '../element.ts';
import { BELOW, drawFrame, frameOf, leftMargin, type Frame } from '../frame.ts';
import { drawLegend, drawSwatch, legendItems, SWATCH, SWATCH_GAP } from '../legend.ts';
import { drawMarks } from './mark.ts';
import { drawSeries } from './series.ts';
import { FONT_SIZE, LINE, SMALL, type Box, type Sheet } from '../sheet.ts';
import { spread } from './spread.ts';
import { fitText, plainText, textWidth } from '../text-width.ts';

/** Of the sheet, for names at the ends of lines. */
const WIDEST_NAMES = 0.3;
const NARROWEST_WITH_NAMES = 520;
/** Of the width of the plot: lines that end before it are not named at the right edge. */
const NEAR_RIGHT = 0.9;
/** A name stands at most so far from the end of its line. */
const FARTHEST_NAME = 14;
const RIGHT = 14;
/** From the end of a line to its name. */
const NAME_GAP = 10;
/** Clears markers that stand on the edge of the plot. */
const OVERHANG = 5;
/** Points that the lines of a chart have together. */
const MOST_POINTS = 1000;

export function drawXyPlot(sheet: Sheet, plot: XyPlot): void {
  const named = plot.series.filter(({ name }) => name !== '');
  const isDirect = namesAtEnds(sheet, plot, named);
  const legend = isDirect ? [] : legendItems(named, sheet.width);
  const legendBottom = drawLegend(sheet, legend, 0, 0);
  const top = legendBottom + LINE + 8;
  const names = isDirect ? widestName(sheet, named) + SWATCH + SWATCH_GAP + NAME_GAP + 1 : 0;
  const ends = { top, right: sheet.width - Math.max(RIGHT, names) };
  const { left, right, bottom } = innerBox(sheet, plot, ends, belowOf(sheet, plot, ends));
  const frame = frameOf({ left, right, top, bottom }, plot.x, plot.y);

  drawSparse(sheet, plot, frame);
  drawFrame(sheet, frame, plot.x, plot.y);
  const clip = sheet.define('clip', (id) => {
    const area = { x: left - OVERHANG, y: top - OVERHANG };
    const size = { width: right - left + 2 * OVERHANG, height: bottom - top + 2 * OVERHANG };
    return element('clipPath', { id }, element('rect', { ...area, ...size }));
  });
  const budget = Math.max(24, Math.floor(MOST_POINTS / Math.max(plot.series.length, 1)));
  sheet.group({ 'clip-path': clip }, () => drawSeries(sheet, frame, plot, budget));
  drawRug(sheet, plot, frame);
  if (isDirect) drawNames(sheet, frame, named);
  drawMarks(sheet, frame, plot);
  if (plot.series.every(({ points }) => points.length === 0)) {
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2, anchor: 'middle' } as const;
    sheet.label({ ...middle, text: 'nothing to show', size: SMALL, colour: 'muted', isOverData: true });
  }
}

/** The plot between the labels of its axes, `below` pixels above the foot of the sheet. */
function innerBox(sheet: Sheet, { y }: XyPlot, { top, right }: Pick<Box, 'top' | 'right'>, below: number): Box {
  const bottom = Math.max(sheet.height - below, top + 20);
  const left = leftMargin(sheet, y, bottom - top);
  return { top, bottom, left, right: Math.max(right, left + 20) };
}

/** Pixels below the plot: one more row where names on the x axis need two. */
function belowOf(sheet: Sheet, plot: XyPlot, ends: Pick<Box, 'top' | 'right'>): number {
  const { left, right } = innerBox(sheet, plot, ends, BELOW);
  const { rows } = ticksAlong(plot.x, positionOf(plot.x, left, right), right - left);
  return BELOW + (rows - 1) * LINE;
}

const widestName = (sheet: Sheet, named: readonly Series[]): number =>
  Math.min(WIDEST_NAMES * sheet.width, Math.max(0, ...named.map(({ name }) => textWidth(plainText(name), FONT_SIZE))));

/** Whether each name has room at the end of its line. */
function namesAtEnds(sheet: Sheet, plot: XyPlot, named: readonly Series[]): boolean {
  if (sheet.width < NARROWEST_WITH_NAMES || named.length === 0 || named.length > 6) return false;
  if (named.some(({ style, points }) => (style !== 'line' && style !== 'step') || points.length === 0)) return false;
  const shareOfWidth = positionOf(plot.x, 0, 1);
  if (named.some(({ points }) => shareOfWidth(points.at(-1)![0]) < NEAR_RIGHT)) return false;
  const room = WIDEST_NAMES * sheet.width - SWATCH - SWATCH_GAP;
  if (named.some(({ name }) => textWidth(plainText(name), FONT_SIZE) > room)) return false;
  const [top, bottom] = [LINE + 8, sheet.height - BELOW];
  const ends = named.map(({ points }) => positionOf(plot.y, bottom, top)(points.at(-1)![1]));
  const places = spread(ends, LINE, top, bottom);
  return places.every((place, index) => Math.abs(place - ends[index]!) <= FARTHEST_NAME);
}

function drawNames(sheet: Sheet, frame: Frame, named: readonly Series[]): void {
  const ends = named.map(({ points }) => frame.y(points.at(-1)![1]));
  const places = spread(ends, LINE, frame.top, frame.bottom);
  const x = frame.right + NAME_GAP;
  for (const [index, series] of named.entries()) {
    drawSwatch(sheet, series, x, places[index]!);
    const most = sheet.width - x - SWATCH - SWATCH_GAP;
    const text = fitText(plainText(series.name), most, FONT_SIZE);
    sheet.label({ text, x: x + SWATCH + SWATCH_GAP, y: places[index]! + 4 });
  }
}

function drawSparse(sheet: Sheet, { sparse = [], x }: XyPlot, frame: Frame): void {
  const { left, right, top, bottom } = frame;
  for (const [from, to] of sparse) {
    const [start, end] = [Math.max(left, frame.x(from)), Math.min(right, frame.x(to))];
    if (Number.isNaN(end - start) || (end <= start && !isShown(x, from))) continue;
    const width = Math.max(end - start, 2);
    const fill = sheet.define('sparse', (id) => hatch(id, 'grid', 1.5));
    sheet.shape('rect', { x: start, y: top, width, height: bottom - top, fill });
  }
}

function drawRug(sheet: Sheet, { rug = [], x }: XyPlot, { x: position, bottom }: Frame): void {
  const places = new Set(rug.filter((value) => isShown(x, value)).map((value) => round(position(value))));
  if (places.size === 0) return;
  const d = Array.from(places, (place) => `M${place} ${round(bottom)}v-7`).join('');
  sheet.shape('path', { d, ...paint({ fill: 'none', stroke: 'ink' }), opacity: 0.6 });
}
