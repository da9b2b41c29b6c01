/**
 * A figure of the page: title, one sentence, the picture, and its table behind a disclosure. The picture is drawn twice,
 * for a column of the page and for a phone, because a drawing that shrinks takes its labels with it.
 */
import type { Chart } from '../charts/chart.ts';
import { renderSvg } from '../charts/svg/render-svg.ts';
import { html, Html } from './markup.ts';
import { chartTable } from './table.ts';

const WIDE = 720;
const NARROW = 348;

/** @param heading the level of its title: 4 below a heading of its own, where two figures stand side by side */
export function figureHtml(chart: Chart, heading: 3 | 4): Html {
  const tag = new Html(`h${heading}`);
  const narrow = { ...chart, id: `${chart.id}-narrow` };
  const pictures =
    heading === 4
      ? picture('', chart, NARROW)
      : html`${picture(' wide', chart, WIDE)}${picture(' narrow', narrow, NARROW)}`;
  return html`<figure id="figure-${chart.id}">
<figcaption><${tag}>${chart.title}</${tag}><p>${chart.sentence}</p></figcaption>
${pictures}<details><summary>The numbers<span class="unseen"> of the figure: ${chart.title}</span></summary>${chartTable(chart.title, chart.table)}</details>
</figure>
`;
}

function picture(when: string, chart: Chart, width: number): Html {
  return html`<div class="picture${when}">${new Html(renderSvg(chart, { width }))}</div> `;
}
