/**
 * A figure of the page: title, one sentence, the picture, and its table behind a disclosure. The picture is drawn twice,
 * for a column of the page and for a phone, because a drawing that shrinks takes its labels with it.
 */
import type { Chart } from '../charts/chart.ts';
import { chartsOf, type ChartKind } from '../charts/kinds/run-charts.ts';
import { renderSvg } from '../charts/svg/render-svg.ts';
import type { RunDocuments } from '../run-documents.ts';
import { markup, Html, sentence } from './markup.ts';
import { chartTable } from './table.ts';

const WIDE = 720;
const NARROW = 348;

/** The figures of a run of these kinds, in order; kinds that its documents have no numbers for are skipped. */
export function figuresOf(run: RunDocuments, kinds: readonly ChartKind[], heading: 3 | 4 = 3): Html {
  const charts = kinds.flatMap((kind) => chartsOf(run, kind));
  return new Html(charts.map((chart) => figureHtml(chart, heading).text).join(''));
}

/** @param heading the level of its title: 4 below a heading of its own, where two figures stand side by side */
export function figureHtml(chart: Chart, heading: 3 | 4 = 3): Html {
  const tag = new Html(`h${heading}`);
  const narrow = { ...chart, id: `${chart.id}-narrow` };
  const pictures =
    heading === 4
      ? picture('', chart, NARROW)
      : markup`${picture(' wide', chart, WIDE)}${picture(' narrow', narrow, NARROW)}`;
  return markup`<figure id="figure-${chart.id}">
<figcaption><${tag}>${sentence(chart.title)}</${tag}><p>${sentence(chart.sentence)}</p></figcaption>
${pictures}<details><summary>The numbers<span class="unseen"> of the figure: ${chart.title}</span></summary>${chartTable(chart.title, chart.table)}</details>
</figure>
`;
}

function picture(when: string, chart: Chart, width: number): Html {
  return markup`<div class="picture${when}">${new Html(renderSvg(chart, { width }))}</div> `;
}
