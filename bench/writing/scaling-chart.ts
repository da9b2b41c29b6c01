/**
 * Scaling tables as a drawing in SVG: the time of a row against the size of the job, both on logarithmic axes, and under
 * it what the matrix products alone would take at the limit of SIMD128.
 */
import { formatFigure, type BenchTable } from './table.ts';

const PANEL = { width: 340, height: 210, left: 46, right: 16, top: 34, bottom: 34 } as const;
const COLUMNS = 2;
const COLOURS = { line: '#1f6feb', limit: '#8c959f', text: '#57606a', grid: '#d8dee4' } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** @param limit of SIMD128 in GFLOP/s, where it is known */
export function drawScaling(tables: readonly BenchTable[], limit: number | undefined): string {
  const rows = Math.ceil(tables.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL.width, rows * PANEL.height];
  const panels = tables.map((table, index) => {
    const place = `translate(${(index % COLUMNS) * PANEL.width} ${Math.floor(index / COLUMNS) * PANEL.height})`;
    return `<g transform="${place}">\n${drawPanel(table, limit)}\n</g>`;
  });
  const style = `text{font:11px sans-serif;fill:${COLOURS.text}} .title{font-weight:bold} polyline{fill:none;stroke-width:2}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, rows }: BenchTable, limit: number | undefined): string {
  const measured = rows.map(({ x, rate }): Point => ({ x: x!, y: 1e6 / rate }));
  const ideal = rows.flatMap(({ x, operations }): Point[] => {
    return limit === undefined || operations === undefined ? [] : [{ x: x!, y: operations / limit / 1e3 }];
  });
  const ys = [...measured, ...ideal].map(({ y }) => y);
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...ys))), 10 ** Math.ceil(Math.log10(Math.max(...ys)))];
  const [left, right] = [PANEL.left, PANEL.width - PANEL.right];
  const [top, bottom] = [PANEL.top, PANEL.height - PANEL.bottom];
  const xs = measured.map(({ x }) => x);
  const across = scale(Math.min(...xs), Math.max(...xs), left + 8, right - 8);
  const up = scale(low, high, bottom, top);
  const line = (points: readonly Point[], colour: string, more = '') => {
    const places = points.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`);
    return `<polyline points="${places.join(' ')}" stroke="${colour}"${more}/>`;
  };
  const decades = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, i) => low * 10 ** i);
  return [
    `<text class="title" x="${left}" y="16">${title}</text>`,
    `<text x="${left}" y="29">µs a row</text>`,
    ...decades.map((y) => {
      const at = up(y).toFixed(1);
      return `<line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="${COLOURS.grid}"/><text x="${left - 4}" y="${at}" dy="4" text-anchor="end">${formatShort(y)}</text>`;
    }),
    ...xs.map(
      (x) => `<text x="${across(x).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${formatShort(x)}</text>`,
    ),
    ...(ideal.length > 0 ? [line(ideal, COLOURS.limit, ' stroke-dasharray="4 3"')] : []),
    line(measured, COLOURS.line),
    ...measured.map(({ x, y }) => {
      return `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="3" fill="${COLOURS.line}"><title>${formatShort(x)}: ${formatFigure(y)} µs</title></circle>`;
    }),
  ].join('\n');
}

/** From a logarithmic axis to places; a single value stands in the middle. */
function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  if (low === high) return () => (from + to) / 2;
  return (value) => from + (Math.log(value / low) / Math.log(high / low)) * (to - from);
}

/** 14k, 1.4M, 0.01 */
function formatShort(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(2))}M`;
  if (value >= 10_000) return `${Number((value / 1e3).toPrecision(2))}k`;
  return String(Number(value.toPrecision(4)));
}
