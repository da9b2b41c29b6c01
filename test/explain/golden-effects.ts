/** What NumPy and SciPy make of the same rows: see test/golden/make-effects.py. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root.ts';

type Cells = readonly (number | null)[];

export const golden = JSON.parse(readFileSync(join(ROOT, 'test/golden/effects.json'), 'utf8')) as {
  readonly rows: readonly (readonly [x: number | null, y: number])[];
  readonly grid: readonly number[];
  readonly answers: readonly (readonly number[])[];
  readonly own: readonly number[];
  readonly partialDependence: readonly number[];
  readonly accumulatedLocal: readonly number[];
  readonly columns: readonly Cells[];
  readonly associations: readonly (readonly [i: number, j: number, value: number])[];
};

/** NaN where missing. */
export const asNumbers = (cells: Cells) => Float64Array.from(cells, (cell) => cell ?? Number.NaN);
