/**
 * Which classes are taken for which; a cell opens its rows, and a row goes to the stepper.
 */
import { useEffect, useState } from 'preact/hooks';
import type { ConfusedRow, Confusion } from '../protocol.ts';
import { ask, chooseRow } from '../state/actions.ts';
import { description, row } from '../state/state.ts';
import { useAsked } from './use-asked.ts';

const LEAST_MS = 250;
const MOST_ROWS = 30;

const OF_PART = { validation: 'validation rows', training: 'training rows', file: 'rows of the file' } as const;

export function ConfusionView() {
  const found = useAsked('confusion', [], LEAST_MS);
  const [cell, setCell] = useState<readonly [actual: number, predicted: number] | null>(null);
  const { classes } = description.value!;
  if (found === null) return <p class="note">Computing…</p>;
  const k = classes.length;
  const most = Math.max(1, ...found.counts);
  return (
    <>
      <p>{sentence(found, classes)}</p>
      <div class="scroll" tabIndex={0} role="group" aria-label="Confusion matrix">
        <table class="confusion">
          <caption>a cell opens its rows</caption>
          <thead>
            <tr>
              <th scope="col">is \ taken for</th>
              {classes.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((name, actual) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {classes.map((other, predicted) => {
                  const count = found.counts[actual * k + predicted]!;
                  const colour = actual === predicted ? '--blue' : '--burgundy';
                  const tint = `color-mix(in srgb, var(${colour}) ${Math.round((45 * count) / most)}%, var(--paper))`;
                  return (
                    <td key={other}>
                      <button
                        style={{ background: tint }}
                        disabled={count === 0}
                        aria-pressed={cell?.[0] === actual && cell[1] === predicted}
                        aria-label={`${count} rows of class ${name} taken for class ${other}`}
                        onClick={() => setCell([actual, predicted])}
                      >
                        {count}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cell !== null && cell[0] < k && cell[1] < k && <CellRows cell={cell} of={found} />}
    </>
  );
}

/** What to look at. */
function sentence({ part, rows, total, counts }: Confusion, classes: readonly string[]): string {
  const k = classes.length;
  const right = counts.reduce((sum, count, i) => sum + (i % (k + 1) === 0 ? count : 0), 0);
  const mistakes = counts.map((count, i) => (i % (k + 1) === 0 ? 0 : count));
  const worst = mistakes.indexOf(Math.max(...mistakes));
  const first = rows < total ? ` (the first of ${total})` : '';
  const said = `Of ${rows} ${OF_PART[part]}${first}, ${right} are taken for what they are (${Math.round((100 * right) / Math.max(1, rows))} %).`;
  if (mistakes[worst] === 0) return `${said} There is no mistake.`;
  return `${said} Most mistakes: ${mistakes[worst]} rows of class ${classes[Math.floor(worst / k)]} taken for class ${classes[worst % k]}.`;
}

function CellRows({ cell, of }: { readonly cell: readonly [number, number]; readonly of: Confusion }) {
  const { classes } = description.value!;
  const [listed, setListed] = useState<{ readonly found: number; readonly rows: readonly ConfusedRow[] } | null>(null);
  const [actual, predicted] = cell;
  useEffect(() => {
    let isGone = false;
    void ask('confusedRows', actual, predicted, MOST_ROWS).then((answer) => {
      if (answer !== undefined && !isGone) setListed(answer);
    });
    return () => {
      isGone = true;
    };
  }, [actual, predicted, of.step]);
  if (listed === null) return <p class="note">Computing…</p>;
  return (
    <>
      <h3>
        {listed.found} rows of class {classes[actual]} taken for class {classes[predicted]}
        {listed.found > listed.rows.length && `, the surest ${listed.rows.length}`}
      </h3>
      <p class="bar">
        {listed.rows.map(({ number, id, probability }) => (
          <button key={number} aria-pressed={number === row.value} onClick={() => openRow(number)}>
            {id ?? number} <small>p {probability.toFixed(2)}</small>
          </button>
        ))}
      </p>
      {listed.rows.length === 0 && <p class="note">Their places in the file are not known.</p>}
    </>
  );
}

/** To the stepper, which is far away on a small screen. */
function openRow(number: number): void {
  chooseRow(number);
  document.querySelector('.stepper')?.scrollIntoView({ block: 'nearest' });
}
