/**
 * The tables of a file that can be read in more than one way: one for each way out that its error names.
 */
import { DataError } from '../../errors.ts';
import { readTableFile } from '../../node/csv/read-table-file.ts';
import { columnTable } from '../../report/text/column-table.ts';
import { inFlags } from '../flags.ts';
import type { Arguments } from '../options/arguments.ts';
import { formatError } from '../print-error.ts';
import { readPreparation } from './prepare-csv.ts';

/** Lines of the tables; none where the error names no two ways, and for stdin, which can't be read again. */
export async function tablesOfReadings(path: string, args: Arguments, error: DataError): Promise<string[]> {
  const { hint = '' } = error.texts;
  const settings = typeof hint === 'string' ? [] : hint.settings;
  const isOpen = error.code === 'E_CSV_DELIMITER' || error.code === 'E_CSV_HEADER';
  if (!isOpen || settings.length < 2 || path === '-') return [];
  const { csv, columns } = await readPreparation(args);
  const lines: string[] = [];
  for (const setting of settings) {
    lines.push(`with ${inFlags(setting)}:`);
    try {
      const options = { ...csv, [setting.option]: setting.value, faults: 'collect' } as const;
      lines.push(...columnTable(await readTableFile(path, options, columns)), '');
    } catch (other) {
      if (!(other instanceof DataError)) throw other;
      lines.push(formatError(other), '');
    }
  }
  return lines;
}
