/** Marked values: a ring round a point, or a line across the plot, each with a label that keeps clear of the series. */
import type { Mark, XyPlot } from '../../chart.ts';
import { isShown } from '../axis.ts';
import { paint } from '../chart-styles.ts';
import { round } from '../element.ts';
import type { Frame } from '../frame.ts';
import { SMALL, type Box, type Label, type Sheet } from '../sheet.ts';
import { thinLine, type Pixel } from './thin-line.ts';

/** Corners of a line that are looked at, to keep labels clear of it. */
const CORNERS = 100;
/** Pixels by which a label is moved up or down, and how often at most. */
const STEP = 7;
const STEPS = 24;
/** Better to move a label so many steps than to have it cross a line, or cut it. */
const CROSSING = 8;
const CROSSING_FAINT = 2;
const CUT = 200;

export function drawMarks(sheet: Sheet, frame: Frame, plot: XyPlot): void {
  if (plot.marks.length === 0) return;
  const lines = plot.series
    .filter(({ style }) => style === 'line' || style === 'step')
    .map(({ points, role }) => ({
      corners: thinLine(
        points.map(([x, y]): Pixel => [frame.x(x), frame.y(y)]),
        CORNERS,
      ),
      cost: role === 'reference' || role === 'faint' ? CROSSING_FAINT : CROSSING,
    }));
  const crossing = (box: Box) => lines.reduce((sum, { corners, cost }) => sum + (passes(corners, box) ? cost : 0), 0);
  for (const mark of plot.marks) drawMark(sheet, frame, plot, mark, crossing);
}

function drawMark(
  sheet: Sheet,
  frame: Frame,
  plot: XyPlot,
  { x, y, label }: Mark,
  costOfCrossing: (box: Box) => number,
): void {
  const { left, right, top, bottom } = frame;
  if ((x !== undefined && !isShown(plot.x, x)) || (y !== undefined && !isShown(plot.y, y))) return;
  const [atX, atY] = [x === undefined ? right : frame.x(x), y === undefined ? top : frame.y(y)];
  const ink = paint({ fill: 'none', stroke: 'ink' });
  const line = { ...ink, 'stroke-dasharray': '1 3' };
  if (y === undefined) sheet.shape('path', { d: `M${round(atX)} ${round(top)}V${round(bottom)}`, ...line });
  else if (x === undefined) sheet.shape('path', { d: `M${round(left)} ${round(atY)}H${round(right)}`, ...line });
  else sheet.shape('circle', { cx: atX, cy: atY, r: 5, ...ink, 'stroke-width': 1.6 });
  const places = labelPlaces(frame, { x: atX, y: atY, label, isColumn: y === undefined });
  const costs = new Map(
    places.map((place) => {
      const away = Math.abs(place.y - places[0]!.y) / STEP;
      return [place, away + costOfCrossing(sheet.boxOf(place)) + (sheet.isCut(place) ? CUT : 0)];
    }),
  );
  sheet.label(...places.toSorted((a, b) => costs.get(a)! - costs.get(b)!));
}

interface MarkedPlace {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Of a line from top to bottom: the label stands beside its upper end. */
  readonly isColumn: boolean;
}

/** Places for a label, the best first: beside the mark, then farther up and down. */
function labelPlaces({ left, right, top, bottom }: Frame, { x, y, label, isColumn }: MarkedPlace): Label[] {
  const look = { text: label, size: SMALL, isOverData: true };
  const start = isColumn ? top + 10 : y - 8;
  const distances = Array.from({ length: STEPS }, (_, index) => (index + 1) * STEP);
  const rows = [start, ...distances.flatMap((away) => (isColumn ? [start + away] : [start + away, start - away]))];
  const isNearRight = x - left > right - x;
  return rows
    .filter((baseline) => baseline > top && baseline < bottom - 3)
    .flatMap((baseline) => {
      const onRight: Label = { ...look, x: x + 8, y: baseline, most: right - x - 8 };
      const onLeft: Label = { ...look, x: x - 8, y: baseline, anchor: 'end', most: x - left - 8 };
      return isNearRight ? [onLeft, onRight] : [onRight, onLeft];
    });
}

/** Whether a line passes through a box. */
function passes(line: readonly Pixel[], { left, right, top, bottom }: Box): boolean {
  return line.slice(1).some(([x1, y1], index) => {
    const [x0, y0] = line[index]!;
    // The part of the segment between both sides, then between top and bottom (Liang & Barsky 1984).
    let [from, to] = [0, 1];
    const edges = [
      [x0 - x1, x0 - left],
      [x1 - x0, right - x0],
      [y0 - y1, y0 - top],
      [y1 - y0, bottom - y0],
    ] as const;
    for (const [direction, distance] of edges) {
      if (direction === 0 && distance < 0) return false;
      if (direction < 0) from = Math.max(from, distance / direction);
      if (direction > 0) to = Math.min(to, distance / direction);
    }
    return from <= to;
  });
}
