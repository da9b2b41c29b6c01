/**
 * The opening of a file as each delimiter in question cuts it, and which reading is the one.
 */
import { DataError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { isBlankLine } from '../csv/csv-record.ts';
import { chooseDelimiter, delimiterName, LOST_DELIMITERS } from './delimiter.ts';
import { headerEvidence } from './header-evidence.ts';
import { sampleOf } from './head.ts';
import { openingRecords, type Opening, type OpeningRecord } from './opening.ts';
import { filledCount, isFitting, shapeOf, type Shape } from './shape.ts';

export interface Reading {
  readonly delimiter: string;
  /** Those that aren't blank. */
  readonly records: readonly OpeningRecord[];
  /** The lines of the others. */
  readonly blankLines: readonly number[];
  /** What ends them before the opening does. */
  readonly fault: DataError | null;
  readonly shape: Shape;
  /** True where the header has the names that are expected. */
  readonly isKnown: boolean;
}

/** A header stands among so many first records. */
const MOST_LINES_TO_HEADER = 11;

/**
 * @param line the first one that is read
 * @param names that the header must have, where that is known
 */
export async function readingWith(
  delimiter: string,
  opening: Opening,
  file: string,
  line: number,
  names: readonly string[],
): Promise<Reading> {
  const { records: all, fault } = await openingRecords(opening, file, delimiter, line);
  const records = all.filter((record) => !isBlankLine(record, 0));
  const blankLines = all.filter((record) => isBlankLine(record, 0)).map((record) => record.line);
  const at =
    names.length === 0 ? -1 : records.slice(0, MOST_LINES_TO_HEADER).findIndex((record) => holds(record, names));
  const shape = shapeOf(records, opening.isWhole && fault === null, at === -1 ? undefined : at);
  return { delimiter, records, blankLines, fault, shape, isKnown: at !== -1 };
}

function holds({ fields }: OpeningRecord, names: readonly string[]): boolean {
  const there = new Set([...fields, ...fields.map((field) => field.trim())]);
  return names.every((name) => there.has(name));
}

/**
 * The reading that fits, or comes closest.
 *
 * @param preferred delimiter
 * @throws DataError E_CSV_DELIMITER where two fit; E_CSV_FORMAT for columns that stand apart by blanks.
 */
export function chosenReading(readings: readonly Reading[], file: string, preferred?: string): Reading {
  const known = readings.find(({ isKnown }) => isKnown);
  if (known !== undefined) return known;
  const line = readings[0]!.records[0]?.line ?? 1;
  const plain = readings.find((each) => each.delimiter === preferred) ?? readings[0]!;
  const chosen = chooseDelimiter(readings, file, line, preferred) ?? plain;
  if (chosen.shape.fieldCount < 2 && chosen.fault === null && preferred === undefined) requireNoBlanks(chosen, file);
  return chosen;
}

/** @throws DataError E_CSV_FORMAT for a file whose columns stand apart by blanks. */
function requireNoBlanks({ records }: Reading, file: string): void {
  const lines = records.map(({ fields }) => (fields[0] ?? '').trim());
  const count = (separator: string | RegExp) => {
    const counts = new Set(lines.map((text) => text.split(separator).length));
    return counts.size === 1 ? [...counts][0]! : 0;
  };
  if (lines.length < 2 || count(/\s+/) < 2) return;
  const isSingle = count(' ') > 1;
  throw new DataError('E_CSV_FORMAT', 'the columns stand apart by blanks, expected a CSV file', {
    file,
    line: records[0]!.line,
    hint: isSingle ? wording`${setting('delimiter', ' ')}` : 'save it as CSV',
  });
}

/**
 * The records above the header of a file that was read as it is: titles and comments, those filled up with delimiters
 * among them.
 *
 * @throws DataError E_CSV_FIELDS for a header that has another delimiter than the records, and for a first record that
 *   is neither a header nor a title.
 */
export function titleCount({ records, shape, delimiter }: Reading, file: string): number {
  const { fieldCount, titleCount: bare, agreeing, recordCount } = shape;
  const first = records[bare]!;
  const body = records.slice(bare + 1);
  const rows = body.filter(({ fields }) => fields.length === fieldCount);
  if (bare > 0 && fieldCount > 1 && !isHeader(records, bare))
    requireNoHeader(records[bare - 1]!, shape, delimiter, file);
  const isOdd = first.fields.length !== fieldCount && agreeing < recordCount && 2 * rows.length > body.length;
  if (isOdd && fieldCount > 1 && !isFitting(shape) && agreeing === rows.length)
    throw oddHeader(first, fieldCount, rows, file);
  let count = bare;
  while (count - bare < MOST_LINES_TO_HEADER && count + 2 < records.length && isPadded(records[count]!)) count++;
  return count > bare && isHeader(records, count) ? count : bare;
}

function isPadded({ fields }: OpeningRecord): boolean {
  return fields.length > 2 && filledCount(fields) < 2;
}

/** True where the cells below prove it, or every field is a word. */
function isHeader(records: readonly OpeningRecord[], at: number): boolean {
  const { fields } = records[at]!;
  const body = records.slice(at + 1).filter((record) => record.fields.length === fields.length);
  const evidence = headerEvidence(fields, sampleOf(body));
  return evidence.isHeader === true && (evidence.isProven || filledCount(fields) === fields.length);
}

function requireNoHeader(
  { fields, line, nextLine }: OpeningRecord,
  { fieldCount }: Shape,
  delimiter: string,
  file: string,
) {
  const text = fields.join(delimiter).trim();
  const other = LOST_DELIMITERS.find((each) => each !== delimiter && text.split(each).length === fieldCount);
  if (other === undefined) return;
  const message = `the header has ${delimiterName(other)} between its names, the records have ${delimiterName(delimiter)}`;
  throw new DataError('E_CSV_FIELDS', message, {
    file,
    line,
    hint: wording`correct the header, or, if this is a title, ${setting('skipRows', nextLine - 1)}`,
  });
}

function oddHeader(first: OpeningRecord, fieldCount: number, rows: readonly OpeningRecord[], file: string): DataError {
  const message = `the first record has ${first.fields.length} fields, the ${rows.length} behind it have ${fieldCount}`;
  return new DataError('E_CSV_FIELDS', message, {
    file,
    line: first.line,
    hint: wording`name each column; if this is no header, ${setting('skipRows', first.nextLine - 1)}`,
  });
}
