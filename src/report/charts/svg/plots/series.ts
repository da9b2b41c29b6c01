/** Series within a frame: bands below, then bars, lines and points in their order. */
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import type { Series, XyPlot } from '../../chart.ts';
import { isShown } from '../axis.ts';
import { paint } from '../chart-styles.ts';
import { CODINGS, markerPath, strokeOf, textureOf } from '../coding.ts';
import { round } from '../element.ts';
import type { Frame } from '../frame.ts';
import type { Sheet } from '../sheet.ts';
import { thinLine, type Pixel } from './thin-line.ts';

/** A line of so few points has a marker on each. */
const FEW_POINTS = 15;
/** More markers are smaller. */
const FEW_MARKERS = 60;
const SMALL_MARKER_AREA = 12;
/** More points than that are thinned out evenly. */
const MOST_MARKERS = 400;
const WIDEST_BAR = 48;
/** Of the distance between points, for their bars. */
const BAR_SHARE = 0.84;

/** @param budget points that a line has at most */
export function drawSeries(sheet: Sheet, frame: Frame, plot: XyPlot, budget: number): void {
  const known = plot.series.map((series) => withoutUnknown(series));
  for (const series of known) if (series.style === 'line' || series.style === 'step') drawBand(sheet, frame, series);
  drawBars(sheet, frame, known);
  for (const series of known) {
    if (series.style === 'bars') continue;
    if (series.style === 'points') {
      drawWhiskers(sheet, frame, series);
      drawMarkers(sheet, frame, plot, series);
    } else {
      drawLine(sheet, frame, series, budget);
      if (series.points.length <= FEW_POINTS && series.role !== 'reference' && series.role !== 'faint') {
        drawMarkers(sheet, frame, plot, series);
      }
    }
  }
}

/** Points that aren't numbers are left out, and so are intervals. */
function withoutUnknown({ band = [], ...series }: Series): Series {
  const places = series.points.map((_, index) => index).filter((index) => !series.points[index]!.some(Number.isNaN));
  const intervals = places.map((index) => band[index] ?? null);
  return {
    ...series,
    points: places.map((index) => series.points[index]!),
    band: intervals.map((interval) => (interval?.some(Number.isNaN) === true ? null : interval)),
  };
}

function drawLine(sheet: Sheet, frame: Frame, { style, role, points }: Series, budget: number): void {
  const corners = style === 'step' ? asStairs(points) : points;
  const pixels = thinLine(
    corners.map(([x, y]): Pixel => [frame.x(x), frame.y(y)]),
    budget,
  );
  const d = line<Pixel>().digits(1)(Array.from(pixels));
  if (d !== null && pixels.length > 1) sheet.shape('path', { d, ...strokeOf(role), 'stroke-linejoin': 'round' });
}

/** A value holds until the next point. */
function asStairs(points: Series['points']): Series['points'] {
  return points.flatMap((point, index) =>
    index === 0 ? [point] : [[point[0], points[index - 1]![1]] as const, point],
  );
}

/** A tinted area where the intervals of neighbours are known; a lone interval is a whisker. */
function drawBand(sheet: Sheet, frame: Frame, series: Series): void {
  const { band = [], points, style, role } = series;
  const known = (index: number) => (band[index] ?? null) !== null && points[index] !== undefined;
  const isLone = (index: number) => known(index) && !known(index - 1) && !known(index + 1);
  const places = points.map((_, index) => index);
  const shape = area<number>((index) => frame.x(points[index]![0]), 0, 0)
    .digits(1)
    .curve(style === 'step' ? curveStepAfter : curveLinear)
    .defined((index) => known(index) && !isLone(index))
    .y0((index) => frame.y(band[index]![0]))
    .y1((index) => frame.y(band[index]![1]));
  const d = shape(places);
  if (d !== null) sheet.shape('path', { d, ...paint({ fill: CODINGS[role].colour }), opacity: 0.2 });
  drawWhiskers(sheet, frame, { ...series, band: band.map((one, index) => (isLone(index) ? one : null)) });
}

function drawWhiskers(sheet: Sheet, frame: Frame, { points, band = [], role }: Series, shift = 0): void {
  const d = points
    .map(([x], index) => {
      const [low, high] = band[index] ?? [null, null];
      if (low === null || high === null) return '';
      const at = frame.x(x) + shift;
      return `M${round(at)} ${round(frame.y(low))}V${round(frame.y(high))}`;
    })
    .join('');
  if (d !== '')
    sheet.shape('path', { d, ...paint({ fill: 'none', stroke: CODINGS[role].colour }), 'stroke-width': 1.4 });
}

function drawMarkers(sheet: Sheet, frame: Frame, { x, y }: XyPlot, { points, role }: Series): void {
  const shown = points.filter((point) => isShown(x, point[0]) && isShown(y, point[1]));
  const step = Math.max(1, Math.ceil(shown.length / MOST_MARKERS));
  const places = new Set(
    shown
      .filter((_, index) => index % step === 0)
      .map((point) => `${round(frame.x(point[0]))} ${round(frame.y(point[1]))}`),
  );
  const d = markerPath(role, shown.length > FEW_MARKERS ? SMALL_MARKER_AREA : undefined);
  const { opacity, colour } = CODINGS[role];
  sheet.group({ ...paint({ fill: colour }), opacity }, () => {
    for (const place of places) sheet.shape('path', { d, transform: `translate(${place})` });
  });
}

/** Bars of several series stand beside each other. */
function drawBars(sheet: Sheet, frame: Frame, series: readonly Series[]): void {
  const bars = series.filter(({ style }) => style === 'bars');
  const places = bars.flatMap(({ points }) => points.map(([x]) => frame.x(x)));
  const sorted = Array.from(new Set(places)).toSorted((a, b) => a - b);
  const distance = Math.min(WIDEST_BAR * 1.5, ...sorted.slice(1).map((place, index) => place - sorted[index]!));
  const width = Math.max(0.6, (distance * BAR_SHARE) / Math.max(bars.length, 1));
  for (const [index, one] of bars.entries()) {
    const shift = (index - (bars.length - 1) / 2) * width;
    sheet.group(textureOf(sheet, one.role), () => {
      for (const [x, y] of one.points) {
        const [centre, top] = [frame.x(x) + shift, Math.max(frame.y(y), frame.top - 10)];
        const height = frame.bottom - top;
        if (height <= 0) continue;
        const box = { x: centre - width / 2 + 0.3, y: top, width: Math.max(width - 0.6, 0.4), height };
        sheet.shape('rect', box);
      }
    });
    drawWhiskers(sheet, frame, one, shift);
  }
}
