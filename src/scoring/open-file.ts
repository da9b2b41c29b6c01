/**
 * A CSV file of customers, opened as the one of the training was written, unless it proves otherwise.
 */
import { chunksOf, type ByteSource } from '../data/byte-source.ts';
import { completeFormat, provenFormat, type ValueFormat } from '../data/cells/value-format.ts';
import { openDialect, type OpenedCsv } from '../data/dialect/open-dialect.ts';
import { ReadingLog, type Inference } from '../data/reading-log.ts';
import type { CsvOptions } from '../data/table-options.ts';
import { DataError } from '../errors.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';

export interface OpenFileOptions extends Partial<CsvOptions> {
  /** The name that errors carry. */
  readonly file: string;
}

export interface OpenedFile extends OpenedCsv {
  /** What the opening of the file proved and nobody said. */
  readonly inferences: readonly Inference[];
  /** How its numbers and dates are written. */
  readonly values: ValueFormat;
}

/** Null for an empty file. @throws as `openDialect` */
export async function openFile(
  source: ByteSource,
  pipeline: Pipeline,
  options: OpenFileOptions,
): Promise<OpenedFile | null> {
  const { file } = options;
  const { id, featureNames, format, csv } = pipeline;
  const names = id === null ? featureNames : [id, ...featureNames];
  const header = pipeline.headerOf(options.header ?? 'auto');
  const log = new ReadingLog();
  try {
    const opened = await openDialect(chunksOf(source), file, { ...options, header }, log, {
      names,
      format: { ...csv, decimal: format.decimal },
    });
    // The model knows its columns: one that the header has no name for is not among them.
    const { extra, decimal } = opened.dialect;
    if (extra !== null) log.withdraw('index', extra);
    const values = completeFormat(options, provenFormat(format, decimal));
    return { ...opened, inferences: log.inferences, values };
  } catch (error) {
    if (error instanceof DataError && error.code === 'E_CSV_EMPTY') return null;
    throw error;
  }
}
