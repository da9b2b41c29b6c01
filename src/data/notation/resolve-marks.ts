/**
 * The decimal mark of a file and the mark between its groups of three digits. A text proves a mark where no other one
 * could stand there: `12,5` and `0,125` have a decimal comma, `1,234,567` and `1,234.50` have groups. `1,234` alone
 * proves neither; but groups they are where its column has money or a number below 1,000 without a comma, and where
 * another column needs the point. Nothing from 1,000 on may then stand without its mark.
 */
import { parseAmount } from '../cells/amount.ts';
import { type DecimalMark, type ThousandsMark } from '../cells/number.ts';
import type { ValueFormat } from '../cells/value-format.ts';
import { listNames } from '../column-name.ts';
import type { ReadingLog } from '../reading-log.ts';
import { quoted, UsageError, type DataError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { halfGroupedError, markError, oddGroupError, openGroupError, otherMark } from './mark-errors.ts';
import {
  countRows,
  firstOf,
  formatBit,
  isMoney,
  NUMBER_FORMATS,
  WITH_MARK,
  type WrittenLevel,
} from './written-level.ts';

/** What the cells of a column say about the decimal mark: the first text that can only be read with it. */
interface Votes {
  readonly column: ColumnEvidence;
  readonly '.': readonly WrittenLevel[];
  readonly ',': readonly WrittenLevel[];
}

type Refuse = (column: ColumnEvidence, error: DataError) => void;

type Marks = Pick<ValueFormat, 'decimal'> & { readonly thousands?: ThousandsMark };

/**
 * @param columns those of numbers
 * @param given what somebody said, and the mark that plain numbers were read with
 * @param refused takes the columns that are
 */
export function resolveMarks(
  columns: readonly ColumnEvidence[],
  given: Partial<ValueFormat> & { readonly scanned: DecimalMark },
  log: ReadingLog,
  refused: Set<ColumnEvidence>,
): Marks {
  const refuse: Refuse = (column, error) => {
    refused.add(column);
    log.fault(error);
  };
  if (given.thousands !== undefined && given.thousands === given.decimal) {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      wording`${setting('thousands', given.thousands)}: the decimal mark is the same`,
    );
  }
  const { scanned } = given;
  const isAsScanned = given.decimal !== undefined || (scanned === '.' && given.thousands !== '.');
  if (isAsScanned && columns.every(({ isPlain }) => isPlain)) return { decimal: scanned, ...thousandsOf(given) };
  const votes = columns.map(votesOf);
  const decimal = given.decimal ?? impliedBy(given.thousands) ?? decideDecimal(votes, scanned, log, refuse);
  const left = columns.filter((column) => !refused.has(column));
  const isProven = given.decimal !== undefined || votes.some((vote) => isVoteFor(vote, decimal));
  const thousands = given.thousands ?? decideThousands(left, decimal, isProven, log, refuse);
  return { decimal, ...thousandsOf({ thousands }) };
}

function thousandsOf({ thousands }: Partial<ValueFormat>): Pick<Marks, 'thousands'> {
  return thousands === undefined || thousands === 'none' ? {} : { thousands };
}

/** Groups with one of the marks leave the other one for decimals. */
function impliedBy(thousands: ThousandsMark | undefined): DecimalMark | undefined {
  if (thousands === ',') return '.';
  return thousands === '.' ? ',' : undefined;
}

function votesOf(column: ColumnEvidence): Votes {
  const needing = (mark: DecimalMark) => {
    return column.levels.filter(({ formats }) => (formats & WITH_MARK[mark]) === formats);
  };
  return { column, '.': needing('.'), ',': needing(',') };
}

/** A column that needs both marks says nothing about the others. */
function isVoteFor(votes: Votes, decimal: DecimalMark): boolean {
  return votes[decimal].length > 0 && votes[otherMark(decimal)].length === 0;
}

function decideDecimal(votes: readonly Votes[], scanned: DecimalMark, log: ReadingLog, refuse: Refuse): DecimalMark {
  const points = votes.filter((vote) => isVoteFor(vote, '.'));
  const commas = votes.filter((vote) => isVoteFor(vote, ','));
  if (points.length > 0 && commas.length > 0) {
    const decimal = commas.length > points.length ? ',' : '.';
    const [kept, others] = decimal === '.' ? [points, commas] : [commas, points];
    const [{ column: other, [decimal]: proofs }] = kept as [Votes];
    for (const { column, [otherMark(decimal)]: levels } of others) {
      refuse(column, markError(column, firstOf(levels)!, other, firstOf(proofs)!, decimal));
    }
    return decimal;
  }
  if (points.length > 0) return '.';
  if (commas.length > 0) {
    sayDecimal(commas, log);
    return ',';
  }
  const torn = votes.filter((vote) => vote['.'].length > 0);
  if (torn.length > 0) {
    const rowsOf = (mark: DecimalMark) => torn.reduce((sum, vote) => sum + countRows(vote[mark]), 0);
    return rowsOf(',') > rowsOf('.') ? ',' : '.';
  }
  // Without a text that could be read in two ways, the mark makes no difference.
  return votes.some(({ column }) => column.levels.some(({ text }) => /[.,]/.test(text))) ? '.' : scanned;
}

function sayDecimal(commas: readonly Votes[], log: ReadingLog): void {
  const { text, line } = firstOf(commas.flatMap((vote) => vote[',']))!;
  const names = commas.map(({ column }) => column.place.field);
  log.infer({
    kind: 'decimal',
    text: `${listNames(names)}: decimal commas, as in ${quoted(text)} on line ${line}`,
    settings: [setting('decimal', ',')],
    field: names[0]!,
  });
}

/** @param isProven whether the decimal mark is, so that the other one can only stand between groups */
function decideThousands(
  columns: readonly ColumnEvidence[],
  decimal: DecimalMark,
  isProven: boolean,
  log: ReadingLog,
  refuse: Refuse,
): ThousandsMark {
  const none = formatBit(decimal, 'none');
  const grouped = columns.flatMap((column) => {
    const levels = column.levels.filter(({ formats }) => (formats & none) === 0 && formats & WITH_MARK[decimal]);
    return levels.length > 0 ? [{ column, levels }] : [];
  });
  if (grouped.length === 0) return 'none';
  const bits = grouped.flatMap(({ levels }) => levels).reduce((all, { formats }) => all & formats, WITH_MARK[decimal]);
  const format = NUMBER_FORMATS.find((each) => bits & formatBit(decimal, each.thousands));
  // Cells that need different marks are refused one by one, later.
  if (format === undefined) return 'none';
  const { thousands } = format;
  const isOpen = !isProven && thousands === otherMark(decimal);
  const isShown = !isOpen || grouped.some(({ column }) => showsGroups(column));
  const taken = grouped.filter(({ column, levels }) => {
    const whole = column.levels.find((level) => isLongWithoutGroups(level, decimal));
    const odd = oddGroups(levels);
    const first = firstOf(levels)!;
    if (odd !== undefined) refuse(column, oddGroupError(column, odd));
    else if (whole !== undefined) refuse(column, halfGroupedError(column, first, whole, thousands));
    else if (isShown) return true;
    else refuse(column, openGroupError(column, first, decimal));
    return false;
  });
  if (taken.length > 0) sayThousands(taken, thousands, log);
  return thousands;
}

/** Money has no three decimals, and a number below 1,000 in full has none either. */
function showsGroups({ levels, unit }: ColumnEvidence): boolean {
  return isMoney(unit) || levels.some(({ text }) => /^\D*\d{1,3}\D*$/.test(text));
}

function isLongWithoutGroups({ text, unit }: WrittenLevel, decimal: DecimalMark): boolean {
  return Math.abs(parseAmount(text, { decimal }, unit)) >= 1000 && !/e/i.test(text.replace(unit, ''));
}

/** In India all groups but the last have two digits; one such number alone, or beside others, is a slip. */
function oddGroups(levels: readonly WrittenLevel[]): WrittenLevel | undefined {
  const pairs = levels.filter(({ text }) => /\d,\d\d,\d{3}/.test(text));
  const isMixed = pairs.length === 1 || levels.some(({ text }) => /\d{3},\d{3}/.test(text));
  return isMixed ? firstOf(pairs) : undefined;
}

function sayThousands(
  taken: readonly { readonly column: ColumnEvidence; readonly levels: readonly WrittenLevel[] }[],
  thousands: ThousandsMark,
  log: ReadingLog,
): void {
  const names = taken.map(({ column }) => column.place.field);
  const { text, line } = firstOf(taken.flatMap(({ levels }) => levels))!;
  const what = NAMES[thousands];
  const where = names.length === 1 ? listNames(names) : `${names.length} columns (${listNames(names)})`;
  log.infer({
    kind: 'thousands',
    text: `${where}: ${what} group thousands, as in ${quoted(text)} on line ${line}`,
    settings: [setting('thousands', thousands)],
    field: names[0]!,
  });
}

const NAMES: Readonly<Record<ThousandsMark, string>> = {
  none: '',
  ',': 'commas',
  '.': 'points',
  space: 'spaces',
  "'": 'apostrophes',
};
