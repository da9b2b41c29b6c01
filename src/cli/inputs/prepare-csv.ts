/**
 * Reads, describes and prepares a CSV file, for `train` and `prepare`.
 */
import { requireUsable, type Schema } from '../../data/schema.ts';
import { choiceFrom } from '../../data/schema-config.ts';
import { textColumn, type Table } from '../../data/table.ts';
import { COLUMN_OPTIONS } from '../../data/table-options.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import { readTableFile, type TableFile } from '../../node/csv/read-table-file.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readSchemaFile, writeSchema } from '../../node/stores/schema-store.ts';
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
import { inFlags } from '../flags.ts';
import { csvOptions } from './input-file.ts';

export interface PreparedCsv {
  readonly data: PreparedTable;
  readonly dataSha256: string;
  readonly preparation: Preparation;
  readonly table: Table;
  readonly schema: Schema;
}

export async function prepareCsv(path: string, args: Arguments, console: Console): Promise<PreparedCsv> {
  const { file, preparation, shown } = await readColumns(path, args, console);
  const { options } = preparation;
  console.notes(() => columnTable(file, 20));
  requireUsable(file.schema, shown);
  const data = prepare(file.table, file.schema, options, shown);
  console.notes(() => describePositive(readLabels(file, options, shown), inFlags));
  console.notes(() => describeSplit(data, file.schema, file.table));
  for (const name of data.constants) {
    console.note(`warning: column ${quoted(name)} never changes in the training rows; it carries no information`);
  }
  if (options.recipe === 'course') {
    console.note('warning: recipe course balances and scales all rows before it splits them, so test rows leak into');
    console.note('training: its figures compare with published ones but are a little too good');
  }
  return { data, dataSha256: file.sha256, preparation, table: file.table, schema: file.schema };
}

/** The target's classes, the one that counts among them. */
export function readLabels({ table, schema }: TableFile, { positive }: PrepareOptions, shown: string): Labels {
  return encodeLabels(textColumn(table, schema.target), shown, positive);
}

/** Reads a CSV file, reports the type found for each column, and writes the schema if asked to. */
export async function readColumns(
  path: string,
  args: Arguments,
  console: Console,
): Promise<{ file: TableFile; preparation: Preparation; shown: string }> {
  const preparation = await readPreparation(args);
  const file = await readTableFile(path, preparation.csv, preparation.columns);
  const shown = nameOf(path);
  console.notes(() => describeColumns(shown, file));
  const schemaPath = args.optionalText('write-schema');
  if (schemaPath !== undefined) {
    // One class, or too many, are refused later: the schema is there by then.
    const isPair = textColumn(file.table, file.schema.target).levels.length === 2;
    const positive = isPair ? readLabels(file, preparation.options, shown).classes[1]! : null;
    await writeSchema(schemaPath, file, { force: args.flag('force') }, positive);
    console.note(`column types are written to ${schemaPath}; correct it and read it with --schema ${schemaPath}`);
  }
  return { file, preparation, shown };
}

/**
 * How to read and prepare a CSV file. Column roles come from the schema file, and so may the class that counts; flags
 * override it.
 */
async function readPreparation(args: Arguments): Promise<Preparation> {
  const schemaPath = args.optionalText('schema');
  const schema = schemaPath === undefined ? undefined : await readSchemaFile(schemaPath);
  const target = schema?.columns.find(({ type }) => type === 'target');
  const isTarget = target?.name === (args.optionalText('target') ?? target?.name);
  const positive = isTarget ? target?.positive : undefined;
  const options = completePreparation({ positive, ...args.valuesOf(PREPARATION_OPTIONS) });
  const columns: CsvColumns = {
    ...(schema !== undefined && choiceFrom(schema)),
    ...args.valuesOf(COLUMN_OPTIONS),
    needed: options.missing === 'refuse',
  };
  requireOneSplit(columns, options);
  return { csv: csvOptions(args), columns, options };
}
