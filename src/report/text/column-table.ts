/**
 * The type and contents of each column of a file, as a table for people to check and correct.
 */
import { columnName, cutNames } from '../../data/column-name.ts';
import { formatDate } from '../../data/cells/date.ts';
import { schemaColumns } from '../../data/schema-config.ts';
import { countMissing, findColumn, type Column, type NumberColumn, type TextColumn } from '../../data/table.ts';
import type { CsvTable } from '../../data/read-table.ts';
import type { DataError } from '../../errors.ts';
import { counted, formatPercent, formatTable, groupDigits, shorten } from '../../text-table.ts';

/** With the longest type name and the gaps between columns, lines are 80 characters wide. */
const LONGEST_NAME = 25;
const LONGEST_VALUES = 42;
const LONGEST_LEVEL = 12;
const LEVELS_SHOWN = 3;

interface Extent {
  readonly most?: number;
  /** The command that shows all columns, if there is one. */
  readonly allBy?: string | null;
}

/** Lines of the table, for the first `most` columns. */
export function columnTable(file: CsvTable, { most = Infinity, allBy = null }: Extent = {}): string[] {
  const columns = schemaColumns(file);
  const shown = columns.slice(0, most);
  const cut = cutNames(
    shown.map(({ name }) => name),
    LONGEST_NAME,
  );
  const rows = shown.map(({ name, type }, place) => {
    const column = findColumn(file.table, name);
    const fault = file.faults.first.find(({ field }) => field === name);
    const otherwise = type === 'id' ? 'tells rows apart' : 'left out';
    const values = fault === undefined ? ((column && describeValues(column)) ?? otherwise) : describeFault(fault);
    return [cut[place]!, type, shorten(values, LONGEST_VALUES)];
  });
  const lines = formatTable([['column', 'type', 'values'], ...rows], ['left', 'left', 'left']).split('\n');
  const rest = columns.length - most;
  if (rest <= 0) return lines;
  const by = allBy === null ? '' : `; all by ${allBy}`;
  return [...lines, `and ${groupDigits(rest)} more ${rest === 1 ? 'column' : 'columns'}${by}`];
}

/** `line 17: "n/k" is not a number` */
function describeFault({ line, message }: DataError): string {
  const what = message.replace(/^(?:column|target) "(?:[^"\\]|\\.)*"(?:\.\.\.)?:? /, '');
  return line === undefined ? what : `line ${line}: ${what}`;
}

function describeValues(column: Column): string {
  const missing = countMissing(column);
  const total = column.kind === 'text' ? column.codes.length : column.values.length;
  if (missing === total) return 'none';
  const values = column.kind === 'text' ? describeTexts(column, total - missing) : describeNumbers(column);
  return missing === 0 ? values : `${formatPercent(missing / total)} missing; ${values}`;
}

function describeNumbers({ values, notation = 'number' }: NumberColumn): string {
  if (notation === 'boolean') return `yes in ${counted(values.filter((value) => value === 1).length, 'row')}`;
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const largest = Number.MAX_SAFE_INTEGER;
  const isExact = -largest <= low && high <= largest;
  const rounded = isExact ? 0 : values.filter((value) => Math.abs(value) > largest).length;
  const show = notation === 'date' ? formatDate : String;
  if (low === high) return `always ${show(low)}`;
  const warning = rounded === 0 ? '' : `${groupDigits(rounded)} rounded, beyond 2^53; `;
  return `${warning}${show(low)} to ${show(high)}`;
}

function describeTexts({ codes, levels }: TextColumn, rowCount: number): string {
  if (levels.length === rowCount) return `${groupDigits(rowCount)}, each once`;
  const counts = new Int32Array(levels.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== -1) counts[codes[row]!]!++;
  const frequent = levels
    .map((text, code) => ({ text, count: counts[code]! }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, LEVELS_SHOWN)
    .map(({ text, count }) => `${columnName(shorten(text, LONGEST_LEVEL))} ${wholePercent(count / rowCount)}`);
  return `${counted(levels.length, 'value')}: ${frequent.join(', ')}${levels.length > LEVELS_SHOWN ? ', …' : ''}`;
}

function wholePercent(share: number): string {
  return share < 0.005 ? '<1%' : `${Math.round(100 * share)}%`;
}
