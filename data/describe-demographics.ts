/** Counts the levels of the demographic columns of an audiobooks file, as the Markdown table that stands in README.md. */
import { formatPercent, groupDigits } from '../src/text-table.ts';
import { DEMOGRAPHIC_COLUMNS } from './demographics.ts';

interface Count {
  customers: number;
  boughtAgain: number;
}

/** @param lines the file's lines, header first; the target is the last column. */
export function describeDemographics(lines: Iterable<string>): string {
  const [header = [], ...rows] = Array.from(lines, (line) => line.split(','));
  const table = DEMOGRAPHIC_COLUMNS.flatMap((column) =>
    [...countLevels(rows, header.indexOf(column))]
      .toSorted(([, a], [, b]) => b.customers - a.customers)
      .map(([level, { customers, boughtAgain }]) => [
        `\`${column}\``,
        level === '' ? '(empty)' : level,
        `${groupDigits(customers)} (${formatPercent(customers / rows.length)})`,
        formatPercent(boughtAgain / customers),
      ]),
  );
  return [
    '| column | level | customers | of them bought again |',
    '| --- | --- | --- | --- |',
    ...table.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function countLevels(rows: readonly (readonly string[])[], column: number): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const cells of rows) {
    const level = cells[column]!;
    const count = counts.get(level) ?? { customers: 0, boughtAgain: 0 };
    count.customers += 1;
    count.boughtAgain += cells.at(-1) === '1' ? 1 : 0;
    counts.set(level, count);
  }
  return counts;
}
