/**
 * What is refused about the rows of a table: too few of them, of a class, or in a part of the split.
 */
import { counted } from '../../text-table.ts';
import { requireProperties } from '../../argument-checks.ts';
import type { Schema } from '../../data/schema.ts';
import type { Table } from '../../data/table.ts';
import { DataError, quoted } from '../../errors.ts';
import { classCounts } from '../dataset.ts';
import type { Labels } from '../labels.ts';
import type { RelatedRows } from './related-rows.ts';
import type { Split } from './split.ts';
import { setting, wording } from '../../wording.ts';

/** @throws RangeError for what is no table, or no schema. */
export function requireTable(where: string, table: Table, schema: Schema): void {
  requireProperties(where, 'table', table, 'columns', 'rowCount');
  requireProperties(where, 'schema', schema, 'target', 'features');
}

/**
 * Checked first, because a file of one row also has only one class.
 *
 * @throws DataError E_DATA_ROWS
 */
export function requireTwoClassesOfRows(rowCount: number, file: string): void {
  if (rowCount >= 4) return;
  throw new DataError('E_DATA_ROWS', `${counted(rowCount, 'row')}: at least 4 are needed, 2 a class`, { file });
}

/** @throws DataError E_DATA_ROWS for fewer than two rows a class, E_DATA_CLASSES naming a class of one row. */
export function requireRows({ classes, targets }: Labels, target: string, file: string): void {
  const needed = 2 * classes.length;
  if (targets.length < needed) {
    const message = `${targets.length} rows with ${classes.length} classes: at least ${needed} are needed`;
    throw new DataError('E_DATA_ROWS', message, { file, field: target });
  }
  const alone = classCounts(targets, classes.length).indexOf(1);
  if (alone === -1) return;
  const message = `class ${quoted(classes[alone]!)} has 1 of ${targets.length} rows, at least 2 are needed`;
  throw new DataError('E_DATA_CLASSES', message, {
    file,
    field: target,
    hint: 'collect more rows of it, or remove this one',
  });
}

/**
 * @param related what kept rows together in the split, if anything did
 * @throws DataError E_DATA_CLASSES naming a class without training rows, E_DATA_ROWS for a part without rows.
 */
export function requireParts(
  parts: Split,
  { classes, targets }: Labels,
  related: RelatedRows['kind'] | null,
  file: string,
): void {
  const trainTargets = parts.train.map((row) => targets[row]!);
  const missing = classCounts(trainTargets, classes.length).indexOf(0);
  if (missing !== -1) {
    const count = classCounts(targets, classes.length)[missing];
    throw new DataError(
      'E_DATA_CLASSES',
      `class ${quoted(classes[missing]!)} has ${count} of ${targets.length} rows, none of them left for training`,
      {
        file,
        hint: wording`collect more rows of it, or give the training part a larger share with ${setting('split')}`,
      },
    );
  }
  for (const part of ['validation', 'test'] as const) {
    if (parts[part].length > 0) continue;
    throw new DataError('E_DATA_ROWS', `${targets.length} rows leave none for the ${part} part`, {
      file,
      hint:
        related === null
          ? wording`give it a larger share with ${setting('split')}, such as 60/20/20, or bring more rows`
          : wording`rows of one ${related === 'time' ? 'time' : 'group'} stay together: more of them are needed, or a larger share with ${setting('split')}`,
    });
  }
}
