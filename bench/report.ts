/**
 * All tables of a run with the machine they were measured on, as text and as JSON.
 */
import { formatMachine, type Machine } from './machine.ts';
import type { Effort } from './measure.ts';
import { replaceSection } from './replace-section.ts';
import { formatBenchTable, type BenchTable } from './table.ts';

export interface Report {
  readonly machine: Machine;
  readonly effort: Effort;
  readonly tables: readonly BenchTable[];
}

export function formatReport({ machine, tables }: Report): string {
  return `${[formatMachine(machine), ...tables.map(formatBenchTable)].join('\n\n')}\n`;
}

export function encodeReport(report: Report): string {
  return `${JSON.stringify({ schema: 'glassnet.bench/1', ...report }, null, 2)}\n`;
}

/**
 * The Markdown text with the report, as a block of code, between its marks `bench:begin` and `bench:end`.
 *
 * @throws Error when the marks aren't there.
 */
export function replaceReport(markdown: string, report: Report): string {
  return replaceSection(markdown, 'bench', `\`\`\`text\n${formatReport(report)}\`\`\`\n`);
}
