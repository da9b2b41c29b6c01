/**
 * A figure of the page: title, one sentence, the picture, and its table behind a disclosure.
 */
import type { Chart } from '../charts/chart.ts';
import { renderSvg } from '../charts/svg/render-svg.ts';
import { html, Html } from './markup.ts';
import { chartTable } from './table.ts';

/** What a column of the page has room for. */
const WIDTH = 720;

export function figureHtml(chart: Chart, width = WIDTH): Html {
  return html`<figure id="figure-${chart.id}">
    <figcaption>
      <h3>${chart.title}</h3>
      <p>${chart.sentence}</p>
    </figcaption>
    <div class="picture">${new Html(renderSvg(chart, { width }))}</div>
    ${disclosure(`Table: ${chart.title}`, chartTable(chart.title, chart.table))}
  </figure> `;
}

export function disclosure(summary: string, body: Html): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${body}
  </details>`;
}
