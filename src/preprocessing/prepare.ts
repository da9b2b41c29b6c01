/**
 * From a table to three data sets, in one of two orders.
 *
 * The default doesn't leak: split (stratified, or with related rows kept together), then balance and encode by the
 * training rows alone; validation and test rows keep the natural mix of classes. The course's order (`course`) balances
 * and encodes all rows before it shuffles and splits them, so test rows have a say in the training: figures can be
 * compared with published ones, and are a little too good.
 */
import { MISSING_WORDS } from '../data/cells/missing.ts';
import type { Schema } from '../data/schema.ts';
import { textColumn, type Table } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { classShares, type BalanceMethod } from './rows/balance.ts';
import { chooseRows, type PrepareOptions } from './rows/choose-rows.ts';
import { classCounts, type Dataset } from './dataset.ts';
import { DEFAULT_ENCODING } from './features/feature.ts';
import { encodeLabels } from './labels.ts';
import { constantColumns, fitPipeline, type Pipeline } from './pipeline.ts';
import { relatedRows, type RelatedRows } from './rows/related-rows.ts';
import type { Split } from './rows/split.ts';

/** The classes' shares: `natural` as they come, `training` as the loss sees them after balancing. */
export interface Priors {
  readonly natural: readonly number[];
  readonly training: readonly number[];
}

export interface PreparedData {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
  readonly classes: readonly string[];
  readonly priors: Priors;
  /** Which of the two mixes the validation and test rows come in. */
  readonly heldOutMix: keyof Priors;
  /** How training rows were balanced; `weights` is left to the loss. */
  readonly balance: BalanceMethod;
  readonly pipeline: Pipeline | null;
}

export interface PreparedTable extends PreparedData {
  readonly pipeline: Pipeline;
  /** Columns that tell nothing, since the training rows are alike in them. */
  readonly constants: readonly string[];
  /** Whether related rows were kept on one side of the split; else it is stratified. */
  readonly isRelated: boolean;
  /** The table's rows, from 0, that became the rows of each part, in that order. */
  readonly rows: Split;
}

/**
 * @throws DataError E_DATA_ROWS or E_DATA_CLASSES when there are too few rows to split, naming class and count;
 *   E_DATA_RANGE or E_DATA_MISSING naming a column that can't be encoded.
 */
export function prepare(table: Table, schema: Schema, options: PrepareOptions, file: string): PreparedTable {
  requireTwoClassesOfRows(table.rowCount, file);
  const { classes, targets } = encodeLabels(textColumn(table, schema.target), file);
  const k = classes.length;
  requireRows(targets, classes, schema.target, file);
  const { recipe, balance, groupDuplicates = false } = options;
  const related = relatedRows(table, schema, groupDuplicates);
  const check = (parts: Split) => requireParts(parts, targets, classes, related, file);
  const rows = chooseRows(targets, k, options, check, related);
  const pipeline = fitPipeline(
    table,
    { missingWords: MISSING_WORDS, ...schema },
    rows.fit,
    file,
    options.encoding ?? DEFAULT_ENCODING,
  );
  const dataset = (part: Int32Array): Dataset => ({
    inputs: pipeline.transform(table, part, file),
    targets: part.map((row) => targets[row]!),
  });
  const natural = sharesOf(rows.natural, targets, k);
  const training = balance === 'weights' ? natural.map(() => 1 / k) : sharesOf(rows.fit, targets, k);
  return {
    train: dataset(rows.train),
    validation: dataset(rows.validation),
    test: dataset(rows.test),
    classes,
    priors: { natural, training },
    heldOutMix: recipe === 'course' && balance !== 'weights' ? 'training' : 'natural',
    balance,
    pipeline,
    constants: constantColumns(pipeline),
    isRelated: related !== null,
    rows: { train: rows.train, validation: rows.validation, test: rows.test },
  };
}

function sharesOf(rows: Int32Array, targets: Int32Array, classCount: number): number[] {
  return classShares(
    classCounts(
      rows.map((row) => targets[row]!),
      classCount,
    ),
  );
}

/** Said first, because a file of one row also has one class only. */
function requireTwoClassesOfRows(rowCount: number, file: string): void {
  if (rowCount >= 4) return;
  const rows = rowCount === 1 ? '1 row' : `${rowCount} rows`;
  throw new DataError('E_DATA_ROWS', `${rows}: at least 4 are needed, 2 a class`, { file });
}

function requireRows(targets: Int32Array, classes: readonly string[], target: string, file: string): void {
  const needed = 2 * classes.length;
  if (targets.length < needed) {
    throw new DataError(
      'E_DATA_ROWS',
      `${targets.length} rows with ${classes.length} classes: at least ${needed} are needed`,
      {
        file,
        field: target,
      },
    );
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

function requireParts(
  split: Split,
  targets: Int32Array,
  classes: readonly string[],
  related: RelatedRows | null,
  file: string,
): void {
  const counts = classCounts(targets, classes.length);
  const inTrain = classCounts(
    split.train.map((row) => targets[row]!),
    classes.length,
  );
  const missing = inTrain.findIndex((count) => count === 0);
  if (missing !== -1) {
    throw new DataError(
      'E_DATA_CLASSES',
      `class ${quoted(classes[missing]!)} has ${counts[missing]} of ${targets.length} rows, none of them left for training`,
      { file, hint: 'collect more rows of it, or give the training part a larger share with --split' },
    );
  }
  for (const part of ['validation', 'test'] as const) {
    if (split[part].length > 0) continue;
    throw new DataError('E_DATA_ROWS', `${targets.length} rows leave none for the ${part} part`, {
      file,
      hint:
        related === null
          ? 'give it a larger share with --split, such as 60/20/20, or bring more rows'
          : `rows of one ${related.kind === 'time' ? 'time' : 'group'} stay together: more of them are needed, or a larger share with --split`,
    });
  }
}
