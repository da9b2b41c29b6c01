/** An axis on the sheet: from values to pixels, and the ticks that have room. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from '../chart.ts';
import { formatNumber, formatTicks } from '../format-number.ts';
import { plainText, textWidth } from './text-width.ts';
import { SMALL } from './sheet.ts';

interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface TicksAlong {
  readonly ticks: readonly Tick[];
  /** Pixels that a label may take. */
  readonly most: number;
  /** Names too long for one row stand in two by turns. */
  readonly rows: 1 | 2;
}

export type Position = (value: number) => number;

/** Beyond it, differences overflow. */
const LARGEST = 1e300;
/** Relative distance of two values that doubles tell apart well. */
const CLOSEST = 1e-12;
const MOST_TICKS = 7;
/** Pixels between the labels of two ticks. */
const GAP = 10;
/** Names in the place of numbers take half a step more to each side. */
const HALF_STEP = 0.5;
/** A name that is cut to less says nothing. */
const LEAST_NAME = 36;
/** No pixel is farther away: SVG numbers are float32. */
const FARTHEST = 1e4;

const isLogarithmic = ({ scale, names }: Axis): boolean => scale === 'log' && names === undefined;

/** The domain as finite numbers, the first below the last, above 0 on a log scale. */
function extentOf(axis: Axis): [number, number] {
  const { domain, names } = axis;
  if (names !== undefined && names.length > 0) return [-HALF_STEP, names.length - 1 + HALF_STEP];
  const isLog = isLogarithmic(axis);
  const [first, last] = domain.map((value) => {
    const finite = Number.isNaN(value) ? 0 : Math.max(-LARGEST, Math.min(value, LARGEST));
    return isLog ? Math.max(finite, 1 / LARGEST) : finite;
  }) as [number, number];
  const least = isLog ? first * CLOSEST : Math.max(Math.max(Math.abs(first), Math.abs(last)) * CLOSEST, 1 / LARGEST);
  if (last - first > least) return [first, last];
  const reach = isLog ? 0 : Math.max(Math.abs(first) / 10, 0.5);
  return isLog ? [first / 2, first * 2] : [first - reach, first + reach];
}

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
  const extent = extentOf(axis);
  if (isLogarithmic(axis)) {
    const all = scaleLog(extent, [0, 1]).ticks(count);
    const powers = all.filter((value) => Number.isInteger(Math.round(Math.log10(value) * 1e6) / 1e6));
    const shown = all.length > count && powers.length > 1 ? powers : all;
    const step = Math.ceil(shown.length / Math.max(count, 1));
    return shown.filter((_, index) => index % step === 0).map((value) => tick(value, formatNumber(value, axis.format)));
  }
  const values = scaleLinear(extent, [0, 1]).ticks(count);
  const shown = axis.format === 'count' ? values.filter(Number.isInteger) : values;
  return formatTicks(shown, axis.format).map((label, index) => tick(shown[index]!, label));
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

function tick(value: number, label: string): Tick {
  return { value, label };
}
