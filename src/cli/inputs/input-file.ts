/**
 * The input file of a command: what its name tells, and the format that the options give.
 */
import { basename, extname } from 'node:path';
import { CSV_OPTIONS, type CsvOptions } from '../../data/table-options.ts';
import { UsageError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { ArrayKeys } from '../../node/stores/prepared-names.ts';
import { ARRAY_OPTIONS, CSV_OPTIONS as CSV_FLAGS } from '../options/option-groups.ts';
import type { Arguments } from '../options/arguments.ts';
import { flagName } from '../options/flag-name.ts';
import type { OptionName } from '../options/options.ts';

/** A file's name without folders and extensions, `.gz` included. */
export function stemOf(path: string): string {
  if (path === '-') return 'stdin';
  const name = basename(path).replace(/\.gz$/i, '');
  return basename(name, extname(name));
}

export function isArrays(path: string): boolean {
  return /\.npz$/i.test(path);
}

/**
 * How the options call the arrays of a .npz file.
 *
 * @throws UsageError where the file holds none.
 */
export function arrayKeys(path: string, args: Arguments): ArrayKeys {
  const given = ARRAY_OPTIONS.find((name) => args.given.has(name));
  if (given !== undefined && !isArrays(path)) {
    throw new UsageError('E_USAGE_CONFLICT', `--${given} has no effect on a CSV file`, { file: nameOf(path) });
  }
  return { inputs: args.optionalText('inputs-key'), targets: args.optionalText('targets-key') };
}

/** @throws UsageError for an option that says how to read a CSV file, or which of its rows. */
export function requireNoCsvOptions(path: string, args: Arguments): void {
  const useless = (['rows', ...CSV_FLAGS, 'strict'] as const).find((name) => args.given.has(name));
  if (useless === undefined) return;
  throw new UsageError('E_USAGE_CONFLICT', `--${useless} has no effect on arrays`, { file: path });
}

/** @param schema what a schema file says of the format; options override it */
export function csvOptions(args: Arguments, schema: Partial<CsvOptions> = {}): CsvOptions {
  const options = args.valuesOf(CSV_OPTIONS);
  const said = Object.fromEntries(
    Object.entries(schema).filter(([name]) => !args.given.has(flagName(name) as OptionName)),
  );
  return { ...options, ...said, ...(options.delimiter === '\\t' && { delimiter: '\t' }) };
}
