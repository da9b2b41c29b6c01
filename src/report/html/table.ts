/**
 * A table that scrolls in a box of its own, so that the page never does; the box can be reached by keyboard.
 */
import type { Figure } from '../../evaluation/judgement.ts';
import type { ChartTable } from '../charts/chart.ts';
import { formatNumber } from '../charts/format-number.ts';
import { count, range } from '../sentences/numbers.ts';
import { cut } from '../sentences/prose.ts';
import { markup, isolated, type Html } from './markup.ts';

export interface Column {
  readonly title: Html;
  readonly isNumber: boolean;
}

/** A page stays small whatever a run holds: more rows than this stand in the run's own documents. */
const MOST_ROWS = 210;
const MOST_COLUMNS = 24;
const MOST_CHARACTERS = 26_000;
const LONGEST_CELL = 60;

/** @param rows cells in the order of columns; the first one is the row's header */
export function table(caption: Html, columns: readonly Column[], rows: readonly (readonly Html[])[]): Html {
  const shown = columns.slice(0, MOST_COLUMNS);
  const kind = ({ isNumber }: Column) => (isNumber ? null : markup` class="text"`);
  const head = shown.map((column) => markup`<th scope="col"${kind(column)}>${column.title}</th>`);
  const rowHtml = (cells: readonly Html[]) => {
    const row = shown.map((column, index) => {
      const cell = cells[index] ?? null;
      return index === 0
        ? markup`<th scope="row"${kind(column)}>${cell}</th>`
        : markup`<td${kind(column)}>${cell}</td>`;
    });
    return markup`<tr>
      ${row}
    </tr> `;
  };
  const body: Html[] = [];
  let room = MOST_CHARACTERS;
  for (const cells of rows.slice(0, MOST_ROWS)) {
    const row = rowHtml(cells);
    room -= row.text.length;
    if (room < 0) break;
    body.push(row);
  }
  const left = [
    ...(rows.length > body.length ? [`${count(rows.length - body.length)} rows`] : []),
    ...(columns.length > MOST_COLUMNS ? [`${count(columns.length - MOST_COLUMNS)} columns`] : []),
  ];
  const more =
    left.length === 0 ? null : markup`<p class="note">${left.join(' and ')} more are in the run’s documents.</p>`;
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways">
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
    markup`${caption}`,
    columns.map(({ name, format }) => ({ title: isolated(cut(name, LONGEST_CELL)), isNumber: format !== 'text' })),
    rows.map((cells) => cells.map((cell, index) => chartCell(cell, columns[index]!.format))),
  );
}

function chartCell(cell: number | string | null, format: ChartTable['columns'][number]['format']): Html {
  if (cell === null) return markup`–`;
  if (typeof cell === 'string') return isolated(cut(cell, LONGEST_CELL));
  return markup`${format === 'text' ? String(cell) : formatNumber(cell, format)}`;
}

/** A value above its interval, so that several models stand beside each other. */
export function stacked({ value, interval }: Figure, write: (value: number) => string): Html {
  if (value === null) return markup`–`;
  return markup`${write(value)}${interval === null ? null : markup`<span class="note">${range(interval, write)}</span>`}`;
}
