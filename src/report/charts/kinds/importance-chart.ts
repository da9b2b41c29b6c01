/**
 * Importance of columns: how much worse the log loss gets when a column is shuffled among the rows.
 */
import { cutNames } from '../../../data/column-name.ts';
import type { ColumnImportance, Importance } from '../../../explain/explanation-document.ts';
import { counted, groupDigits } from '../../../text-table.ts';
import type { Chart } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { bandOf } from './wording.ts';

/** Bars that are drawn; the table has all. */
const MOST_BARS = 15;
const LONGEST_NAME = 40;

/** Null where there is no column. */
export function importanceChart({ columns, baseline }: Importance): Chart | null {
  const [first] = columns;
  if (first === undefined) return null;
  const names = namesOf(columns);
  const all = counted(columns.length, columns.some(isGroup) ? 'group' : 'column');
  const shown = columns.slice(0, MOST_BARS);
  const ends = shown.flatMap(({ increase, interval }) => [increase, interval?.low ?? 0, interval?.high ?? 0]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const change =
    signed(first.increase) +
    (first.interval === null ? '' : ` (95 %: ${signed(first.interval.low)} to ${signed(first.interval.high)})`);
  const subject = isGroup(first) ? `${names[0]!} together matter` : `${names[0]!} matters`;
  const strongest = coversZero(first)
    ? `No column stands out: even with the values of the first, ${names[0]!}, shuffled, the log loss of ${formatNumber(baseline, 'number')} changes by no more than ${change}.`
    : `${subject} most: with ${isGroup(first) ? 'their' : 'its'} values shuffled, the log loss of ${formatNumber(baseline, 'number')} changes by ${change}.`;
  const count = columns.filter(coversZero).length;
  const unclear =
    count === 0
      ? `None of ${all} has an interval that covers 0.`
      : `Of ${all}, ${groupDigits(count)} ${count === 1 ? 'has' : 'have'} an interval that covers 0: no sign that the network needs ${count === 1 ? 'it' : 'them'}.`;
  return {
    id: 'importance',
    title: 'Importance: what the network loses without a column',
    sentence: `${strongest} ${unclear}`,
    plot: {
      kind: 'bars',
      x: { label: 'rise of the log loss', format: 'signed', domain: [low, high > low ? high : low + 1] },
      bars: shown.map(({ increase, interval }, place) => {
        return { name: names[place]!, value: increase, interval: bandOf(interval) };
      }),
    },
    table: {
      columns: [
        { name: 'column', format: 'text' },
        { name: 'rise of the log loss', format: 'signed' },
        { name: '95 % from', format: 'signed' },
        { name: 'to', format: 'signed' },
      ],
      rows: columns.map(({ increase, interval }, place) => {
        return [names[place]!, increase, interval?.low ?? null, interval?.high ?? null];
      }),
    },
  };
}

function coversZero({ interval }: ColumnImportance): boolean {
  return interval === null || (interval.low <= 0 && interval.high >= 0);
}

/** Of columns that were shuffled together each one's name. */
function namesOf(columns: Importance['columns']): string[] {
  const all = cutNames(
    columns.flatMap(({ columns: together }) => together),
    LONGEST_NAME,
  );
  let first = 0;
  return columns.map(({ columns: together }) => all.slice(first, (first += together.length)).join(' + '));
}

function isGroup({ columns }: ColumnImportance): boolean {
  return columns.length > 1;
}

function signed(value: number): string {
  return formatNumber(value, 'signed');
}
