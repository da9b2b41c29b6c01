/**
 * The records of a CSV file of customers, read as scoring reads them, for commands that look at a few of them.
 */
import type { ByteSource } from '../data/byte-source.ts';
import { readBlocks } from '../data/csv/block-reader.ts';
import { isBlankLine, type CsvRecord } from '../data/csv/csv-record.ts';
import type { FieldSplitter } from '../data/csv/field-splitter.ts';
import { RecordBlock } from '../data/csv/record-block.ts';
import { FooterGuard } from '../data/dialect/footer.ts';
import { DataError } from '../errors.ts';
import { requireColumns } from '../data/schema.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { openFile, type OpenedFile, type OpenFileOptions } from './open-file.ts';

export interface FileRecords extends Pick<OpenedFile, 'inferences' | 'values'> {
  /** The columns of the file. */
  readonly names: readonly string[];
  /** The rows in the order of the file, many at a time. */
  readonly batches: AsyncGenerator<readonly CsvRecord[], void, undefined>;
}

/**
 * @throws DataError E_CSV_EMPTY for an empty file, E_SCHEMA_COLUMN naming a column that it lacks, and as `readBlocks` does;
 *   whatever the source throws.
 */
export async function fileRecords(
  source: ByteSource,
  pipeline: Pipeline,
  options: OpenFileOptions & { readonly split?: FieldSplitter },
): Promise<FileRecords> {
  const { file } = options;
  const opened = await openFile(source, pipeline, options);
  if (opened === null) throw new DataError('E_CSV_EMPTY', 'the file is empty: no header and no rows', { file });
  const { dialect, inferences, values } = opened;
  const { featureNames, id } = pipeline;
  requireColumns(dialect.names, id === null ? featureNames : [id, ...featureNames], file);
  return { names: dialect.names, inferences, values, batches: rowsOf(opened, options) };
}

async function* rowsOf(
  { dialect, rows }: OpenedFile,
  { file, split, skipFooter }: OpenFileOptions & { readonly split?: FieldSplitter },
): AsyncGenerator<readonly CsvRecord[], void, undefined> {
  const { names, delimiter, decimal, line, offset } = dialect;
  const blocks = readBlocks(rows, { file, delimiter, decimal, split, fieldCount: names.length, line, offset });
  const footer = new FooterGuard(dialect, { file, skipFooter });
  const recordsOf = (batch: readonly CsvRecord[] | RecordBlock): readonly CsvRecord[] => {
    const records = batch instanceof RecordBlock ? batch.records() : batch;
    return records.filter((record) => !isBlankLine(record, names.length));
  };
  for await (const batch of blocks) for (const part of footer.push(batch)) yield recordsOf(part);
  for (const part of footer.end()) yield recordsOf(part);
}
