/**
 * The figures of a run, by the section that shows them.
 */
import { contributionsChart } from '../charts/kinds/contributions-chart.ts';
import { effectChart } from '../charts/kinds/effect-chart.ts';
import { gainChart } from '../charts/kinds/gain-chart.ts';
import { importanceChart } from '../charts/kinds/importance-chart.ts';
import { liftChart } from '../charts/kinds/lift-chart.ts';
import { networkChart } from '../charts/kinds/network-chart.ts';
import { profitChart, returnChart } from '../charts/kinds/profit-chart.ts';
import type { Chart } from '../charts/chart.ts';
import type { RunDocuments } from '../run-documents.ts';
import { figureHtml } from './figure.ts';
import { Html } from './markup.ts';

export interface RunCharts {
  readonly contact: Html;
  readonly belief: Html;
  readonly quality: Html;
  readonly importance: Html;
  readonly effects: Html;
  readonly examples: Html;
  readonly learning: Html;
  readonly network: Html;
}

export function chartsOf({ metrics, explanation, network }: RunDocuments): RunCharts {
  const { evaluation } = metrics;
  const judged = evaluation === undefined ? null : evaluation;
  return {
    contact: figures(judged && [gainChart(judged), liftChart(judged), profitChart(judged), returnChart(judged)]),
    belief: figures(null),
    quality: figures(null),
    importance: figures(explanation && [importanceChart(explanation.importance)]),
    effects: figures(
      explanation &&
        explanation.effects.map((effect, place) => effectChart(effect, explanation.explained.class, place)),
      4,
    ),
    examples: figures(
      explanation && explanation.examples.map((example, place) => contributionsChart(example, explanation, place)),
    ),
    learning: figures(null),
    network: figures(network && [networkChart(network)]),
  };
}

function figures(charts: readonly (Chart | null)[] | null, heading: 3 | 4 = 3): Html {
  const known = (charts ?? []).filter((chart) => chart !== null);
  return new Html(known.map((chart) => figureHtml(chart, heading).text).join(''));
}
