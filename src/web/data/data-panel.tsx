/**
 * The rows: a table to choose one of, and how each cell of the chosen row becomes inputs of the network.
 */
import './data.css';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ListedRow } from '../protocol.ts';
import { ask, chooseRow } from '../state/actions.ts';
import { description, row } from '../state/state.ts';
import { count } from '../format.ts';
import { CellTable } from './cell-table.tsx';

/** Rows on a page of the table. */
const ROWS = 8;

const search = signal('');
const start = signal(0);
const listed = signal<{ readonly found: number; readonly rows: readonly ListedRow[] }>({ found: 0, rows: [] });

export function DataPanel() {
  const described = description.value!;
  const { file, rows, trainingRows, validationRows, columns, inferences } = described;
  useEffect(() => {
    search.value = '';
    start.value = 0;
  }, [described]);
  useEffect(() => {
    void ask('rows', search.value, start.value, ROWS).then((answer) => {
      if (answer !== undefined) listed.value = answer;
    });
  }, [described, search.value, start.value]);
  const { found } = listed.value;
  return (
    <section class="panel data" aria-labelledby="data-title">
      <h2 id="data-title">Rows</h2>
      <p class="note">
        {file}: {count(rows)} rows, {count(trainingRows)} to learn from, {count(validationRows)} to watch it on.
      </p>
      <div class="bar">
        <label>
          Find {listed.value.rows[0]?.id == null ? 'row' : 'ID'}{' '}
          <input
            type="search"
            size={10}
            value={search.value}
            onInput={(event) => {
              search.value = event.currentTarget.value;
              start.value = 0;
            }}
          />
        </label>
        <button aria-label="Earlier rows" disabled={start.value === 0} onClick={() => (start.value -= ROWS)}>
          ←
        </button>
        <button aria-label="Later rows" disabled={start.value + ROWS >= found} onClick={() => (start.value += ROWS)}>
          →
        </button>
        <span role="status">
          {found === 0
            ? 'no row'
            : `${count(start.value + 1)}–${count(Math.min(found, start.value + ROWS))} of ${count(found)}`}
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="group" aria-label="Rows of the file">
        <table class="rows">
          <thead>
            <tr>
              <th>row</th>
              <th>class</th>
              {columns.map(({ name }) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.value.rows.map(({ number, id, target, cells }) => (
              <tr key={number} aria-selected={number === row.value} onClick={() => chooseRow(number)}>
                <td>
                  <button aria-pressed={number === row.value}>{id ?? number}</button>
                </td>
                <td>{target ?? '?'}</td>
                {cells.map((cell, i) => (
                  <td key={columns[i]?.name}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CellTable />
      {inferences.length > 0 && (
        <details>
          <summary>What the reader found out about the file ({inferences.length})</summary>
          <ul>
            {inferences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
