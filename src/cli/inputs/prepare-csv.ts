/**
 * What `train` and `prepare` have in common: a CSV file read, described and prepared.
 */
import { requireUsable, type Schema } from '../../data/schema.ts';
import { choiceFrom } from '../../data/schema-config.ts';
import type { Table } from '../../data/table.ts';
import { COLUMN_OPTIONS } from '../../data/table-options.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import { readTableFile, type TableFile } from '../../node/csv/read-table-file.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readSchemaFile, writeSchema } from '../../node/stores/schema-store.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';
import { completePreparation, PREPARATION_OPTIONS, requireOneSplit } from '../../preprocessing/preparation-options.ts';
import { quoted } from '../../errors.ts';
import type { Console } from '../console.ts';
import { columnTable } from '../../report/text/column-table.ts';
import { describeColumns, describeSplit } from '../../report/text/describe.ts';
import type { Arguments } from '../options/arguments.ts';
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
  console.notes(() => describeSplit(data, file.schema, file.table));
  for (const name of data.constants) {
    console.note(`warning: column ${quoted(name)} never changes in the training rows; it tells nothing`);
  }
  if (options.recipe === 'course') {
    console.note('warning: recipe course balances and scales all rows before it splits them, so test rows leak into');
    console.note('training: its figures compare with published ones, and are a little too good');
  }
  return { data, dataSha256: file.sha256, preparation, table: file.table, schema: file.schema };
}

/** Reads a CSV file as the options say, tells what its columns were taken for and writes that down if asked to. */
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
    await writeSchema(schemaPath, file, { force: args.flag('force') });
    console.note(`what each column is stands in ${schemaPath}; corrected, it is read with --schema ${schemaPath}`);
  }
  return { file, preparation, shown };
}

/** How a CSV file is to be read and prepared, as the options say: columns as a schema file has them, flags winning. */
async function readPreparation(args: Arguments): Promise<Preparation> {
  const options = completePreparation(args.valuesOf(PREPARATION_OPTIONS));
  const schema = args.optionalText('schema');
  const columns: CsvColumns = {
    ...(schema !== undefined && choiceFrom(await readSchemaFile(schema))),
    ...args.valuesOf(COLUMN_OPTIONS),
    needed: options.missing === 'refuse',
  };
  requireOneSplit(columns, options);
  return { csv: csvOptions(args), columns, options };
}
