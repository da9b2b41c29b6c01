/**
 * Which rows of a file several models are compared on: the test rows of their training where it is their training file,
 * all rows where it is new to them.
 */
import { DataError, SystemError, UsageError } from '../../errors.ts';
import { keepCsv } from '../../node/csv/kept-csv.ts';
import type { ModelFile } from '../../node/stores/model-store.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import { Console } from '../console.ts';
import { arrayKeys, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { readAllRows, readTestRows, type RowsToJudge } from '../inputs/rows-to-judge.ts';
import type { Arguments } from '../options/arguments.ts';
import type { Basis } from './basis.ts';

export interface TrainedRun extends Basis {
  readonly model: ModelFile;
  /** Null for a model of arrays, or without run.json. */
  readonly preparation: Preparation | null;
}

export interface RowsInCommon {
  /** Whether these are rows that the trainings kept apart. */
  readonly areTested: boolean;
  /** The rows as the pipeline of a run makes them, in any order. */
  readonly rowsOf: (run: TrainedRun) => Promise<RowsToJudge>;
}

/** Of a file that is read once for each run, only what is compared is told. */
const SILENT = new Console({ json: true, quiet: true, verbose: false });

/** @throws UsageError, DataError E_DATA_ROWS where it isn't known which rows are new to all of them. */
export async function rowsInCommon(data: string, runs: readonly TrainedRun[], args: Arguments): Promise<RowsInCommon> {
  if (data === '-') {
    throw new UsageError('E_USAGE_VALUE', '--data: stdin is read once, and each run needs it', { field: 'data' });
  }
  const keys = arrayKeys(data, args);
  if (isArrays(data)) {
    requireNoCsvOptions(data, args);
    return arraysInCommon(data, runs, keys, args);
  }
  const kept = await located(args, () => keepCsv(data));
  const areTested = requireKnownRows(data, kept.sha256, runs, args);
  return {
    areTested,
    rowsOf: ({ model, preparation }) =>
      areTested
        ? readTestRows(data, kept, preparation!, args, model, SILENT)
        : readAllRows(data, kept, args, model, SILENT),
  };
}

async function arraysInCommon(
  data: string,
  runs: readonly TrainedRun[],
  keys: ReturnType<typeof arrayKeys>,
  args: Arguments,
): Promise<RowsInCommon> {
  const { readDatasetFile, readPrepared } = await import('../../node/stores/prepared-arrays.ts');
  if (args.given.has('data')) {
    const rows = await readDatasetFile(data, keys);
    return { areTested: false, rowsOf: async () => rows };
  }
  const { readBytes, sha256 } = await import('../../node/stores/model-store.ts');
  const digest = sha256(await located(args, () => readBytes(data)));
  if (digest !== runs[0]!.record!.sha256) throw changedSince(data, runs[0]!.run);
  const { test, heldOutMix } = await readPrepared(data, keys);
  return { areTested: true, rowsOf: async () => ({ dataset: test, mix: heldOutMix }) };
}

/** Whether the rows are the test rows of all runs. */
function requireKnownRows(data: string, digest: string, runs: readonly TrainedRun[], args: Arguments): boolean {
  const wanted = args.text('rows');
  if (wanted === 'all') return false;
  const isTrainedOn = ({ record, preparation }: TrainedRun) => record?.sha256 === digest && preparation !== null;
  const stranger = runs.find((run) => !isTrainedOn(run));
  if (stranger === undefined) return true;
  if (!args.given.has('data')) throw changedSince(data, stranger.run);
  const trained = runs.find(isTrainedOn);
  if (trained !== undefined) {
    throw new UsageError('E_USAGE_RUNS', `was not trained on ${data} as ${trained.run} was`, {
      file: stranger.run,
      hint: '--data FILE, with rows that are new to both',
    });
  }
  if (wanted !== 'test') return false;
  throw new DataError('E_DATA_ROWS', `is not the file that ${stranger.run} was trained on`, {
    file: data,
    hint: 'leave --rows out to compare on all rows',
  });
}

function changedSince(data: string, run: string): DataError {
  return new DataError('E_DATA_ROWS', `changed since ${run} was trained on it, so its test rows are not known`, {
    file: data,
    hint: '--data FILE, with the file as it was, or with rows that are new to all runs',
  });
}

/** A data file that is no longer where a run found it can be given. */
async function located<Result>(args: Arguments, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (args.given.has('data') || !(error instanceof SystemError) || error.code !== 'E_FILE_MISSING') throw error;
    const { file } = error;
    throw new SystemError(error.code, 'the data is not here any more', { file, hint: '--data FILE, where it is now' });
  }
}
