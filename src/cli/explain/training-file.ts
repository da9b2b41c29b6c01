/**
 * The training data of a model, where a command is given the file that it was trained on.
 */
import type { Table } from '../../data/table.ts';
import type { Classifier } from '../../model/classifier.ts';
import type { KeptCsv } from '../../node/csv/kept-csv.ts';
import { readTableFile } from '../../node/csv/read-table-file.ts';
import type { LoadedModel } from '../../node/stores/model-store.ts';
import { readRunRecord, type Preparation } from '../../node/stores/run-record.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';

export interface TrainingFile {
  readonly table: Table;
  readonly data: PreparedTable;
}

/** Null for another file than that of the training, or where no run.json says which that was. */
export async function readTrainingFile(
  path: string,
  kept: KeptCsv,
  { classifier, file }: LoadedModel,
): Promise<TrainingFile | null> {
  const record = await readRunRecord(file);
  if (record === null || record.preparation === null || record.sha256 !== kept.sha256) return null;
  return prepareAgain(path, kept, record.preparation, classifier);
}

async function prepareAgain(
  path: string,
  kept: KeptCsv,
  { csv, columns, options }: Preparation,
  classifier: Classifier,
): Promise<TrainingFile> {
  const { table, schema } = await readTableFile(path, csv, columns, kept);
  // Classes are in the order of the model, whatever would be chosen today.
  const positive = classifier.positive ?? undefined;
  return { table, data: prepare(table, schema, { ...options, positive }, path) };
}
