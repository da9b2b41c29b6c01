/**
 * A table of numbers: short ones, aligned by their digits, all of them in their titles. The first cell of a row names it.
 */
import type { ComponentChildren } from 'preact';
import { EquationButton } from './inspector/equation-button.tsx';
import { exactNumber, shortNumber } from './format.ts';

/** A column's title, and the equation that makes its numbers. */
export type Heading = readonly [title: string, equation?: string | undefined];

export type Cell = ComponentChildren;

export interface TableProps {
  readonly caption?: ComponentChildren;
  /** What the table scrolls as, where it may be wider than its panel. */
  readonly label?: string;
  readonly heads: readonly Heading[];
  readonly rows: readonly (readonly Cell[])[];
  readonly foot?: readonly (readonly Cell[])[] | undefined;
  /** The row that stands out, from 0. */
  readonly current?: number | undefined;
}

export function Table({ caption, label, heads, rows, foot, current }: TableProps) {
  const table = (
    <table>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {heads.map(([title, equation], i) => (
            <th key={title} class={i === 0 ? '' : 'number'}>
              {title} {equation !== undefined && <EquationButton id={equation} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map((cells, i) => rowOf(cells, i, i === current))}</tbody>
      {foot !== undefined && <tfoot>{foot.map((cells, i) => rowOf(cells, i))}</tfoot>}
    </table>
  );
  if (label === undefined) return table;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      {table}
    </div>
  );
}

function rowOf([name, ...cells]: readonly Cell[], key: number, isCurrent = false) {
  return (
    <tr key={key} aria-current={isCurrent || undefined}>
      <th scope="row">{typeof name === 'number' ? shortNumber(name) : name}</th>
      {cells.map((cell, i) =>
        typeof cell === 'number' ? (
          <td key={i} class="number" title={exactNumber(cell)}>
            {shortNumber(cell)}
          </td>
        ) : (
          <td key={i} class="number">
            {cell}
          </td>
        ),
      )}
    </tr>
  );
}

/** A number in a sentence. */
export function Value({ of }: { readonly of: number }) {
  return <b title={exactNumber(of)}>{shortNumber(of)}</b>;
}
