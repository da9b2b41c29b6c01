/**
 * The table beside a plot, with the same numbers. Its rows are made when it is opened.
 */
import { useState } from 'preact/hooks';

interface Twin {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: () => readonly (readonly string[])[];
}

export function TableTwin({ title, head, rows }: Twin) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="twin" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title} as a table</summary>
      {isOpen && (
        <div class="scroll" tabIndex={0} role="group" aria-label={`${title}, table`}>
          <table>
            <thead>
              <tr>
                {head.map((cell, i) => (
                  <th key={i} scope="col" class={i === 0 ? undefined : 'number'}>
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(([name, ...cells], i) => (
                <tr key={i}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, j) => (
                    <td key={j} class="number">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
