/**
 * Reads, describes and prepares a CSV file, for `train` and `prepare`.
 */
import type { Schema } from '../../data/schema.ts';
import { FaultyFile, type Faults, type Inference } from '../../data/reading-log.ts';
import { choiceFrom, schemaConfig, type SchemaConfig } from '../../data/schema-config.ts';
import { textColumn, type Table } from '../../data/table.ts';
import { COLUMN_OPTIONS } from '../../data/table-options.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import type { KeptCsv } from '../../node/csv/kept-csv.ts';
import { readTableFile, type TableFile } from '../../node/csv/read-table-file.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import { encodeLabels, type Labels } from '../../preprocessing/labels.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';
import {
  completePreparation,
  PREPARATION_OPTIONS,
  requireOneSplit,
  type PrepareOptions,
} from '../../preprocessing/preparation-options.ts';
import { quoted } from '../../errors.ts';
import type { Console } from '../console.ts';
import { columnTable } from '../../report/text/column-table.ts';
import { describeColumns, describePositive, describeSplit } from '../../report/text/describe.ts';
import type { Arguments } from '../options/arguments.ts';
import { inFlags, withValue } from '../flags.ts';
import { auditCommand } from '../suggested-commands.ts';
import { describeFewRows } from '../training-warnings.ts';
import { noteInferences, requireNothingInferred } from './inferences.ts';
import { csvOptions } from './input-file.ts';

export interface PreparedCsv {
  readonly data: PreparedTable;
  readonly dataSha256: string;
  readonly preparation: Preparation;
  /** All that was found out about the file. */
  readonly file: TableFile;
  readonly table: Table;
  readonly schema: Schema;
  readonly inferences: readonly Inference[];
}

/**
 * Reads a file to train on, which must be without faults; says what each column was taken for.
 *
 * @param kept the file's bytes, if they have been read already; so below
 */
export async function readFaultless(
  path: string,
  args: Arguments,
  console: Console,
  kept?: KeptCsv,
): Promise<ReadFile> {
  const read = await readColumns(path, args, console, kept);
  const { file, shown } = read;
  if (file.faults.count > 0) throw await refusal(file.faults, path, args);
  requireNothingInferred(file.inferences, shown, args);
  if (!args.given.has('write-schema'))
    console.notes(() => columnTable(file, { most: 20, allBy: auditCommand(path, args) }));
  return read;
}

export async function prepareCsv(
  path: string,
  args: Arguments,
  console: Console,
  kept?: KeptCsv,
): Promise<PreparedCsv> {
  const { file, preparation, shown } = await readFaultless(path, args, console, kept);
  const { options } = preparation;
  const data = prepare(file.table, file.schema, options, shown);
  console.notes(() => describePositive(readLabels(file, options, shown), inFlags));
  console.notes(() => describeSplit(data, file.schema, file.table));
  console.notes(() => describeFewRows(data, file.table.rowCount, options.recipe === 'course'));
  for (const name of data.constants) {
    console.note(`warning: column ${quoted(name)} never changes in the training rows; it carries no information`);
  }
  noteLeak(options, console);
  const { sha256: dataSha256, table, schema, inferences } = file;
  return { data, dataSha256, preparation, file, table, schema, inferences };
}

/** Warns of the course's order. */
export function noteLeak({ recipe }: PrepareOptions, console: Console): void {
  if (recipe !== 'course') return;
  console.note('warning: recipe course balances and scales all rows before it splits them, so test rows leak into');
  console.note('training: its figures compare with published ones but are a little too good');
}

/** The target's classes, the one that counts among them. */
export function readLabels({ table, schema }: TableFile, { positive }: PrepareOptions, shown: string): Labels {
  return encodeLabels(textColumn(table, schema.target), shown, positive);
}

/** A file with all that was found out about it. */
export interface ReadFile {
  readonly file: TableFile;
  readonly preparation: Preparation;
  /** What errors call it. */
  readonly shown: string;
}

/**
 * Reads a CSV file, says what was found out about it, and writes the schema if asked to. Faults of cells and records are
 * in the file that is returned.
 *
 * @returns the preparation with all that was found out, so that it leads to the same table again
 */
export async function readColumns(path: string, args: Arguments, console: Console, kept?: KeptCsv): Promise<ReadFile> {
  const given = await readPreparation(args);
  const file = await readWith(path, args, given, kept);
  const shown = nameOf(path);
  const isFaulty = file.faults.count > 0;
  if (!isFaulty) {
    console.notes(() => describeColumns(shown, file));
    noteInferences(file.inferences, console);
  }
  const schemaPath = args.optionalText('write-schema');
  const found = schemaConfig(file, schemaPath === undefined ? null : positiveIn(file, given.options, shown));
  if (schemaPath !== undefined) {
    console.notes(() => columnTable(file));
    const { writeSchema } = await import('../../node/stores/schema-store.ts');
    await writeSchema(schemaPath, found, { force: args.flag('force') });
    console.note(
      `column types are written to ${schemaPath}; correct it and read it with ${withValue('--schema', schemaPath)}`,
    );
  }
  const { needed = false } = given.columns;
  const preparation = { csv: file.format, columns: { ...choiceFrom(found), needed }, options: given.options };
  return { file, preparation, shown };
}

async function readWith(
  path: string,
  args: Arguments,
  { csv, columns }: Preparation,
  kept: KeptCsv | undefined,
): Promise<TableFile> {
  try {
    return await readTableFile(path, { ...csv, faults: 'collect' }, columns, kept);
  } catch (error) {
    throw error instanceof FaultyFile ? await refusal(error.faults, path, args) : error;
  }
}

async function refusal(faults: Faults, path: string, args: Arguments): Promise<Error> {
  const { faultsError } = await import('./faults.ts');
  return faultsError(faults, path, args);
}

/** Of two classes, the one that counts. */
function positiveIn(file: TableFile, options: PrepareOptions, shown: string): string | null {
  const target = file.table.columns.find(({ name }) => name === file.schema.target);
  // One class, or too many, are refused later: the schema is there by then.
  const isPair = target?.kind === 'text' && target.levels.length === 2;
  return isPair ? readLabels(file, options, shown).classes[1]! : null;
}

async function schemaAt(path: string): Promise<SchemaConfig> {
  const { readSchemaFile } = await import('../../node/stores/schema-store.ts');
  return readSchemaFile(path);
}

/**
 * How to read and prepare a CSV file. Column roles come from the schema file, and so may the class that counts; flags
 * override it.
 */
export async function readPreparation(args: Arguments): Promise<Preparation> {
  const schemaPath = args.optionalText('schema');
  const schema = schemaPath === undefined ? undefined : await schemaAt(schemaPath);
  const target = schema?.columns.find(({ type }) => type === 'target');
  const isTarget = target?.name === (args.optionalText('target') ?? target?.name);
  const positive = isTarget ? target?.positive : undefined;
  const options = completePreparation({ positive, ...args.valuesOf(PREPARATION_OPTIONS) });
  const chosen: CsvColumns = schema === undefined ? {} : choiceFrom(schema);
  const columns: CsvColumns = {
    ...chosen,
    ...(!isTarget && { labels: undefined, targetBins: undefined }),
    ...args.valuesOf(COLUMN_OPTIONS),
    needed: options.missing === 'refuse',
  };
  requireOneSplit(columns, options);
  return { csv: csvOptions(args, schema?.format), columns, options };
}
