/**
 * The rows of X as a table, so that arrays take the way that a CSV takes. Columns are named by their places, as those of
 * a file without a header are: `column_1`, `column_2`, …
 */
import { MISSING_WORDS } from '../data/cells/missing.ts';
import { positionalNames } from '../data/csv/header.ts';
import { allRows, type NumberColumn, type Table } from '../data/table.ts';
import type { NumberConfig } from '../preprocessing/features/feature-config.ts';
import { fitNumberFeature } from '../preprocessing/features/number-feature.ts';
import { Pipeline } from '../preprocessing/pipeline.ts';
import { DEFAULT_ENCODING } from '../preprocessing/preparation-options.ts';
import { readMatrix, type MatrixLike } from '../tensor/as-tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** What errors call the table. */
const FILE = 'X';

/**
 * @param where the function that was given X, for errors
 * @param width d, where it is known
 * @throws RangeError for a shape that isn't [n, d], DataError E_DATA_VALUE for what isn't a finite number.
 */
export function tableOfArrays(where: string, X: MatrixLike, width?: number): Table {
  const { values, rows, columns: d } = readMatrix(where, 'X', X, (length) => new Float64Array(length), width);
  if (d < 1) throw new RangeError(`${where}: X has no columns`);
  const columns = positionalNames(d).map((name, j): NumberColumn => {
    return { kind: 'number', name, values: Float64Array.from({ length: rows }, (_, i) => values[i * d + j]!) };
  });
  return { columns, rowCount: rows, blankLineCount: 0 };
}

/**
 * A pipeline that takes every column: standardised as the given rows say, or as it is.
 *
 * @throws DataError E_DATA_RANGE for values too large to standardise.
 */
export function fitArrayPipeline(table: Table, rows: Int32Array, standardise: boolean): Pipeline {
  const features = table.columns.map(({ name }) => name);
  // In a file the target would be the column behind those of X.
  const target = positionalNames(features.length + 1).at(-1)!;
  const roles = { target, id: null, hasHeader: false, missingWords: MISSING_WORDS };
  if (!standardise) return new Pipeline({ ...roles, features: features.map(asItIs) });
  const options = { ...DEFAULT_ENCODING, missing: 'refuse' } as const;
  const columns = table.columns as readonly NumberColumn[];
  return new Pipeline({
    ...roles,
    features: columns.map((column) => fitNumberFeature(column, rows, options, FILE).config),
  });
}

function asItIs(name: string): NumberConfig {
  return { name, kind: 'number', mean: 0, scale: 1, fill: null, indicator: false, range: null };
}

/** The network's inputs for some rows of the table, or for all [n, d]. */
export function encodeArrays(pipeline: Pipeline, table: Table, rows = allRows(table.rowCount)): Tensor {
  return pipeline.transform(table, rows, FILE);
}
