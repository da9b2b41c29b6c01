/**
 * What a model goes by, as people read it: importance, effects and three customers, each as a chart or its table.
 */
import type { ExplanationDocument } from '../../explain/explanation-document.ts';
import { contributionsChart } from '../../report/charts/kinds/contributions-chart.ts';
import { effectChart } from '../../report/charts/kinds/effect-chart.ts';
import { importanceChart } from '../../report/charts/kinds/importance-chart.ts';
import { wrapped } from '../../text-table.ts';
import { chartText } from '../chart-text.ts';

export function explanationText(explanation: ExplanationDocument, ascii: boolean): string {
  const { importance, effects, examples, explained, notes } = explanation;
  const charts = [
    importanceChart(importance),
    ...effects.map((effect, place) => effectChart(effect, explained.class, place)),
    ...examples.map((row, place) => contributionsChart(row, explanation, place)),
  ];
  const shown = charts.flatMap((chart) => (chart === null ? [] : [chartText(chart, ascii)]));
  return [...shown, ...notes.map((note) => wrapped(note))].join('\n\n');
}
