/**
 * The layers of a network as columns of units, joined by its weights: as thick as the weight, solid above 0, dashed below.
 */
import { groupDigits } from '../../../../text-table.ts';
import type { NetworkPlot } from '../../chart.ts';
import { paint } from '../chart-styles.ts';
import { CODINGS } from '../coding.ts';
import { round } from '../element.ts';
import { drawLegend, legendItems } from '../legend.ts';
import { FONT_SIZE, LINE, SMALL, type Sheet } from '../sheet.ts';
import { plainText, textWidth } from '../text-width.ts';

/** Of the sheet, for the names of inputs and of classes. */
const WIDEST_NAME = 0.26;
const TALLEST_GAP = 24;
/** Thicknesses that weights are rounded to, so that a path holds all edges of one. */
const LEVELS = 6;
const THICKEST = 3;
const KEYS = [
  { name: 'weight above 0', role: 'main', style: 'line' },
  { name: 'weight below 0', role: 'second', style: 'line' },
] as const;

type Place = readonly [x: number, y: number];

export function networkHeight({ layers }: NetworkPlot): number {
  const most = Math.max(1, ...layers.map(({ units }) => units.length));
  return LINE + 8 + Math.max(120, most * TALLEST_GAP) + 2 * LINE + 8;
}

export function drawNetwork(sheet: Sheet, plot: NetworkPlot): void {
  const { layers } = plot;
  const [inputs, classes] = [widthOf(sheet, layers[0]), layers.length > 1 ? widthOf(sheet, layers.at(-1)) : 0];
  const [left, right] = [inputs + 14, sheet.width - classes - 14];
  const top = drawLegend(sheet, legendItems(KEYS, sheet.width), 0, 0);
  const bottom = sheet.height - 2 * LINE - 8;
  const distance = layers.length > 1 ? (right - left) / (layers.length - 1) : 0;
  const gap = Math.min(...layers.map(({ units }) => (bottom - top) / Math.max(units.length, 1)), TALLEST_GAP);
  const places = layers.map(({ units }, layer) =>
    units.map((_, unit): Place => {
      const middle = (top + bottom) / 2 + (unit - (units.length - 1) / 2) * gap;
      return [layers.length > 1 ? left + layer * distance : (left + right) / 2, middle];
    }),
  );
  drawEdges(sheet, plot, places);
  const radius = Math.max(1.5, Math.min(7, gap * 0.36));
  sheet.group({ ...paint({ fill: 'ground', stroke: 'ink' }), 'stroke-width': 1.2 }, () => {
    for (const [cx, cy] of places.flat()) sheet.shape('circle', { cx, cy, r: radius });
  });
  for (const [index, { units }] of layers.entries()) {
    const isFirst = index === 0;
    if (!isFirst && index < layers.length - 1) continue;
    const every = Math.ceil(LINE / gap);
    for (const [unit, { name }] of units.entries()) {
      if (unit % every !== 0 || name === '') continue;
      const [x, y] = places[index]![unit]!;
      const side = isFirst ? ({ x: x - 12, anchor: 'end', most: inputs } as const) : { x: x + 12, most: classes };
      sheet.label({ text: name, y: y + 4, ...side });
    }
  }
  drawTitles(sheet, plot, left, distance);
}

/** Below each layer its name, and how many of its units are drawn. */
function drawTitles(sheet: Sheet, { layers }: NetworkPlot, left: number, distance: number): void {
  for (const [index, { name, units, count }] of layers.entries()) {
    const x = layers.length > 1 ? left + index * distance : sheet.width / 2;
    const room = 2 * Math.min(x, sheet.width - x);
    // Titles at the sides may take up the room of names.
    const most = Math.min(layers.length > 1 ? distance - 4 : room, room);
    const look = { x, anchor: 'middle', size: SMALL, most } as const;
    sheet.label({ ...look, text: name, y: sheet.height - LINE - 6 });
    const extent = units.length < count ? `${units.length} of ${groupDigits(count)}` : groupDigits(count);
    sheet.label({ ...look, text: extent, y: sheet.height - 6, colour: 'muted' });
  }
}

function drawEdges(sheet: Sheet, { edges }: NetworkPlot, places: readonly (readonly Place[])[]): void {
  const largest = Math.max(0, ...edges.map(({ weight }) => Math.abs(weight)).filter(Number.isFinite));
  const paths = new Map<number, string>();
  for (const { layer, from, to, weight } of edges) {
    const [start, end] = [places[layer]?.[from], places[layer + 1]?.[to]];
    const level = largest === 0 ? 0 : Math.ceil((LEVELS * Math.abs(weight)) / largest);
    if (start === undefined || end === undefined || !(level > 0 && level <= LEVELS)) continue;
    const key = weight < 0 ? -level : level;
    const line = `M${round(start[0])} ${round(start[1])}L${round(end[0])} ${round(end[1])}`;
    paths.set(key, (paths.get(key) ?? '') + line);
  }
  // The thickest last, so that they lie on top.
  const levels = Array.from(paths.keys()).toSorted((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  for (const key of levels) {
    const level = Math.abs(key) / LEVELS;
    const { colour } = CODINGS[key < 0 ? 'second' : 'main'];
    sheet.shape('path', {
      d: paths.get(key),
      ...paint({ fill: 'none', stroke: colour }),
      'stroke-width': level * THICKEST,
      'stroke-dasharray': key < 0 ? '5 3' : undefined,
      opacity: 0.2 + 0.6 * level,
    });
  }
}

function widthOf(sheet: Sheet, layer: NetworkPlot['layers'][number] | undefined): number {
  const widths = (layer?.units ?? []).map(({ name }) => textWidth(plainText(name), FONT_SIZE));
  return Math.min(WIDEST_NAME * sheet.width, Math.max(0, ...widths));
}
