/**
 * New rows for a model: a file that doesn't tell their classes.
 */
import { trimBlanks } from '../../data/cells/blanks.ts';
import { requireFieldCount, type CsvRecord } from '../../data/csv/csv-record.ts';
import { DataError } from '../../errors.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { sha256 } from '../../node/stores/model-store.ts';
import { Pipeline } from '../../preprocessing/pipeline.ts';
import { RecordEncoder } from '../../preprocessing/record-encoder.ts';
import { fileRecords } from '../../scoring/file-records.ts';
import type { OpeningData } from '../../study/opening/opening.ts';
import { rowsOfTable, type StudyData } from '../../study/session/study-data.ts';

/** Null for anything else: a file with the column of the classes, a set, arrays. @throws as `fileRecords` does. */
export async function newRows(data: OpeningData): Promise<StudyData | null> {
  if (data.kind !== 'csv' || !('pipeline' in data.reading)) return null;
  const { file, bytes, reading } = data;
  const { classes } = reading;
  const pipeline = new Pipeline(reading.pipeline);
  const options = { header: 'auto', file, split: fastCsvSplitter } as const;
  const { names, values, inferences, batches } = await fileRecords(bytes, pipeline, options);
  if (names.includes(pipeline.target)) return null;
  const records: CsvRecord[] = [];
  for await (const batch of batches) for (const record of batch) records.push(record);
  if (records.length === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  const fieldsOf = (record: CsvRecord) => requireFieldCount(record, names.length, file);
  const { table } = new RecordEncoder(pipeline, names, file, values, fieldsOf).encode(records, false);
  const place = pipeline.id === null ? -1 : names.indexOf(pipeline.id);
  const ids = place === -1 ? null : records.map(({ fields }) => trimBlanks(fields[place] ?? ''));
  const targets = new Int32Array(records.length).fill(-1);
  const lines = { at: (row: number) => records[row]!.line };
  const rows = rowsOfTable({ ...table, lines }, pipeline, ids, targets);
  return { file, sha256: sha256(bytes), classes, prepared: null, trainRows: null, rows, inferences };
}
