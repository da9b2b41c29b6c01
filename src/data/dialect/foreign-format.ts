/**
 * Files that are no CSV, by their first bytes.
 */
import { DataError } from '../../errors.ts';

const SAVE_AS_CSV = 'save it as CSV';

/** Each begins with these characters, or fits this pattern. */
const FORMATS: readonly (readonly [start: string | RegExp, what: string, hint: string])[] = [
  ['PK\u0003\u0004', 'a ZIP archive or a workbook such as .xlsx', 'save the sheet as CSV, or unpack the archive'],
  ['\u00D0\u00CF\u0011\u00E0', 'a workbook such as .xls', 'save the sheet as CSV'],
  ['%PDF-', 'a PDF document', SAVE_AS_CSV],
  ['PAR1', 'a Parquet file', SAVE_AS_CSV],
  ['ARROW1', 'an Arrow file', SAVE_AS_CSV],
  ['SQLite format 3', 'a SQLite database', 'save the table as CSV'],
  ['\u0089HDF', 'an HDF5 file', SAVE_AS_CSV],
  ['BZh', 'packed by bzip2', 'unpack it first'],
  ['\u00FD7zXZ', 'packed by xz', 'unpack it first'],
  ['\u0028\u00B5\u002F\u00FD', 'packed by zstd', 'unpack it first'],
  [/^\s*<(?:!doctype|html|\?xml|table)/i, 'HTML or XML', SAVE_AS_CSV],
  [/^\s*(?:\[\s*)*\{\s*(?:"[^"\n]*"\s*:|\})/, 'JSON', SAVE_AS_CSV],
  [/^\s*\[\s*\[/, 'JSON', SAVE_AS_CSV],
  [
    /^(?:[ \t]*(?:%[^\n]*)?\r?\n)*[ \t]*@relation\s/i,
    'an ARFF file',
    'take the lines with @ away, and write the names of the columns above the rows',
  ],
];

const SAMPLE_LENGTH = 2 ** 12;

/** @throws DataError E_CSV_FORMAT naming the format. */
export function requireCsv(bytes: Uint8Array, file: string): void {
  const start = String.fromCharCode(...bytes.subarray(0, SAMPLE_LENGTH));
  const text = start.startsWith('\u00EF\u00BB\u00BF') ? start.slice(3) : start;
  const found = FORMATS.find(([pattern]) => {
    return typeof pattern === 'string' ? text.startsWith(pattern) : pattern.test(text);
  });
  if (found === undefined) return;
  const [, what, hint] = found;
  throw new DataError('E_CSV_FORMAT', `this is ${what}, expected a CSV file`, { file, hint });
}
