/**
 * Curves of several runs over each other, where they mean the same.
 */
import type { Chart, ChartTable, Series } from '../charts/chart.ts';
import type { RunDocuments } from '../run-documents.ts';
import { cut } from '../sentences/prose.ts';

/** Runs that one picture tells apart by colour and by dash. */
export const MOST_CURVES = 3;
const ROLES = ['main', 'second', 'third'] as const;
const LONGEST_NAME = 24;

type Point = readonly [x: number, y: number];

/** The gain of each; null where it is of different classes, or of fewer than two runs. */
export function gainsChart(runs: readonly RunDocuments[]): Chart | null {
  const curves = curvesOf(runs, ({ metrics }) => {
    return (metrics.evaluation?.gain ?? []).map(({ share, gain }): Point => [share, gain]);
  });
  if (curves === null || new Set(runs.map(({ metrics }) => metrics.positive)).size > 1) return null;
  const reference: Series = {
    name: 'drawn at random',
    style: 'line',
    role: 'reference',
    points: [
      [0, 0],
      [1, 1],
    ],
  };
  return {
    id: 'gains',
    title: 'Gain: what the likeliest customers hold, run by run',
    sentence: 'The higher curve finds more of those that count among as many customers.',
    plot: {
      kind: 'xy',
      x: { label: 'share of the customers, likeliest first', format: 'share', domain: [0, 1] },
      y: { label: 'gain: share of all that count', format: 'share', domain: [0, 1] },
      series: [reference, ...curves.map((curve) => ({ ...curve, points: [[0, 0] as Point, ...curve.points] }))],
      marks: [],
    },
    table: joined('share of the customers', 'share', 'share', curves),
  };
}

/** The validation loss of each one's first network, epoch by epoch. */
export function lossesChart(runs: readonly RunDocuments[]): Chart | null {
  const curves = curvesOf(runs, ({ history }) => {
    return (history[0] ?? []).flatMap(({ epoch, validationLoss }): Point[] => {
      return validationLoss === null ? [] : [[epoch, validationLoss]];
    });
  });
  if (curves === null) return null;
  const all = curves.flatMap(({ points }) => points);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const low = ys.reduce((a, b) => Math.min(a, b));
  const high = ys.reduce((a, b) => Math.max(a, b));
  const room = (high - low || 1) / 20;
  return {
    id: 'losses',
    title: 'Learning: the validation loss, run by run',
    sentence: 'Of each run the first network. Losses compare only where the runs stop by the same customers.',
    plot: {
      kind: 'xy',
      x: { label: 'epoch', format: 'count', domain: [0, xs.reduce((a, b) => Math.max(a, b)) + 1] },
      y: { label: 'validation loss', format: 'number', domain: [low - room, high + room] },
      series: curves,
      marks: [],
    },
    table: joined('epoch', 'count', 'number', curves),
  };
}

function curvesOf(
  runs: readonly RunDocuments[],
  pointsOf: (run: RunDocuments) => readonly Point[],
): readonly Series[] | null {
  const curves = runs
    .slice(0, MOST_CURVES)
    .map((run, place) => ({
      name: cut(run.name, LONGEST_NAME),
      style: 'line' as const,
      role: ROLES[place]!,
      points: pointsOf(run),
    }))
    .filter(({ points }) => points.length > 0);
  return curves.length < 2 ? null : curves;
}

/** All curves by their x. */
function joined(
  x: string,
  xFormat: 'count' | 'share',
  format: 'number' | 'share',
  curves: readonly Series[],
): ChartTable {
  const places = [...new Set(curves.flatMap(({ points }) => points.map(([place]) => place)))].toSorted((a, b) => a - b);
  const values = curves.map(({ points }) => new Map(points));
  return {
    columns: [{ name: x, format: xFormat }, ...curves.map(({ name }) => ({ name, format }))],
    rows: places.map((place) => {
      const cells = values.map((of) => of.get(place) ?? null);
      return [place as number | null].concat(cells);
    }),
  };
}
