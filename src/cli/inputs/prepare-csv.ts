/**
 * What `train` and `prepare` have in common: a CSV file read, described and prepared.
 */
import { requireUsable, type Schema } from '../../data/schema.ts';
import { choiceFrom } from '../../data/schema-config.ts';
import type { Table } from '../../data/table.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import { readTableFile, type TableFile } from '../../node/csv/read-table-file.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readSchemaFile, writeSchema } from '../../node/stores/schema-store.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import type { BalanceMethod } from '../../preprocessing/rows/balance.ts';
import { prepare, type PreparedTable } from '../../preprocessing/prepare.ts';
import type { PrepareOptions, Recipe } from '../../preprocessing/rows/choose-rows.ts';
import type { EncodingOptions } from '../../preprocessing/features/feature.ts';
import type { Proportions } from '../../preprocessing/rows/split.ts';
import { UsageError, quoted } from '../../errors.ts';
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

/** How a CSV file is to be read and prepared, as the options say. */
async function readPreparation(args: Arguments): Promise<Preparation> {
  const recipe = args.text('recipe') as Recipe;
  const balance = (args.optionalText('balance') ?? (recipe === 'course' ? 'first' : 'undersample')) as BalanceMethod;
  if (recipe === 'course' && balance === 'oversample') {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      '--recipe course with --balance oversample would put copies of one row on both sides of the split',
    );
  }
  if (args.text('high-cardinality') === 'hash' && args.text('unseen') === 'refuse') {
    throw new UsageError('E_USAGE_CONFLICT', '--high-cardinality hash keeps no list of kinds to refuse others by');
  }
  const options = {
    recipe,
    balance,
    split: args.numbers('split') as unknown as Proportions,
    seed: args.text('seed'),
    groupDuplicates: args.flag('group-duplicates'),
    encoding: {
      missing: args.text('missing') as EncodingOptions['missing'],
      minFrequency: args.number('min-frequency'),
      maxLevels: args.number('max-levels'),
      highCardinality: args.text('high-cardinality') as EncodingOptions['highCardinality'],
      unseen: args.text('unseen') as EncodingOptions['unseen'],
    },
  };
  const columns = await readColumnChoice(args);
  requireOneSplit(columns, options);
  return { csv: csvOptions(args), columns, options };
}

/** The columns as a schema file has them, flags winning. */
async function readColumnChoice(args: Arguments): Promise<CsvColumns> {
  const path = args.optionalText('schema');
  const schema = path === undefined ? {} : choiceFrom(await readSchemaFile(path));
  const flags = {
    target: args.optionalText('target'),
    id: args.optionalText('id'),
    group: args.optionalText('group'),
    time: args.optionalText('time'),
  };
  const named = Object.fromEntries(Object.entries(flags).filter(([, name]) => name !== undefined));
  return {
    ...schema,
    ...named,
    drop: args.names('drop'),
    numeric: args.names('numeric'),
    categorical: args.names('categorical'),
    needed: args.text('missing') === 'refuse',
  };
}

function requireOneSplit({ group, time }: CsvColumns, { recipe, groupDuplicates }: PrepareOptions): void {
  const given = [
    ...(recipe === 'course' ? ['--recipe course'] : []),
    ...(group === undefined ? [] : ['--group']),
    ...(time === undefined ? [] : ['--time']),
    ...(groupDuplicates === true ? ['--group-duplicates'] : []),
  ];
  if (given.length < 2) return;
  throw new UsageError('E_USAGE_CONFLICT', `${given[0]} and ${given[1]} each say how rows are split`);
}
