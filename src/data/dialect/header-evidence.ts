/**
 * Whether the first record of a file names the columns, by what stands below it: names stand over other things than
 * themselves, a row's values occur again.
 */
import { quoted } from '../../errors.ts';
import { cellKind, columnKind, type CellKind } from '../cells/cell-kind.ts';

export interface HeaderEvidence {
  readonly isHeader: boolean;
  /** False where the cells show nothing and the fields of the record decide alone. */
  readonly isProven: boolean;
  /** True for names with a number among them. */
  readonly hasNumbers?: boolean;
  /** What shows it. */
  readonly proof: string;
}

/** The record can be read in both ways. */
export interface HeaderDoubt {
  readonly isHeader: null;
  readonly proof: string;
}

/** Columns that are numbered need so many before the numbers can be names. */
const FEWEST_NUMBERED = 3;

/**
 * @param first the record in question
 * @param body records below it
 */
export function headerEvidence(
  first: readonly string[],
  body: readonly (readonly string[])[],
): HeaderEvidence | HeaderDoubt {
  const kinds = first.map(cellKind);
  const isSame = (row: readonly string[]) => row.every((cell, i) => cell === first[i]);
  // A header that occurs again, where two files were joined, is not a row like others.
  const others = body.filter((row) => !isSame(row));
  const cells = first.map((_, column) => others.map((row) => row[column] ?? ''));
  const below = cells.map(columnKind);
  const over = first.filter((_, i) => standsOver(kinds[i]!, below[i]!));
  const numbers = first.filter((_, i) => kinds[i] === 'number' || kinds[i] === 'date');
  const texts = first.flatMap((_, i) =>
    (kinds[i] === 'word' || kinds[i] === 'boolean') &&
    (below[i] === 'word' || below[i] === 'boolean' || below[i] === null)
      ? [i]
      : [],
  );
  const rows = over.length > 0 ? others : body;
  const repeated = texts.filter((i) => rows.some((row) => row[i]?.trim() === first[i]!.trim()));
  const isRepeated = repeated.length > 0 && 2 * repeated.length >= texts.length;
  const words = over.slice(0, 2).map(quoted).join(', ');
  const again = `${repeated
    .slice(0, 2)
    .map((i) => quoted(first[i]!))
    .join(', ')} of its fields ${repeated.length === 1 ? 'occurs' : 'occur'} below in their own columns`;
  if (numbers.length === 0) {
    if (over.length > 0 && isRepeated && repeated.length > Math.max(1, over.length)) {
      return { isHeader: null, proof: `${words} over numbers speaks for it, ${again}` };
    }
    if (over.length > 0) return { isHeader: true, isProven: true, proof: `${words} over other things than words` };
    if (isRepeated) return { isHeader: false, isProven: true, proof: again };
    return { isHeader: first.some((field) => field.trim() !== ''), isProven: false, proof: 'it holds no number' };
  }
  if (over.length === 0) {
    const isDoubtful =
      numbers.length === first.length ? isCount(first) : numbers.length > 1 && !isRepeated && areConsecutive(numbers);
    if (isDoubtful && others.length > 0)
      return { isHeader: null, proof: `its numbers count on from ${quoted(numbers[0]!)}` };
    return {
      isHeader: false,
      isProven: isRepeated,
      proof: isRepeated ? again : `it holds a number, ${quoted(numbers[0]!)}`,
    };
  }
  if (!isRepeated && areConsecutive(numbers)) {
    const proof = `since ${words} stands over other things than words, and its numbers count`;
    return { isHeader: true, isProven: true, hasNumbers: true, proof };
  }
  return { isHeader: null, proof: `it holds ${words} over numbers, and the number ${quoted(numbers[0]!)}` };
}

/** A word over cells of which none could be one; names such as n and y are words for no and yes, too. */
function standsOver(kind: CellKind, below: CellKind | null): boolean {
  if (below === 'number' || below === 'date') return kind === 'word' || kind === 'boolean';
  return below === 'boolean' && kind === 'word';
}

/** 0, 1, 2, … or 1, 2, 3, … */
function isCount(fields: readonly string[]): boolean {
  const start = Number(fields[0]);
  return fields.length >= FEWEST_NUMBERED && (start === 0 || start === 1) && areConsecutive(fields);
}

/** Whole numbers, each one more than the one before. */
function areConsecutive(fields: readonly string[]): boolean {
  const values = fields.map((field) => (/^\s*\d{1,9}\s*$/.test(field) ? Number(field) : Number.NaN));
  return values.every((value, i) => (i === 0 ? !Number.isNaN(value) : value === values[i - 1]! + 1));
}
