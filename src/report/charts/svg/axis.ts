/** An axis on the sheet: from values to pixels, and the ticks that have room. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from '../chart.ts';
import { extentOf, isLogarithmic, LARGEST, numberTicks, type Tick } from '../extent.ts';
import { plainText, textWidth } from './text-width.ts';
import { SMALL } from './sheet.ts';

export interface TicksAlong {
  readonly ticks: readonly Tick[];
  /** Pixels that a label may take. */
  readonly most: number;
  /** Names too long for one row stand in two by turns. */
  readonly rows: 1 | 2;
}

export type Position = (value: number) => number;

const MOST_TICKS = 7;
/** Pixels between the labels of two ticks. */
const GAP = 10;
/** A name that is cut to less says nothing. */
const LEAST_NAME = 36;
/** No pixel is farther away: SVG numbers are float32. */
const FARTHEST = 1e4;

export function positionOf(axis: Axis, from: number, to: number): Position {
  const [first, last] = extentOf(axis);
  const isLog = isLogarithmic(axis);
  const scale = isLog ? scaleLog([first, last], [from, to]) : scaleLinear([first, last], [from, to]);
  const reach = FARTHEST * (last - first);
  const [least, most] = isLog ? [1 / LARGEST, LARGEST] : [first - reach, last + reach];
  return (value) => Math.max(-FARTHEST, Math.min(scale(Math.max(least, Math.min(value, most))), FARTHEST));
}

/** Whether an axis shows this value. */
export function isShown(axis: Axis, value: number): boolean {
  const [first, last] = extentOf(axis);
  const slack = isLogarithmic(axis) ? 0 : (last - first) * 1e-9;
  return value >= first - slack && value <= last + slack;
}

/** At most about `count` ticks at round values. */
export function ticksOf(axis: Axis, count: number): Tick[] {
  if (axis.names !== undefined) return axis.names.map((name, value) => ({ value, label: plainText(name, 100) }));
  return numberTicks(axis, count);
}

/** Ticks whose labels stand beside each other without touching: fewer ticks, or shorter names. */
export function ticksAlong(axis: Axis, position: Position, length: number): TicksAlong {
  if (axis.names !== undefined) {
    const slot = length / Math.max(axis.names.length, 1);
    const all = ticksOf(axis, 0);
    const widest = Math.max(0, ...all.map(({ label }) => textWidth(label, SMALL)));
    const rows = widest + GAP <= slot ? 1 : 2;
    const every = Math.max(1, Math.ceil((Math.min(LEAST_NAME, widest) + GAP) / (rows * slot)));
    return { ticks: all.filter(({ value }) => value % every === 0), most: rows * every * slot - GAP, rows };
  }
  for (let count = Math.max(3, Math.min(Math.floor(length / 75), MOST_TICKS)); count > 0; count--) {
    const ticks = ticksOf(axis, count);
    const boxes = ticks.map(({ value, label }) => ({ centre: position(value), width: textWidth(label, SMALL) }));
    const fits = boxes.every((box, index) => {
      const next = boxes[index + 1];
      return next === undefined || Math.abs(next.centre - box.centre) >= (box.width + next.width) / 2 + GAP;
    });
    if (fits) return { ticks, most: Infinity, rows: 1 };
  }
  return { ticks: ticksOf(axis, 1).slice(0, 1), most: length, rows: 1 };
}
