/**
 * `report --show KIND`: one chart of a run in the terminal, or its table where the output is no terminal.
 */
import { quoted, UsageError } from '../../errors.ts';
import { nearest } from '../../options/nearest.ts';
import { CHART_KINDS, chartsOf, type ChartKind } from '../../report/charts/kinds/run-charts.ts';
import type { RunDocuments } from '../../report/run-documents.ts';
import { chartText } from '../chart-text.ts';
import type { Console } from '../console.ts';

/** @throws UsageError E_USAGE_VALUE for a kind that there isn't, or that the run has no numbers for. */
export function showChart(run: RunDocuments, kind: string, { ascii }: { ascii: boolean }, console: Console): void {
  requireKind(kind);
  const charts = chartsOf(run, kind);
  if (charts.length === 0) throw withoutNumbers(run, kind);
  console.document({ schema: 'glassnet.charts/1', kind, charts });
  console.result(charts.map((chart) => chartText(chart, ascii)).join('\n\n'));
}

function requireKind(kind: string): asserts kind is ChartKind {
  if ((CHART_KINDS as readonly string[]).includes(kind)) return;
  const meant = nearest(kind, CHART_KINDS);
  throw new UsageError('E_USAGE_VALUE', `--show: there is no chart ${quoted(kind)}`, {
    field: 'show',
    hint: `${meant === undefined ? '' : `did you mean ${meant}? `}the charts are ${CHART_KINDS.join(', ')}`,
  });
}

function withoutNumbers(run: RunDocuments, kind: ChartKind): UsageError {
  const there = CHART_KINDS.filter((one) => chartsOf(run, one).length > 0);
  const others = there.length === 0 ? 'it has none for any chart' : `it has those for ${there.join(', ')}`;
  // What a contact costs and brings nobody but the user knows; with gain there is all the rest.
  const lacksTerms = (kind === 'profit' || kind === 'roi') && run.metrics.evaluation?.targeting === undefined;
  return new UsageError('E_USAGE_VALUE', `--show: the run has no numbers for ${kind}`, {
    field: 'show',
    hint: lacksTerms && there.includes('gain') ? '--value-per-conversion 12 --cost-per-contact 1.5' : others,
  });
}
