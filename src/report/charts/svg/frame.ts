/** The frame of a plot over two axes: where it lies on the sheet, its grid, its ticks and what the axes are called. */
import type { Axis } from '../chart.ts';
import { isShown, positionOf, ticksAlong, ticksOf, type Position, type TicksAlong } from './axis.ts';
import { paint } from './chart-styles.ts';
import { round } from './element.ts';
import { LINE, SMALL, type Box, type Sheet } from './sheet.ts';
import { plainText, textWidth } from './text-width.ts';

export interface Frame extends Box {
  readonly x: Position;
  readonly y: Position;
}

/** From the plot to the labels of its ticks. */
const TICK_GAP = 8;
/** Below the plot: a row of ticks, and the axis label. */
export const BELOW = 40;
/** Of the sheet, for the labels of the y axis. */
const WIDEST_LABELS = 0.3;

/** Pixels for the labels of the y axis. */
export function leftMargin(sheet: Sheet, axis: Axis, height: number): number {
  const widths = ticksUp(axis, height).map(({ label }) => textWidth(plainText(label), SMALL));
  return Math.min(Math.max(0, ...widths), WIDEST_LABELS * sheet.width) + TICK_GAP + 2;
}

export function frameOf(box: Box, x: Axis, y: Axis): Frame {
  return { ...box, x: positionOf(x, box.left, box.right), y: positionOf(y, box.bottom, box.top) };
}

/** Grid, ticks and labels. The label of y stands above the plot, where it reads without turning the head. */
export function drawFrame(sheet: Sheet, frame: Frame, x: Axis, y: Axis): void {
  const { left, right, top, bottom } = frame;
  const [levels, columns] = [ticksUp(y, bottom - top), ticksAlong(x, frame.x, right - left)];
  const lines = levels.map(({ value }) => `M${round(left)} ${round(frame.y(value))}H${round(right)}`).join('');
  if (lines !== '') sheet.shape('path', { d: lines, ...paint({ fill: 'none', stroke: 'grid' }) });
  for (const { value, label } of levels) {
    const [at, most] = [frame.y(value), left - TICK_GAP];
    sheet.label({ text: label, x: left - TICK_GAP, y: at + 4, anchor: 'end', size: SMALL, colour: 'muted', most });
  }
  drawXAxis(sheet, frame, x, columns);
  sheet.label({ text: y.label, x: 0, y: top - 10, colour: 'muted', size: SMALL });
}

/** The line, the ticks and the label of x. */
export function drawXAxis(
  sheet: Sheet,
  { left, right, bottom, x: position }: Frame,
  axis: Axis,
  { ticks, most, rows }: TicksAlong = ticksAlong(axis, position, right - left),
): void {
  const marks = ticks.map(({ value }) => `M${round(position(value))} ${round(bottom)}v4`).join('');
  const line = `M${round(left)} ${round(bottom)}H${round(right)}`;
  sheet.shape('path', { d: line + marks, ...paint({ fill: 'none', stroke: 'muted' }) });
  for (const [index, { value, label }] of ticks.entries()) {
    const y = bottom + 18 + (index % rows) * LINE;
    const half = Math.min(textWidth(plainText(label), SMALL), most) / 2;
    const at = Math.max(half, Math.min(position(value), sheet.width - half));
    sheet.label({ text: label, x: at, y, anchor: 'middle', size: SMALL, colour: 'muted', most });
  }
  const middle = (left + right) / 2;
  const room = 2 * Math.min(middle, sheet.width - middle);
  sheet.label({
    text: axis.label,
    x: middle,
    y: bottom + 18 + rows * LINE,
    anchor: 'middle',
    size: SMALL,
    colour: 'muted',
    most: room,
  });
}

function ticksUp(axis: Axis, height: number) {
  const most = Math.max(1, Math.floor(height / 20));
  for (let count = Math.max(4, Math.floor(height / 55)); count > 0; count--) {
    const ticks = ticksOf(axis, count).filter(({ value }) => isShown(axis, value));
    if (ticks.length <= most) return ticks;
  }
  const ticks = ticksOf(axis, 1);
  return ticks.filter((_, index) => index % Math.ceil(ticks.length / most) === 0);
}
