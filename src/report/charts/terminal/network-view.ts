/**
 * A network in a terminal: layers as columns of units, with its strongest weights as lines between them. Positive weights
 * are whole lines, negative ones dotted.
 */
import type { NetworkPlot } from '../chart.ts';
import { Canvas } from './canvas.ts';
import { cellWidth, cut, flow, padEnd, padStart, safe } from './cells.ts';
import { glyphsOf, type View } from './glyphs.ts';

const LARGEST_NAMES = 0.25;
const [POSITIVE, NEGATIVE] = ['+', '-'];

export function networkLines({ layers, edges }: NetworkPlot, view: View): string[] {
  const { width, ascii } = view;
  const glyphs = glyphsOf(view);
  const most = Math.floor(width * LARGEST_NAMES);
  const namesOf = (layer: NetworkPlot['layers'][number] | undefined) =>
    (layer?.units ?? []).map(({ name }) => cut(safe(name, ascii), most, ascii));
  const [inputs, outputs] = [namesOf(layers[0]), namesOf(layers.at(-1))];
  const [left, right] = [inputs, outputs].map((names) => Math.max(0, ...names.map(cellWidth))) as [number, number];
  const rows = 2 * Math.max(1, ...layers.map(({ units }) => units.length)) - 1;
  const columns = Math.max(width - left - right - 2, 8);
  const canvas = new Canvas(columns, rows, ascii);
  const columnOf = (layer: number) => Math.round((layer * (columns - 1)) / Math.max(layers.length - 1, 1));
  const rowOf = (layer: number, unit: number) => {
    const { length } = layers[layer]!.units;
    return Math.round((rows - 1) * (length === 1 ? 0.5 : unit / (length - 1)));
  };
  const [dotsWide, dotsHigh] = ascii ? [1, 1] : [2, 4];
  const dotOf = (layer: number, unit: number) =>
    [columnOf(layer) * dotsWide, rowOf(layer, unit) * dotsHigh + Math.floor(dotsHigh / 2)] as const;
  const isDrawn = (layer: number, unit: number) => layers[layer]?.units[unit] !== undefined;
  const drawn = edges.filter(({ layer, from, to }) => isDrawn(layer, from) && isDrawn(layer + 1, to));
  // In ASCII a line covers others: the strongest come last.
  for (const { layer, from, to, weight } of drawn.toSorted((a, b) => Math.abs(a.weight) - Math.abs(b.weight))) {
    const isPositive = weight >= 0;
    canvas.line(dotOf(layer, from), dotOf(layer + 1, to), isPositive ? POSITIVE : NEGATIVE, (dot) => {
      return isPositive || dot % 3 === 0;
    });
  }
  for (const [layer, { units }] of layers.entries()) {
    for (const unit of units.keys()) canvas.sign(...dotOf(layer, unit), glyphs.unit);
  }
  const nameAt = (layer: number, names: readonly string[], row: number) =>
    names.find((_, unit) => rowOf(layer, unit) === row) ?? '';
  const body = canvas.lines().map((line, row) => {
    const name = padStart(nameAt(0, inputs, row), left);
    return `${name} ${line} ${padEnd(nameAt(layers.length - 1, outputs, row), right)}`.trimEnd();
  });
  const sizes = layers.map(({ name, units, count }) => {
    return `${safe(name, ascii)}: ${units.length === count ? count : `${units.length} of ${count}`}`;
  });
  const signs = ascii ? `${POSITIVE} positive, ${NEGATIVE} negative` : '⠒⠒ positive, ⠂⠐ negative';
  return [...body, ...flow([...sizes, `weights: ${signs}`], width, ascii)];
}
