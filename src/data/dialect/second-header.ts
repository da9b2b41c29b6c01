/**
 * A second line of names: units or labels below the names, or names below the titles of groups.
 */
import { cellKind, columnKind } from '../cells/cell-kind.ts';

/** Which of two lines names the columns, or that both readings are possible. */
export type SecondHeader = 'none' | 'first names' | 'second names' | 'unclear';

const FEWEST_ROWS = 2;
/** So many columns of numbers or dates show that the words above them are no values. */
const FEWEST_COLUMNS = 2;

/**
 * @param first the names
 * @param second the record below
 * @param body records below both
 */
export function secondHeader(
  first: readonly string[],
  second: readonly string[],
  body: readonly (readonly string[])[],
): SecondHeader {
  const kinds = second.map(cellKind);
  if (body.length < FEWEST_ROWS || kinds.some((kind) => kind === 'number' || kind === 'date')) return 'none';
  const cells = second.map((_, column) => body.map((row) => row[column] ?? ''));
  const below = cells.map(columnKind);
  const measured = second.flatMap((_, i) => (below[i] === 'number' || below[i] === 'date' ? [i] : []));
  const overNumbers = measured.filter((i) => kinds[i] === 'word');
  const others = second.flatMap((text, i) => (measured.includes(i) || text.trim() === '' ? [] : [i]));
  const needed = Math.min(FEWEST_COLUMNS, second.length);
  if (measured.length < needed || overNumbers.length < needed) return 'none';
  const repeated = others.filter((i) => cells[i]!.some((cell) => cell.trim() === second[i]!.trim()));
  if (2 * repeated.length >= others.length && others.length > 0) return 'none';
  if (overNumbers.length > 1 && new Set(overNumbers.map((i) => second[i]!.trim())).size === 1) return 'unclear';
  if (areNames(first)) return 'first names';
  return areNames(second) ? 'second names' : 'unclear';
}

function areNames(fields: readonly string[]): boolean {
  const names = fields.map((field) => field.trim());
  return !names.includes('') && new Set(names).size === names.length;
}
