/**
 * Chosen rows of a table as three data sets: the pipeline is fitted on the rows that may say something, and turns the
 * rows of each part into inputs.
 */
import { MISSING_WORDS } from '../data/cells/missing.ts';
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import { classCounts, type Dataset } from './dataset.ts';
import type { Labels } from './labels.ts';
import { constantColumns, fitPipeline } from './pipeline.ts';
import type { PrepareOptions } from './preparation-options.ts';
import type { PreparedTable, Priors } from './prepared-data.ts';
import { classShares } from './rows/balance.ts';
import { relatedAmong, type RelatedRows } from './rows/related-rows.ts';
import type { ChosenRows } from './rows/choose-rows.ts';

/**
 * @throws DataError E_DATA_RANGE or E_DATA_MISSING naming a column that can't be encoded.
 */
export function encodeRows(
  table: Table,
  schema: Schema,
  labels: Labels,
  chosen: ChosenRows,
  options: PrepareOptions,
  file: string,
  related: RelatedRows | null = null,
): PreparedTable {
  const { recipe, balance } = options;
  const { train, validation, test, isRelated } = chosen;
  const pipeline = fitPipeline(table, { missingWords: MISSING_WORDS, ...schema }, chosen.fit, file, options, {
    targets: labels.targets,
    classCount: labels.classes.length,
  });
  const encode = (rows: Int32Array): Dataset => ({
    inputs: pipeline.transform(table, rows, file),
    targets: rows.map((row) => labels.targets[row]!),
  });
  return {
    train: encode(train),
    validation: encode(validation),
    test: encode(test),
    classes: labels.classes,
    positiveReason: labels.positiveReason,
    priors: priorsOf(labels, chosen, balance === 'weights'),
    heldOutMix: recipe === 'course' && balance !== 'weights' ? 'training' : 'natural',
    balance,
    related: related && relatedAmong(related, Int32Array.from([...train, ...validation])),
    pipeline,
    constants: constantColumns(pipeline),
    isRelated,
    rows: { train, validation, test },
  };
}

/** @param isWeighted whether the loss makes every class count the same */
function priorsOf({ classes, targets }: Labels, { natural, fit }: ChosenRows, isWeighted: boolean): Priors {
  const k = classes.length;
  const sharesOf = (rows: Int32Array) =>
    classShares(
      classCounts(
        rows.map((row) => targets[row]!),
        k,
      ),
    );
  return { natural: sharesOf(natural), training: isWeighted ? classes.map(() => 1 / k) : sharesOf(fit) };
}
