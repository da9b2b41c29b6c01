/**
 * The charts of a run, by kind: which parts of its documents each is made from.
 */
import type { RunDocuments } from '../../run-documents.ts';
import type { Chart } from '../chart.ts';
import { contributionsChart } from './contributions-chart.ts';
import { effectChart } from './effect-chart.ts';
import { gainChart } from './gain-chart.ts';
import { importanceChart } from './importance-chart.ts';
import { liftChart } from './lift-chart.ts';
import { networkChart } from './network-chart.ts';
import { profitChart, returnChart } from './profit-chart.ts';

type Charts = (run: RunDocuments) => readonly (Chart | null | undefined)[];

const KINDS = {
  gain: ({ metrics }) => [metrics.evaluation && gainChart(metrics.evaluation)],
  lift: ({ metrics }) => [metrics.evaluation && liftChart(metrics.evaluation)],
  profit: ({ metrics }) => [metrics.evaluation && profitChart(metrics.evaluation)],
  roi: ({ metrics }) => [metrics.evaluation && returnChart(metrics.evaluation)],
  importance: ({ explanation }) => [explanation && importanceChart(explanation.importance)],
  effects: ({ explanation }) =>
    (explanation?.effects ?? []).map((effect, place) => effectChart(effect, explanation!.explained.class, place)),
  contributions: ({ explanation }) =>
    (explanation?.examples ?? []).map((row, place) => contributionsChart(row, explanation!, place)),
  network: ({ network }) => [network && networkChart(network)],
} as const satisfies Readonly<Record<string, Charts>>;

export type ChartKind = keyof typeof KINDS;

export const CHART_KINDS = Object.keys(KINDS) as ChartKind[];

/** The charts of a kind: none where the run's documents have no numbers for it, several where they tell of several things. */
export function chartsOf(run: RunDocuments, kind: ChartKind): Chart[] {
  const charts: Charts = KINDS[kind];
  return charts(run).filter((chart) => chart !== null && chart !== undefined);
}
