/**
 * One row of a file by its ID, or by its number where the model knows no ID: the number that `predict` writes.
 */
import { isSameNumber, nearest } from '../../options/nearest.ts';
import { trimBlanks } from '../../data/cells/blanks.ts';
import type { CsvRecord } from '../../data/csv/csv-record.ts';
import type { Inference } from '../../data/reading-log.ts';
import type { ValueFormat } from '../../data/cells/value-format.ts';
import { quoted, UsageError } from '../../errors.ts';
import { listTexts } from '../../data/column-name.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import type { KeptCsv } from '../../node/csv/kept-csv.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { fileRecords, type FileRecords } from '../../scoring/file-records.ts';
import type { CsvOptions } from '../../data/table-options.ts';
import { counted } from '../../text-table.ts';
import { withValue } from '../flags.ts';

export interface FoundRow {
  readonly record: CsvRecord;
  /** Null where the model knows no ID. */
  readonly id: string | null;
  /** The columns of the file. */
  readonly names: readonly string[];
  readonly inferences: readonly Inference[];
  /** How the file is written. */
  readonly values: ValueFormat;
}

/**
 * @param wanted an ID, blanks at its ends left out, or a number from 1
 * @throws UsageError E_USAGE_VALUE for a row that isn't there, or an ID that several rows have; as `fileRecords` does.
 */
export async function findRow(
  wanted: string,
  kept: KeptCsv,
  pipeline: Pipeline,
  options: CsvOptions & { readonly file: string },
): Promise<FoundRow> {
  const open = () => fileRecords(kept.open(), pipeline, { ...options, split: fastCsvSplitter });
  const opened = await open();
  const { names, inferences, values } = opened;
  const { file } = options;
  const { id } = pipeline;
  if (id === null) {
    const record = await numbered(wanted, opened, file);
    return { record, id: null, names, inferences, values };
  }
  const column = names.indexOf(id);
  const idOf = ({ fields }: CsvRecord) => trimBlanks(fields[column] ?? '');
  const found: CsvRecord[] = [];
  for await (const records of opened.batches) found.push(...records.filter((record) => idOf(record) === wanted));
  const [record, second] = found;
  if (record === undefined) throw await noSuchId(wanted, await open(), idOf, { id, file });
  if (second !== undefined) {
    const lines = listTexts(found.map(({ line }) => String(line)));
    const message = `--row: ${counted(found.length, 'row')} have the ID ${quoted(wanted)}, in the lines ${lines}`;
    throw new UsageError('E_USAGE_VALUE', message, { file, field: 'row', hint: 'give each row an ID of its own' });
  }
  return { record, id: wanted, names, inferences, values };
}

async function numbered(wanted: string, { batches }: FileRecords, file: string): Promise<CsvRecord> {
  const number = /^[1-9]\d{0,14}$/.test(wanted) ? Number(wanted) : null;
  let count = 0;
  for await (const records of batches) {
    const record = number === null ? undefined : records[number - 1 - count];
    if (record !== undefined) return record;
    count += records.length;
  }
  const message =
    number === null
      ? `--row: ${quoted(wanted)} is not the number of a row; the model knows no ID`
      : `--row: there is no row ${wanted}`;
  throw new UsageError('E_USAGE_VALUE', message, {
    file,
    field: 'row',
    hint: `the rows have the numbers 1 to ${count}`,
  });
}

/** Compares with all IDs of the file, which is read again. */
async function noSuchId(
  wanted: string,
  { batches }: FileRecords,
  idOf: (record: CsvRecord) => string,
  { id, file }: { readonly id: string; readonly file: string },
): Promise<UsageError> {
  let near: string | undefined;
  let first: string | undefined;
  for await (const records of batches) {
    const ids = records.map(idOf);
    first ??= ids.find((text) => text !== '');
    near = ids.find((text) => isSameNumber(text, wanted)) ?? nearest(wanted, near === undefined ? ids : [near, ...ids]);
    if (near !== undefined && isSameNumber(near, wanted)) break;
  }
  const example = first === undefined ? undefined : `the IDs are such as ${quoted(first)}`;
  return new UsageError('E_USAGE_VALUE', `--row: no row has the ${quoted(id)} ${quoted(wanted)}`, {
    file,
    field: 'row',
    hint: near === undefined ? example : `did you mean ${withValue('--row', near)}?`,
  });
}
