/**
 * One row of a study, as people name it: by its ID, or by its number from 1 where the file has no IDs; and a class by its
 * name.
 */
import { quoted, UsageError } from '../../errors.ts';
import { isSameNumber, nearest } from '../../options/nearest.ts';
import { counted, groupDigits } from '../../text-table.ts';
import type { StudyData } from './study-data.ts';

/**
 * @param wanted an ID, blanks at its ends left out, or a number from 1
 * @returns the row, from 0
 * @throws UsageError E_USAGE_VALUE for a row that isn't there, or an ID that several rows have.
 */
export function findStudyRow({ rows, file }: StudyData, wanted: string): number {
  const { ids, table } = rows;
  const text = wanted.trim();
  if (ids === null) return numbered(text, rows.count, file);
  const found = [...ids.keys()].filter((row) => ids[row] === text);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const where = found.slice(0, 5).map((row) => table?.lines?.at(row) ?? row + 1);
    const lines = `${where.join(', ')}${found.length > where.length ? ', …' : ''}`;
    const message = `row: ${counted(found.length, 'row')} have the ID ${quoted(text)}, in the lines ${lines}`;
    throw new UsageError('E_USAGE_VALUE', message, { file, field: 'row', hint: 'give each row an ID of its own' });
  }
  const near = ids.find((id) => isSameNumber(id, text)) ?? nearest(text, ids);
  const example = ids.find((id) => id !== '');
  const such = example === undefined ? undefined : `the IDs are such as ${quoted(example)}`;
  throw new UsageError('E_USAGE_VALUE', `row: no row has the ID ${quoted(text)}`, {
    file,
    field: 'row',
    hint: near === undefined || near === '' ? such : `did you mean ${near}?`,
  });
}

function numbered(text: string, count: number, file: string): number {
  const number = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
  if (number !== null && number <= count) return number - 1;
  const message =
    number === null
      ? `row: ${quoted(text)} is not the number of a row; no IDs are known`
      : `row: there is no row ${text}`;
  const hint = `the rows have the numbers 1 to ${groupDigits(count)}`;
  throw new UsageError('E_USAGE_VALUE', message, { file, field: 'row', hint });
}

/** @returns the number of the class, from 0 @throws UsageError E_USAGE_VALUE for a class that isn't there. */
export function findClass(classes: readonly string[], name: string): number {
  const found = classes.indexOf(name.trim());
  if (found !== -1) return found;
  const near = nearest(name, classes);
  const known = classes.slice(0, 8).map(quoted).join(', ');
  throw new UsageError('E_USAGE_VALUE', `there is no class ${quoted(name)}`, {
    field: 'as',
    hint: near === undefined ? `the classes are ${known}${classes.length > 8 ? ', …' : ''}` : `did you mean ${near}?`,
  });
}
