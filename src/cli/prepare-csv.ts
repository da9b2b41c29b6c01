/**
 * What `train` and `prepare` have in common: a CSV file read, described and prepared.
 */
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import { readTable, type CsvOptions } from '../node/read-table.ts';
import type { Preparation } from '../node/run-record.ts';
import type { BalanceMethod } from '../preprocessing/balance.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { prepare, type PreparedData } from '../preprocessing/prepare.ts';
import { type Recipe } from '../preprocessing/choose-rows.ts';
import type { Proportions } from '../preprocessing/split.ts';
import { UsageError, quoted } from '../errors.ts';
import type { Console } from './console.ts';
import { describeColumns, describeSplit } from './describe.ts';
import type { Arguments } from './arguments.ts';

export function isArrays(path: string): boolean {
  return path.endsWith('.npz');
}

export function csvOptions(args: Arguments): CsvOptions {
  const delimiter = args.text('delimiter');
  return { delimiter: delimiter === '\\t' ? '\t' : delimiter, header: args.text('header') as CsvOptions['header'] };
}

export interface PreparedCsv {
  readonly data: PreparedData & { readonly pipeline: Pipeline };
  readonly dataSha256: string;
  readonly preparation: Preparation;
  readonly table: Table;
  readonly schema: Schema;
}

export async function prepareCsv(path: string, args: Arguments, console: Console): Promise<PreparedCsv> {
  const preparation = readPreparation(args);
  const { options } = preparation;
  const file = await readTable(path, preparation.csv, preparation.columns);
  const shown = path === '-' ? '<stdin>' : path;
  for (const line of describeColumns(shown, file)) console.note(line);
  const data = prepare(file.table, file.schema, options, shown);
  console.note(describeSplit(data));
  for (const name of data.constants) {
    console.note(`warning: column ${quoted(name)} never changes in the training rows; it tells nothing`);
  }
  if (options.recipe === 'course') {
    console.note('warning: recipe course balances and scales all rows before it splits them, so test rows leak into');
    console.note('training: its figures compare with published ones, and are a little too good');
  }
  return { data, dataSha256: file.sha256, preparation, table: file.table, schema: file.schema };
}

/** How a CSV file is to be read and prepared, as the options say. */
export function readPreparation(args: Arguments): Preparation {
  const recipe = args.text('recipe') as Recipe;
  const balance = (args.optionalText('balance') ?? (recipe === 'course' ? 'first' : 'undersample')) as BalanceMethod;
  if (recipe === 'course' && balance === 'oversample') {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      '--recipe course with --balance oversample would put copies of one row on both sides of the split',
    );
  }
  return {
    csv: csvOptions(args),
    columns: {
      target: args.optionalText('target'),
      id: args.optionalText('id'),
      drop: args.names('drop'),
    },
    options: { recipe, balance, split: args.numbers('split') as unknown as Proportions, seed: args.text('seed') },
  };
}
