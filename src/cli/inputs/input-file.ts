/**
 * The input file of a command: what its name tells, and the format that the options give.
 */
import { basename, extname } from 'node:path';
import { CSV_OPTIONS, type CsvOptions } from '../../data/table-options.ts';
import type { Arguments } from '../options/arguments.ts';

/** A file's name without folders and extensions, `.gz` included. */
export function stemOf(path: string): string {
  if (path === '-') return 'stdin';
  const name = basename(path).replace(/\.gz$/i, '');
  return basename(name, extname(name));
}

export function isArrays(path: string): boolean {
  return path.endsWith('.npz');
}

export function csvOptions(args: Arguments): CsvOptions {
  const options = args.valuesOf(CSV_OPTIONS);
  return options.delimiter === '\\t' ? { ...options, delimiter: '\t' } : options;
}
