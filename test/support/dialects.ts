/**
 * Opening a CSV text and reading its rows, as `readTable` does before it looks at columns.
 */
import { readCsv } from '../../src/data/csv/csv-reader.ts';
import type { Dialect } from '../../src/data/dialect/dialect.ts';
import { withoutFooter } from '../../src/data/dialect/footer.ts';
import { openDialect, type ExpectedFile } from '../../src/data/dialect/open-dialect.ts';
import { ReadingLog, type Inference } from '../../src/data/reading-log.ts';
import { RecordBlock } from '../../src/data/csv/record-block.ts';
import type { CsvOptions } from '../../src/data/table-options.ts';
import { DataError, GlassnetError } from '../../src/errors.ts';
import { chunksOf } from './csv.ts';

export interface OpenedText {
  readonly dialect: Dialect;
  /** The fields of each row. */
  readonly rows: readonly (readonly string[])[];
  readonly inferences: readonly Inference[];
}

export async function openText(
  content: string | Uint8Array,
  options: Partial<CsvOptions> = {},
  expected: ExpectedFile = {},
  chunkLength = Number.MAX_SAFE_INTEGER,
): Promise<OpenedText> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const [file, log] = ['own.csv', new ReadingLog()];
  const given = { header: 'auto', ...options } as const;
  const { dialect, rows } = await openDialect(chunksOf(bytes, chunkLength), file, given, log, expected);
  const { delimiter, line, offset, names } = dialect;
  const found: (readonly string[])[] = [];
  const batches = withoutFooter(readCsv(rows, { file, delimiter, line, offset }), dialect, { file, ...options });
  for await (const batch of batches) {
    for (const { fields, line: at } of batch instanceof RecordBlock ? batch.records() : batch) {
      if (fields.length === 0) continue;
      if (fields.length !== names.length) throw new DataError('E_CSV_FIELDS', 'fields', { file, line: at });
      found.push(fields);
    }
  }
  return { dialect, rows: found, inferences: log.inferences };
}

/** `CODE line: hint` of what refuses a text; the rows it has if nothing does. */
export async function refusalOf(
  content: string | Uint8Array,
  options: Partial<CsvOptions> = {},
  expected: ExpectedFile = {},
): Promise<string> {
  try {
    const { rows } = await openText(content, options, expected);
    return `${rows.length} rows`;
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    const { code, line, hint } = error;
    return `${code}${line === undefined ? '' : ` ${line}`}${hint === undefined ? '' : `: ${hint}`}`;
  }
}
