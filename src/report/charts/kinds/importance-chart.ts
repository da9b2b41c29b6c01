/**
 * Importance of columns: how much worse the log loss gets when a column is shuffled among the rows.
 */
import { cutNames } from '../../../data/column-name.ts';
import type { ColumnImportance, Importance } from '../../../explain/explanation-document.ts';
import { groupDigits } from '../../../text-table.ts';
import type { Chart } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { bandOf, fromTo } from './wording.ts';

/** Bars that are drawn; the table has all. */
const MOST_BARS = 15;
const LONGEST_NAME = 40;

/** Null where there is no column. */
export function importanceChart({ columns, baseline }: Importance): Chart | null {
  const [first] = columns;
  if (first === undefined) return null;
  const names = namesOf(columns);
  const shown = columns.slice(0, MOST_BARS);
  const ends = shown.flatMap(({ increase, interval }) => [increase, interval?.low ?? 0, interval?.high ?? 0]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return {
    id: 'importance',
    title: 'Importance: what the network loses without a column',
    sentence: [strongest(first, names[0]!, baseline), ...unclear(columns)].join(' '),
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

function strongest(column: ColumnImportance, name: string, baseline: number): string {
  const { increase, interval } = column;
  const change = `${signed(increase)}${fromTo(interval, signed)}`;
  const loss = `the log loss of ${formatNumber(baseline, 'number')}`;
  if (coversZero(column)) {
    return `No column stands out: even with the values of the first, ${name}, shuffled, ${loss} changes by ${change}.`;
  }
  const [subject, whose] = isGroup(column) ? [`${name} together matter`, 'their'] : [`${name} matters`, 'its'];
  return `${subject} most: with ${whose} values shuffled, ${loss} changes by ${change}.`;
}

/** How many of the columns may not matter; of a single one it has been said. */
function unclear(columns: Importance['columns']): string[] {
  if (columns.length === 1) return [];
  const all = `${groupDigits(columns.length)} columns${columns.some(isGroup) ? ' or groups of them' : ''}`;
  const count = columns.filter(coversZero).length;
  if (count === 0) return [`None of ${all} has an interval that covers 0.`];
  const [has, it] = count === 1 ? ['has', 'it'] : ['have', 'them'];
  return [`Of ${all}, ${groupDigits(count)} ${has} an interval that covers 0: no sign that the network needs ${it}.`];
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
