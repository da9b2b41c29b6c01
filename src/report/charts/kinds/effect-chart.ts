/**
 * The effect of a column: how the probability of a class moves with its value, by partial dependence and by accumulated
 * local effects, with single rows behind them.
 */
import { columnName } from '../../../data/column-name.ts';
import { escapeControl } from '../../../errors.ts';
import type { Effect, EffectPoint } from '../../../explain/explanation-document.ts';
import { counted, shorten } from '../../../text-table.ts';
import type { Chart, Mark, Series, XyPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { className, wholePercent } from './wording.ts';

type Point = readonly [x: number, y: number];

const LONGEST_VALUE = 24;
/** The two curves are told apart in words where they differ by more. */
const SMALLEST_DIFFERENCE = 0.02;

/** @param place of the effect among those of the explanation, from 0 */
export function effectChart(effect: Effect, explainedClass: string, place: number): Chart | null {
  const { column, points } = effect;
  if (points.length === 0) return null;
  const format = formatOf(effect);
  const [name, of] = [columnName(column), className(explainedClass)];
  return {
    id: `effect-${place + 1}`,
    title: `Effect of ${name} on the probability of ${of}`,
    sentence: sentenceOf(effect, name, of),
    plot: effect.kind === 'number' && points.some(isNumber) ? curves(effect, name, of) : levels(effect, name, of),
    table: {
      columns: [
        { name, format: points.every(({ value }) => typeof value === 'number') ? format : 'text' },
        { name: 'partial dependence', format: 'share' },
        { name: 'accumulated local', format: 'share' },
        { name: 'rows near', format: 'count' },
        { name: 'few', format: 'text' },
      ],
      rows: points.map(({ value, partialDependence, accumulatedLocal, rows, isSparse }) => {
        const shown = typeof value === 'number' ? value : valueText(value, format);
        return [shown, partialDependence, accumulatedLocal, rows, isSparse ? 'few' : ''];
      }),
    },
  };
}

/** Over the values of a number; the missing ones as a line across. */
function curves(effect: Effect, name: string, of: string): XyPlot {
  const { points, rug } = effect;
  const domain = probabilities(points);
  const numbers = points.filter(isNumber);
  const xs = numbers.map(({ value }) => value);
  const [from, to] = [xs[0]!, xs.at(-1)!];
  const missing = points.find(({ value }) => value === null);
  const marks: Mark[] = missing === undefined ? [] : [{ y: missing.partialDependence, label: `${name} missing` }];
  return {
    kind: 'xy',
    x: { label: name, format: formatOf(effect), domain: from < to ? [from, to] : [from - 0.5, from + 0.5] },
    y: { label: `mean probability of ${of}`, format: 'share', domain },
    series: [...singleRows(effect, domain[1]), ...twoWays(numbers, (_, index) => xs[index]!, 'line')],
    marks,
    rug,
    sparse: sparseRanges(numbers),
  };
}

/** A point for each level, and one for missing. */
function levels(effect: Effect, name: string, of: string): XyPlot {
  const { points } = effect;
  return {
    kind: 'xy',
    x: {
      label: name,
      format: 'count',
      domain: [-0.5, points.length - 0.5],
      names: points.map(({ value }) => valueText(value, formatOf(effect))),
    },
    y: { label: `mean probability of ${of}`, format: 'share', domain: probabilities(points) },
    series: twoWays(points, (_, index) => index, 'points'),
    marks: [],
    sparse: points.flatMap(({ isSparse }, index) => (isSparse ? [[index - 0.5, index + 0.5] as const] : [])),
  };
}

function twoWays(
  points: readonly EffectPoint[],
  x: (point: EffectPoint, index: number) => number,
  style: Series['style'],
): Series[] {
  const local = points.flatMap((point, index) =>
    point.accumulatedLocal === null ? [] : [[x(point, index), point.accumulatedLocal] as const],
  );
  const dependence = points.map((point, index) => [x(point, index), point.partialDependence] as const);
  return [
    ...(local.length === 0
      ? []
      : [{ name: 'accumulated local effect', style, role: 'second', points: local } as const]),
    { name: 'partial dependence', style, role: 'main', points: dependence },
  ];
}

/** Each sparse point reaches half of the way to its neighbours. */
function sparseRanges(points: readonly (EffectPoint & { readonly value: number })[]): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (const [index, { value, isSparse }] of points.entries()) {
    if (!isSparse) continue;
    const [before, after] = [points[index - 1]?.value ?? value, points[index + 1]?.value ?? value];
    const range = [(before + value) / 2, (value + after) / 2] as const;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] >= range[0]) ranges[ranges.length - 1] = [last[0], range[1]];
    else ranges.push(range);
  }
  return ranges;
}

function sentenceOf(effect: Effect, name: string, of: string): string {
  const { points, rows } = effect;
  const dense = points.filter(({ isSparse }) => !isSparse);
  // A single one has nothing to be compared with.
  const believed = dense.length > 1 ? dense : points;
  const lowest = believed.reduce((a, b) => (b.partialDependence < a.partialDependence ? b : a));
  const highest = believed.reduce((a, b) => (b.partialDependence > a.partialDependence ? b : a));
  const where = ({ value }: EffectPoint) => {
    return value === null ? `where ${name} is missing` : `with ${name} = ${valueText(value, formatOf(effect))}`;
  };
  const few = points.filter(({ isSparse }) => isSparse).length;
  const apart = Math.max(
    ...believed.map(({ partialDependence, accumulatedLocal }) =>
      accumulatedLocal === null ? 0 : Math.abs(partialDependence - accumulatedLocal),
    ),
  );
  const range =
    lowest.partialDependence === highest.partialDependence
      ? `The mean probability of ${of} is ${wholePercent(lowest.partialDependence)} whatever the value of ${name}`
      : `The mean probability of ${of} over ${counted(rows, 'row')} is lowest ${where(lowest)} (${wholePercent(lowest.partialDependence)}) and highest ${where(highest)} (${wholePercent(highest.partialDependence)})`;
  const differ =
    apart <= SMALLEST_DIFFERENCE
      ? ''
      : ` The two ways of asking differ by up to ${Math.round(100 * apart)} percentage points: other columns may move along with ${name}, and then the accumulated local effect is the safer one.`;
  const sparse = few === 0 ? '' : ` ${few === 1 ? '1 value has' : `${few} values have`} few rows.`;
  return `${range}.${differ}${sparse}`;
}

function formatOf({ notation }: Effect): 'date' | 'number' {
  return notation === 'date' ? 'date' : 'number';
}

function valueText(value: number | string | null, format: 'date' | 'number'): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? formatNumber(value, format) : shorten(escapeControl(value), LONGEST_VALUE);
}

function isNumber(point: EffectPoint): point is EffectPoint & { readonly value: number } {
  return typeof point.value === 'number';
}

/**
 * What the y axis shows: from 0, with room for as much again above the highest mean, which single rows would press down.
 * Accumulated effects may lie beyond 0 and 1.
 */
function probabilities(points: readonly EffectPoint[]): [low: number, high: number] {
  const means = points.flatMap(({ partialDependence, accumulatedLocal }) => [partialDependence, accumulatedLocal ?? 0]);
  const highest = Math.max(0.005, ...means);
  return [Math.min(0, ...means), Math.max(Math.min(1, 2 * highest), highest)];
}

/** Single rows as lines, as far as they are below the top. */
function singleRows({ points, individual }: Effect, top: number): Series[] {
  const most = Math.max(0, ...individual.flat());
  const name = most > top ? `single rows, up to ${wholePercent(most)}` : 'single rows';
  return individual
    .flatMap((row) => {
      const line = points.flatMap(({ value }, index) =>
        typeof value === 'number' ? [[value, row[index]!] as const] : [],
      );
      return below(line, top);
    })
    .map((line, place) => ({ name: place === 0 ? name : '', style: 'line', role: 'faint', points: line }));
}

/** The pieces of a line that are not above the top. */
function below(line: readonly Point[], top: number): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  const end = () => {
    if (piece.length > 0) pieces.push(piece);
    piece = [];
  };
  for (const [index, point] of line.entries()) {
    const last = line[index - 1];
    const crosses = last !== undefined && last[1] > top !== point[1] > top;
    if (crosses) piece.push([last[0] + ((top - last[1]) / (point[1] - last[1])) * (point[0] - last[0]), top]);
    if (point[1] <= top) piece.push(point);
    else end();
  }
  end();
  return pieces;
}
