/**
 * A table that scrolls in a box of its own, so that the page never does; the box can be reached by keyboard.
 */
import type { Figure } from '../../evaluation/judgement.ts';
import type { ChartTable } from '../charts/chart.ts';
import { formatNumber } from '../charts/format-number.ts';
import { count, range } from '../sentences/numbers.ts';
import { cut } from '../sentences/prose.ts';
import { html, isolated, type Html } from './markup.ts';

export interface Column {
  readonly title: Html;
  readonly isNumber: boolean;
}

/** A page stays small whatever a run holds: more rows than this stand in the run's own documents. */
const MOST_ROWS = 210;
const MOST_COLUMNS = 24;
const MOST_CELLS = 2_400;
const LONGEST_CELL = 80;

/** @param rows cells in the order of columns; the first one is the row's header */
export function table(caption: Html, columns: readonly Column[], rows: readonly (readonly Html[])[]): Html {
  const shown = columns.slice(0, MOST_COLUMNS);
  const most = Math.min(MOST_ROWS, Math.floor(MOST_CELLS / shown.length));
  const kind = ({ isNumber }: Column) => (isNumber ? null : html` class="text"`);
  const head = shown.map((column) => html`<th scope="col" ${kind(column)}>${column.title}</th>`);
  const body = rows.slice(0, most).map((cells) => {
    const row = shown.map((column, index) => {
      const cell = cells[index] ?? null;
      return index === 0 ? html`<th scope="row" ${kind(column)}>${cell}</th>` : html`<td${kind(column)}>${cell}</td>`;
    });
    return html`<tr>
      ${row}
    </tr> `;
  });
  const left = [
    ...(rows.length > most ? [`${count(rows.length - most)} rows`] : []),
    ...(columns.length > MOST_COLUMNS ? [`${count(columns.length - MOST_COLUMNS)} columns`] : []),
  ];
  const more =
    left.length === 0 ? null : html`<p class="note">${left.join(' and ')} more are in the run’s documents.</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${head}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${more}`;
}

/** The table behind a chart. */
export function chartTable(caption: string, { columns, rows }: ChartTable): Html {
  return table(
    html`${caption}`,
    columns.map(({ name, format }) => ({ title: isolated(cut(name, LONGEST_CELL)), isNumber: format !== 'text' })),
    rows.map((cells) => cells.map((cell, index) => chartCell(cell, columns[index]!.format))),
  );
}

function chartCell(cell: number | string | null, format: ChartTable['columns'][number]['format']): Html {
  if (cell === null) return html`–`;
  if (typeof cell === 'string') return isolated(cut(cell, LONGEST_CELL));
  return html`${format === 'text' ? String(cell) : formatNumber(cell, format)}`;
}

/** A value above its interval, so that several models stand beside each other. */
export function stacked({ value, interval }: Figure, write: (value: number) => string): Html {
  if (value === null) return html`–`;
  return html`${write(value)}${interval === null ? null : html`<span class="note">${range(interval, write)}</span>`}`;
}
