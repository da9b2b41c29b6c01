/**
 * The errors for columns whose marks can be read in two ways, or contradict each other or another column.
 */
import { parseAmount } from '../cells/amount.ts';
import { trainOtherwise } from '../cells/cell.ts';
import type { DecimalMark, ThousandsMark } from '../cells/number.ts';
import { DataError, quoted } from '../../errors.ts';
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import type { WrittenLevel } from './written-level.ts';

export function otherMark(decimal: DecimalMark): DecimalMark {
  return decimal === '.' ? ',' : '.';
}

/** A column needs the other decimal mark than `proof` in another column. */
export function markError(
  column: ColumnEvidence,
  level: WrittenLevel,
  other: ColumnEvidence,
  proof: WrittenLevel,
  decimal: DecimalMark,
): DataError {
  const [has, had] = decimal === '.' ? ['a decimal comma', 'a point'] : ['a decimal point', 'a comma'];
  const seen = `${quoted(proof.text)} in column ${quoted(other.place.field)} on line ${proof.line} has ${had}`;
  return numberError(
    column,
    level,
    `has ${has}, but ${seen}`,
    wording`write one mark, or ${trainOtherwise(column.place.field)}`,
  );
}

/** One number is not grouped as the others are. */
export function oddGroupError(column: ColumnEvidence, level: WrittenLevel): DataError {
  return numberError(
    column,
    level,
    'is not grouped by three, as other numbers are',
    wording`correct it, or ${trainOtherwise(column.place.field)}`,
  );
}

/** Some numbers from 1,000 on are grouped and others, such as `whole`, are not. */
export function halfGroupedError(
  column: ColumnEvidence,
  level: WrittenLevel,
  whole: WrittenLevel,
  thousands: ThousandsMark,
): DataError {
  return numberError(
    column,
    level,
    `has a mark between thousands, but ${quoted(whole.text)} on line ${whole.line} has none`,
    wording`${setting('thousands', thousands)} reads both as they stand; or ${trainOtherwise(column.place.field)}`,
  );
}

/** Three digits behind a mark, and nothing tells whether they are thousands or decimals. */
export function openGroupError(column: ColumnEvidence, level: WrittenLevel, decimal: DecimalMark): DataError {
  const mark = otherMark(decimal);
  const { text, unit } = level;
  const whole = parseAmount(text, { decimal, thousands: mark }, unit);
  const part = parseAmount(text, { decimal: mark }, unit);
  const hint = wording`${setting('thousands', mark)} or ${setting('decimal', mark)}`;
  return numberError(column, level, `can be ${whole} or ${part}`, hint);
}

function numberError({ place }: ColumnEvidence, { text, line }: WrittenLevel, what: string, hint: Text): DataError {
  const message = `column ${quoted(place.field)}: ${quoted(text)} ${what}`;
  return new DataError('E_CSV_NUMBER', message, { ...place, line, hint });
}
