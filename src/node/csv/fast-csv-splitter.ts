/**
 * Splits fields with fast-csv: Node's splitter, and the oracle for the pure one.
 */
import { splitPlainFields, type FieldSplitter } from '../../data/csv/field-splitter.ts';
import type { RecordPiece } from '../../data/csv/record-guard.ts';
import { DataError } from '../../errors.ts';

/** The parser is loaded only when quotes occur. */
export const fastCsvSplitter: FieldSplitter = (piece, file, delimiter) =>
  piece.text.includes('"') ? parseFields(piece, file, delimiter) : splitPlainFields(piece.text, delimiter);

/** Each piece gets a new parser: no state is carried over. */
async function parseFields({ text, lines }: RecordPiece, file: string, delimiter: string): Promise<string[][]> {
  const { parse } = await import('fast-csv');
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parse<string[], string[]>({ headers: false, delimiter })
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows))
      .on('error', (cause) => {
        const message = `the parser refuses the records on lines ${lines[0]} to ${lines.at(-1)}`;
        reject(new DataError('E_CSV_PARSE', message, { file, line: lines[0], cause }));
      })
      .end(text);
  });
}
