/**
 * A CSV file as Node reads it from disk, held to what the pure reader makes of its bytes: the same table, or the same
 * error in the same place.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readTable, type CsvColumns, type CsvTable } from '../../src/data/read-table.ts';
import type { CsvOptions } from '../../src/data/table-options.ts';
import { GlassnetError } from '../../src/errors.ts';
import { readTableFile, type TableFile } from '../../src/node/csv/read-table-file.ts';
import { isGzip } from '../../src/data/csv/utf8-decoder.ts';
import { chunksOf } from './csv.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Reads `own.csv` in a folder of its own, which the test removes at its end. */
export async function readOwnCsv(
  content: string | Uint8Array,
  choice: CsvColumns = {},
  options: Partial<CsvOptions> = {},
): Promise<TableFile> {
  const file = join(temporaryFolder(), 'own.csv');
  writeFileSync(file, content);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const reading = readTableFile(file, options, choice);
  // Gzip is unpacked by Node alone.
  if (isGzip(bytes)) return reading;
  const expected = await outcome(reading);
  for (const source of [bytes, chunksOf(bytes, 7)]) {
    expect(await outcome(readTable(source, file, options, choice))).toEqual(expected);
  }
  return reading;
}

/** What can be seen of a table, or of an error of ours. */
async function outcome(reading: Promise<CsvTable>): Promise<unknown> {
  try {
    const { names, table, schema, targetReason } = await reading;
    return { names, table, schema, targetReason };
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    const { name, code, message, hint, file, line, column, field } = error;
    return { name, code, message, hint, file, line, column, field };
  }
}
