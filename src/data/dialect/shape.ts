/**
 * How the records of an opening fit together under one delimiter: how many fields they have, which lines stand above
 * them as a title, and by how much the header is longer or shorter.
 */
import type { CsvRecord } from '../csv/csv-record.ts';

export interface Shape {
  /** Records above the header, or above the first row of a file without one. */
  readonly titleCount: number;
  /** Fields that most records below have. */
  readonly fieldCount: number;
  /** Records behind the title lines, and those of them that agree; a footer is not counted. */
  readonly recordCount: number;
  readonly agreeing: number;
}

/** Lines above the header that may be a title. */
const MOST_TITLES = 10;
/** Records at the end of a file that may be a footer. */
const MOST_FOOTERS = 3;

/**
 * @param records those that aren't blank
 * @param isWhole true where the file ends with them
 * @param titleCount records above the header, where that is known
 */
export function shapeOf(records: readonly CsvRecord[], isWhole: boolean, titleCount?: number): Shape {
  const fieldCount = mostFrequentCount(
    records.slice(Math.min(records.length - 1, titleCount === undefined ? 1 : titleCount + 1)),
  );
  let end = records.length;
  if (isWhole && fieldCount > 1) {
    while (records.length - end < MOST_FOOTERS && end > 2 && records[end - 1]!.fields.length < fieldCount) end--;
  }
  let titles = titleCount ?? 0;
  if (titleCount === undefined) {
    const most = Math.min(MOST_TITLES, end - 2);
    while (titles < most && standsAbove(records[titles]!, fieldCount)) titles++;
  }
  const rest = records.slice(titles, end);
  const agreeing = rest.filter((record, i) => {
    return record.fields.length === fieldCount || (i === 0 && fitsAsFirst(record, fieldCount));
  }).length;
  return { titleCount: titles, fieldCount, recordCount: rest.length, agreeing };
}

/** True where all records agree on two fields or more. */
export function isFitting({ fieldCount, recordCount, agreeing }: Shape): boolean {
  return fieldCount > 1 && agreeing === recordCount;
}

/**
 * True for a record of so many fields; for a header without a name for the index, or for what stands behind the last
 * delimiter; and for one that ends with a delimiter where the records don't.
 */
function fitsAsFirst({ fields }: CsvRecord, fieldCount: number): boolean {
  if (fields.length === fieldCount) return true;
  if (fields.length === fieldCount - 1) return fields.length > 1 && filledCount(fields) === fields.length;
  return fields.length === fieldCount + 1 && fieldCount > 1 && fields.at(-1)!.trim() === '';
}

/** One field with a text at most, or a comment. */
function standsAbove(record: CsvRecord, fieldCount: number): boolean {
  const { fields } = record;
  if (fields[0]!.startsWith('#')) return fields.length !== fieldCount;
  return filledCount(fields) < 2 && !fitsAsFirst(record, fieldCount);
}

export function filledCount(fields: readonly string[]): number {
  return fields.filter((field) => field.trim() !== '').length;
}

/** The count of fields that most records have; the larger of two that are equally frequent. */
function mostFrequentCount(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [count, times] of counts)
    if (times > most || (times === most && count > best)) [best, most] = [count, times];
  return best;
}
