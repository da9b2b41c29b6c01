/**
 * What is said of columns whose numbers are written in a special way: money, percent, kinds and codes.
 */
import { columnName, listNames } from '../column-name.ts';
import type { ReadingLog } from '../reading-log.ts';
import { quoted } from '../../errors.ts';
import { setting } from '../../wording.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { firstOf } from './written-level.ts';

/** Money and percent, read as numbers: one line for all columns. */
export function sayUnits(columns: readonly ColumnEvidence[], log: ReadingLog): void {
  const found = columns.filter(({ type, unit, isGiven }) => type === 'number' && unit !== '' && !isGiven);
  if (found.length === 0) return;
  const names = found.map(({ place }) => place.field);
  const units = [...new Set(found.map(({ unit }) => unit))].join(', ');
  const { text, line } = firstOf(found.flatMap(({ levels, unit }) => levels.filter((level) => level.unit === unit)))!;
  log.infer({
    kind: 'unit',
    text: `${listNames(names)}: numbers with ${units}, such as ${quoted(text)} on line ${line}`,
    settings: [setting('numeric', names)],
    field: names[0]!,
  });
}

/** Kinds among numbers: one line for those with words, one for those with zeros in front. */
export function sayKinds(columns: readonly ColumnEvidence[], log: ReadingLog): void {
  for (const column of columns.filter(({ reason }) => reason === 'words')) {
    const { field } = column.place;
    const { text, line } = firstOf(column.strays.filter((level) => /\d/.test(level.text)))!;
    log.infer({
      kind: 'kinds',
      text: `${columnName(field)}: kinds, not numbers, such as ${quoted(text)} on line ${line}`,
      settings: [setting('categorical', [field])],
      field,
    });
  }
  for (const column of columns.filter(({ reason }) => reason === 'codes')) {
    const { field } = column.place;
    const { text, line } = firstOf(column.levels.filter((level) => /^\s*0/.test(level.text)))!;
    log.infer({
      kind: 'codes',
      text: `${columnName(field)}: codes, not numbers, such as ${quoted(text)} on line ${line}`,
      settings: [column.type === 'text' ? setting('drop', [field]) : setting('categorical', [field])],
      field,
    });
  }
}
