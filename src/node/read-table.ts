/**
 * A CSV file as a table with its schema: header or not, which column is what, every cell checked.
 */
import { createHash } from 'node:crypto';
import { isBlankLine, type CsvRecord } from '../data/csv-record.ts';
import { delimiterHint } from '../data/delimiter.ts';
import { checkHeader, looksLikeHeader, positionalNames } from '../data/header.ts';
import { assignRoles, type ColumnChoice, type ColumnRoles, type Schema } from '../data/schema.ts';
import { looksLikeId, TableBuilder, type ColumnPlan } from '../data/table-builder.ts';
import type { Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import { openCsv, readCsv } from './csv-reader.ts';

export interface CsvOptions {
  readonly delimiter: string;
  /** `auto`: the first record is a header if none of its fields is a number. */
  readonly header: 'auto' | 'yes' | 'no';
}

export interface TableFile {
  readonly table: Table;
  readonly schema: Schema;
  readonly targetReason: ColumnRoles['targetReason'];
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

const MOST_COLUMNS = 10_000;

/** What a file's first records say before any row is read. */
interface Layout {
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly roles: ColumnRoles;
  readonly builder: TableBuilder;
}

/**
 * Reads the whole file. `-` is stdin.
 *
 * @throws SystemError when it can't be read, DataError with line and column when it can't be understood, UsageError when
 *   a chosen column isn't there.
 */
export async function readTable(path: string, options: CsvOptions, choice: ColumnChoice): Promise<TableFile> {
  const file = path === '-' ? '<stdin>' : path;
  const hash = createHash('sha256');
  let layout: Layout | undefined;
  let leadingBlankLines = 0;
  for await (const records of readCsv(hashed(openCsv(path), hash), { file, delimiter: options.delimiter })) {
    for (const record of records) {
      if (layout !== undefined) layout.builder.add(record);
      else if (isBlankLine(record, 0)) leadingBlankLines++;
      else layout = startTable(record.fields, record.line, file, options, choice);
    }
  }
  if (layout === undefined) throw new DataError('E_CSV_EMPTY', 'the file is empty: no header and no rows', { file });

  const { hasHeader, roles, builder } = layout;
  let isId = false;
  const table = builder.finish((texts) => {
    isId = looksLikeId(texts, hasHeader);
    return isId ? 'text' : 'number';
  });
  if (table.rowCount === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  const id = isId ? roles.idCandidate : roles.id;
  const features = roles.features.filter((name) => name !== id);
  if (features.length === 0) {
    throw new DataError('E_SCHEMA_FEATURES', 'no column is left to predict from', {
      file,
      hint: delimiterHint(layout.names[0]!) ?? 'at least one column of numbers is needed beside target and ID',
    });
  }
  const schema = { hasHeader, target: roles.target, id, features };
  return {
    table: { ...table, blankLineCount: leadingBlankLines + table.blankLineCount },
    schema,
    targetReason: roles.targetReason,
    sha256: hash.digest('hex'),
  };
}

/** Decides from the first record what the columns are, and reads it as a row if it is one. */
function startTable(
  fields: string[],
  line: number,
  file: string,
  { header }: CsvOptions,
  choice: ColumnChoice,
): Layout {
  const { names, hasHeader } = readHeader(fields, line, file, header);
  const roles = assignRoles(names, { ...choice, drop: namesToDrop(choice.drop ?? [], names) }, file);
  const plans: ColumnPlan[] = names.flatMap((name, index) => {
    if (name === roles.target) return { name, index, kind: 'label', labels: choice.labels };
    if (name === roles.idCandidate) return { name, index, kind: 'either' };
    return roles.features.includes(name) ? { name, index, kind: 'number' } : [];
  });
  const builder = new TableBuilder(file, names.length, plans);
  if (!hasHeader) addFirstRow(builder, { line, fields }, header);
  return { names, hasHeader, roles, builder };
}

/** A first record that is neither names nor a row is probably names with a number among them. */
function addFirstRow(builder: TableBuilder, record: CsvRecord, header: CsvOptions['header']): void {
  try {
    builder.add(record);
  } catch (error) {
    if (header !== 'auto' || !(error instanceof DataError)) throw error;
    throw withHint(error, 'if this record names the columns: --header yes');
  }
}

/** The columns' names: from the first record if it is a header, else by position. */
export function readHeader(
  fields: readonly string[],
  line: number,
  file: string,
  header: CsvOptions['header'],
): { names: readonly string[]; hasHeader: boolean } {
  if (fields.length > MOST_COLUMNS) {
    const message = `the first record has ${fields.length} fields, at most ${MOST_COLUMNS} columns are read`;
    throw new DataError('E_CSV_COLUMNS', message, { file, line });
  }
  const hasHeader = header === 'yes' || (header === 'auto' && looksLikeHeader(fields));
  if (!hasHeader) return { names: positionalNames(fields.length), hasHeader };
  try {
    checkHeader(fields, file, line);
  } catch (error) {
    if (!(error instanceof DataError) || looksLikeHeader(fields)) throw error;
    throw withHint(error, 'this record looks like a row: a header with the names of the columns is expected here');
  }
  return { names: fields, hasHeader };
}

function withHint({ code, message, file, line, column, field }: DataError, hint: string): DataError {
  return new DataError(code, message, { file, line, column, field, hint });
}

/** Each value of `--drop` is a column's name or several separated by commas. */
function namesToDrop(values: readonly string[], names: readonly string[]): string[] {
  return values.flatMap((value) => (names.includes(value) ? value : value.split(',')));
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: { update(bytes: Uint8Array): void }) {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
