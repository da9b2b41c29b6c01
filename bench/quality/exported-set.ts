/**
 * A set as arrays for peers in Python: the columns as glassnet reads them, so that no method sees other cells, and the
 * rows of each seed's parts.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columnNamed, type Column } from '../../src/data/table.ts';
import { rowsOfSeed, type OpenedSet } from './quality-set.ts';

/**
 * Writes FOLDER/NAME: set.json, `columns.f64` [d, n] with the codes of categories and NaN for missing cells,
 * `targets.i32` [n], and SEED.json with the row numbers of `train`, `validation` and `test`.
 */
export async function exportSet(set: OpenedSet, seeds: readonly number[], folder: string): Promise<void> {
  const { name, table, schema, labels } = set;
  const columns = schema.features.map((feature) => columnNamed(table, feature));
  const values = new Float64Array(columns.length * table.rowCount);
  for (const [index, column] of columns.entries()) values.set(valuesOf(column), index * table.rowCount);
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(
    join(path, 'set.json'),
    JSON.stringify({ classes: labels.classes.length, categorical: columns.map(({ kind }) => kind === 'text') }),
  );
  await writeFile(join(path, 'columns.f64'), values);
  await writeFile(join(path, 'targets.i32'), labels.targets);
  for (const seed of seeds) {
    const { train, validation, test } = rowsOfSeed(set, seed);
    const rows = { train: [...train], validation: [...validation], test: [...test] };
    await writeFile(join(path, `${seed}.json`), JSON.stringify(rows));
  }
}

function valuesOf(column: Column): Float64Array {
  if (column.kind === 'number') return column.values;
  return Float64Array.from(column.codes, (code) => (code === -1 ? NaN : code));
}
