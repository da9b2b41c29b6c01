/**
 * The error for a cell that isn't what most cells of its column are, with what the other cells say about it.
 */
import { firstOf, isMoney, type WrittenLevel } from './written-level.ts';
import { parseAmount } from '../cells/amount.ts';
import { cellError, parseCell, trainOtherwise } from '../cells/cell.ts';
import type { ValueFormat } from '../cells/value-format.ts';
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import type { Notation } from '../table.ts';
import type { ColumnEvidence } from './column-evidence.ts';

/** The error for the first cell that `parseCell` doesn't read, or as a number out of range. There must be one. */
export function firstStray(notation: Notation, format: ValueFormat, evidence: ColumnEvidence): DataError {
  const strays = [...evidence.levels, ...evidence.strays].filter(({ text }) => {
    return !Number.isFinite(parseCell(text, notation, format, evidence.unit));
  });
  return strayError(firstOf(strays)!, notation, format, evidence);
}

function strayError(
  level: WrittenLevel,
  notation: Notation,
  format: ValueFormat,
  { place, unit, levels, strays }: ColumnEvidence,
): DataError {
  const { text, line } = level;
  const at = { ...place, line };
  const column = `column ${quoted(place.field)}`;
  const asKinds = trainOtherwise(place.field);
  const isRead = (other: WrittenLevel) => Number.isFinite(parseAmount(other.text, format, unit));
  if (notation === 'number' && level.formats !== 0) {
    if (level.unit !== unit) {
      const other = levels.find((candidate) => candidate.unit === unit && isRead(candidate));
      if (other !== undefined) {
        const [has, had] = [withUnit(level.unit), withUnit(unit)];
        const message = `${column}: ${quoted(text)} is ${has}, but ${quoted(other.text)} on line ${other.line} is ${had}`;
        return new DataError('E_CSV_NUMBER', message, { ...at, hint: wording`write all alike, or ${asKinds}` });
      }
    } else if (Number.isNaN(parseAmount(text, format, unit))) {
      const other = levels.find((candidate) => isRead(candidate) && /[.,]/.test(candidate.text));
      const seen = other === undefined ? '' : `, as ${quoted(other.text)} on line ${other.line} is written`;
      const message = `${column}: ${quoted(text)} is not a number${seen}`;
      return new DataError('E_CSV_NUMBER', message, { ...at, hint: wording`correct it, or ${asKinds}` });
    }
  }
  const words = strays.filter((stray) => !/\d/.test(stray.text) && !stray.text.includes(','));
  if (notation !== 'boolean' && words.some((word) => word.text === text) && words.length <= MOST_WORDS) {
    const asMissing = setting(
      'missingWord',
      words.map((word) => word.text),
    );
    const what = notation === 'number' ? 'a number' : 'a date';
    const message = `${column}: ${quoted(text)} is not ${what}`;
    const hint = wording`${asMissing} if that stands for no value; or ${asKinds}`;
    return new DataError(notation === 'number' ? 'E_CSV_NUMBER' : 'E_CSV_DATE', message, { ...at, hint });
  }
  return cellError(text, notation, format, at, unit === '' ? undefined : unit);
}

const MOST_WORDS = 5;

function withUnit(unit: string): string {
  if (unit === '') return 'a bare number';
  return isMoney(unit) ? `in ${unit}` : 'in percent';
}
