/**
 * The charts of a run, by kind: which parts of its documents each is made from.
 */
import type { RunDocuments } from '../../run-documents.ts';
import type { Chart } from '../chart.ts';
import { confusionChart } from './confusion-chart.ts';
import { contributionsChart } from './contributions-chart.ts';
import { effectChart } from './effect-chart.ts';
import { gainChart } from './gain-chart.ts';
import { importanceChart } from './importance-chart.ts';
import { learningChart } from './learning-chart.ts';
import { liftChart } from './lift-chart.ts';
import { networkChart } from './network-chart.ts';
import { precisionRecallChart } from './precision-recall-chart.ts';
import { profitChart, returnChart } from './profit-chart.ts';
import { reliabilityChart } from './reliability-chart.ts';
import { rocChart } from './roc-chart.ts';
import { scoreChart } from './score-chart.ts';

type Charts = (run: RunDocuments) => readonly (Chart | null | undefined)[];

const KINDS = {
  gain: ({ metrics }) => [metrics.evaluation && gainChart(metrics.evaluation)],
  lift: ({ metrics }) => [metrics.evaluation && liftChart(metrics.evaluation)],
  profit: ({ metrics }) => [metrics.evaluation && profitChart(metrics.evaluation)],
  roi: ({ metrics }) => [metrics.evaluation && returnChart(metrics.evaluation)],
  reliability: ({ metrics }) => [metrics.evaluation && reliabilityChart(metrics.evaluation)],
  roc: ({ metrics }) => [metrics.evaluation && rocChart(metrics.evaluation)],
  'precision-recall': ({ metrics }) => [metrics.evaluation && precisionRecallChart(metrics.evaluation)],
  confusion: ({ metrics }) => [metrics.evaluation && confusionChart(metrics.evaluation)],
  scores: ({ metrics }) => [metrics.evaluation && scoreChart(metrics.evaluation)],
  importance: ({ explanation }) => [explanation && importanceChart(explanation.importance)],
  effects: ({ explanation }) =>
    (explanation?.effects ?? []).map((effect, place) => effectChart(effect, explanation!.explained.class, place)),
  contributions: ({ explanation }) =>
    (explanation?.examples ?? []).map((row, place) => contributionsChart(row, explanation!, place)),
  learning: (run) => [learningChart(run)],
  network: ({ network }) => [network && networkChart(network)],
} as const satisfies Readonly<Record<string, Charts>>;

export type ChartKind = keyof typeof KINDS;

export const CHART_KINDS = Object.keys(KINDS) as ChartKind[];

/** The charts of a kind: none where the run's documents have no numbers for it, several where they tell of several things. */
export function chartsOf(run: RunDocuments, kind: ChartKind): Chart[] {
  const charts: Charts = KINDS[kind];
  return charts(run).filter((chart) => chart !== null && chart !== undefined);
}
