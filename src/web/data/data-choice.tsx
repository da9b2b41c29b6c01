/**
 * Chooses what is studied: a built-in set, or a CSV file that is picked or dropped anywhere on the page. Its bytes go to
 * the worker and nowhere else.
 */
import { useEffect } from 'preact/hooks';
import type { OpeningCsv } from '../../study/opening/opening.ts';
import { openData } from '../state/follow-url.ts';
import { data, description, failure } from '../state/state.ts';
import { STUDY_SET_TITLES } from './set-titles.ts';

export function DataChoice() {
  useEffect(takeDrops, []);
  const current = data.value;
  const isOwn = current.kind !== 'set';
  const choose = (name: string): void => {
    if (name in STUDY_SET_TITLES) void openData({ kind: 'set', name: name as keyof typeof STUDY_SET_TITLES });
  };
  return (
    <div class="bar">
      <label>
        Data{' '}
        <select value={isOwn ? '' : current.name} onChange={(event) => choose(event.currentTarget.value)}>
          {isOwn && <option value="">{current.file}</option>}
          {Object.entries(STUDY_SET_TITLES).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="pick">
        Open a CSV file
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ currentTarget }) => {
            void openFile(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </label>
      <small>or drop one here: it is read in this page and sent nowhere</small>
      {current.kind === 'csv' && !('pipeline' in current.reading) && <TargetChoice current={current} />}
    </div>
  );
}

/** Which column holds the classes: the reader's guess can be wrong. */
function TargetChoice({ current }: { readonly current: OpeningCsv }) {
  const { target, columns, origin } = description.value ?? { target: null, columns: [] };
  // A trained network has learned its target.
  if (target === null || origin?.kind === 'model') return null;
  const choose = (name: string): void => {
    const { reading: before } = current;
    if ('pipeline' in before) return;
    const reading = { ...before, columns: { ...before.columns, target: name } };
    void openData({ ...current, reading });
  };
  return (
    <label>
      to predict{' '}
      <select value={target} onChange={(event) => choose(event.currentTarget.value)}>
        {[...columns.map(({ name }) => name), target].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

async function openFile(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await openData({ kind: 'csv', file: file.name, bytes, reading: {} });
  } catch {
    failure.value = { code: 'E_FILE_READ', message: `${file.name} can't be read`, hint: null };
  }
}

/** @returns what ends it */
function takeDrops(): () => void {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void openFile(file);
  };
  addEventListener('dragover', over);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('drop', drop);
  };
}
