/**
 * The table beside a plot, with the same numbers. Its rows are made when it is opened.
 */
import { useState } from 'preact/hooks';
import { Table, type Cell } from '../table.tsx';

interface TwinProps {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: () => readonly (readonly Cell[])[];
}

export function TableTwin({ title, head, rows }: TwinProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title} as a table</summary>
      {isOpen && <Table label={title} heads={head.map((one) => [one])} rows={rows()} />}
    </details>
  );
}
