/**
 * The rows that a run was trained and tested on, found again in its data file.
 */
import { join } from 'node:path';
import { DataError } from '../../errors.ts';
import type { Classifier } from '../../model/classifier.ts';
import { keepCsv } from '../../node/csv/kept-csv.ts';
import { readTableFile } from '../../node/csv/read-table-file.ts';
import { MODEL_FILE, readBytes, sha256 } from '../../node/stores/model-store.ts';
import { readPrepared } from '../../node/stores/prepared-arrays.ts';
import { readRunRecord, type Preparation } from '../../node/stores/run-record.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { PreparedFile } from './measured-run.ts';

export interface TrainingRows {
  readonly data: PreparedData;
  /** Null for arrays. */
  readonly csv: (PreparedFile & { readonly preparation: Preparation }) | null;
}

/**
 * @param path of the data file
 * @throws SystemError where it cannot be read, DataError where it is not the one of the training.
 */
export async function readTrainingRows(folder: string, path: string, { positive }: Classifier): Promise<TrainingRows> {
  if (path === '-') throw new DataError('E_DATA_ROWS', 'the run was trained on stdin', { file: folder });
  const record = (await readRunRecord(join(folder, MODEL_FILE)))!;
  const { preparation } = record;
  if (preparation === null) {
    requireSame(path, sha256(await readBytes(path)), record.sha256);
    return { data: await readPrepared(path), csv: null };
  }
  const kept = await keepCsv(path);
  requireSame(path, kept.sha256, record.sha256);
  const file = await readTableFile(path, preparation.csv, preparation.columns, kept);
  // Classes are in the order of the model, whatever would be chosen today.
  const options = { ...preparation.options, positive: positive ?? undefined };
  const data = prepare(file.table, file.schema, options, path);
  return { data, csv: { path, file, preparation: { ...preparation, options }, rows: data.rows } };
}

function requireSame(path: string, found: string, wanted: string): void {
  if (found === wanted) return;
  throw new DataError('E_DATA_ROWS', 'is not the file that the model was trained on', { file: path });
}
