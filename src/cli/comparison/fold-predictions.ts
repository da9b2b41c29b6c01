/**
 * The predictions of cross-validations: what each row was given by the models that had not seen it.
 */
import { DataError } from '../../errors.ts';
import { readCvRecord, readOutOfFold, type CvRecord, type OutOfFold } from '../../node/stores/cv-folder.ts';
import { counted } from '../../text-table.ts';
import type { Settings } from './again.ts';
import { otherRows, requireSameClasses, requireSameData, rowSettings, type Basis } from './basis.ts';
import type { ComparedRuns } from './compared-runs.ts';

interface CvRun extends Basis {
  readonly record: CvRecord;
  readonly outOfFold: OutOfFold;
}

/** @throws UsageError E_USAGE_RUNS for cross-validations of other data, classes or folds. */
export async function readFoldPredictions(folders: readonly string[]): Promise<ComparedRuns> {
  const runs: CvRun[] = [];
  for (const folder of folders) runs.push(await readRun(folder));
  const [first, ...others] = runs as [CvRun, ...CvRun[]];
  for (const other of others) {
    requireSameData(first, other);
    requireSameClasses(first, other);
    if (!haveSameFolds(first.outOfFold, other.outOfFold)) throw otherRows(first, other, 'folds');
  }
  const { record, outOfFold, classes } = first;
  const { targets, repeats, folds } = outOfFold;
  return {
    candidates: runs.map(({ run, outOfFold: { probabilities } }) => {
      return { name: run, predictions: likeliest(probabilities, classes.length), probabilities };
    }),
    targets,
    classes,
    rows: `${counted(record.folds, 'fold')}${record.repeats > 1 ? ` × ${counted(record.repeats, 'repeat')}` : ''}`,
    data: record.path,
    folds: { repeats, folds, testPerTraining: record.testPerTraining },
  };
}

async function readRun(run: string): Promise<CvRun> {
  const record = await readCvRecord(run);
  const outOfFold = inOrder(await readOutOfFold(run, record));
  requireAllFolds(outOfFold, record, run);
  const { target, classes, folds, repeats, preparation } = record;
  const settings: Settings = new Map([
    ...(preparation === null ? [] : rowSettings(preparation)),
    // Each fold is a part of the rows: nothing is left to split.
    ['split', undefined],
    ['folds', folds],
    ['repeats', repeats],
  ]);
  return { run, record, target, classes, outOfFold, settings };
}

/** @throws DataError E_DATA_ROWS for a file that was cut. */
function requireAllFolds({ repeats, folds }: OutOfFold, record: CvRecord, run: string): void {
  const found = new Set(repeats.map((repeat, row) => repeat * record.folds + folds[row]!));
  const lacking = record.repeats * record.folds - found.size;
  if (lacking === 0) return;
  throw new DataError('E_DATA_ROWS', `oof.csv has no rows of ${counted(lacking, 'fold')}`, { file: run });
}

/** By repeat and row, as both files may have been sorted otherwise. */
function inOrder({ rows, repeats, folds, targets, probabilities }: OutOfFold): OutOfFold {
  const k = probabilities.length / Math.max(1, rows.length);
  const order = rows.map((_, index) => index);
  order.sort((a, b) => repeats[a]! - repeats[b]! || Number(rows[a]) - Number(rows[b]));
  return {
    rows: order.map((index) => rows[index]!),
    repeats: Int32Array.from(order, (index) => repeats[index]!),
    folds: Int32Array.from(order, (index) => folds[index]!),
    targets: Int32Array.from(order, (index) => targets[index]!),
    probabilities: Float64Array.from({ length: probabilities.length }, (_, at) => {
      return probabilities[order[Math.floor(at / k)]! * k + (at % k)]!;
    }),
  };
}

function haveSameFolds(a: OutOfFold, b: OutOfFold): boolean {
  if (a.rows.length !== b.rows.length) return false;
  const isSame = (of: (one: OutOfFold) => ArrayLike<unknown>) =>
    Array.prototype.every.call(of(a), (value, index) => value === of(b)[index]);
  return (
    isSame(({ rows }) => rows) &&
    isSame(({ repeats }) => repeats) &&
    isSame(({ folds }) => folds) &&
    isSame(({ targets }) => targets)
  );
}

/** The first class with the largest probability, for each row. */
function likeliest(probabilities: Float64Array, classCount: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / classCount }, (_, row) => {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}
