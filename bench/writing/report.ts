/**
 * All tables of a run with the machine they were measured on, as text and as JSON.
 */
import type { FoundPeers } from '../comparison/peers.ts';
import { formatMachine, type Machine } from './machine.ts';
import type { Effort } from '../measurements/measure.ts';
import { replaceSection } from './replace-section.ts';
import { formatBenchTable, type BenchTable } from './table.ts';

export interface Report {
  readonly machine: Machine;
  readonly effort: Effort;
  readonly tables: readonly BenchTable[];
  /** What its section of the README is called. */
  readonly kind: 'bench' | 'peers' | 'choosing' | 'scaling' | 'explaining' | 'taps';
  /** Of a comparison: whom with, and who wasn't there. */
  readonly peers?: Pick<FoundPeers, 'versions' | 'skipped'>;
}

export function formatReport({ machine, peers, tables }: Report): string {
  const head = [formatMachine(machine), ...(peers === undefined ? [] : formatPeers(peers))].join('\n');
  return `${[head, ...tables.map(formatBenchTable)].join('\n\n')}\n`;
}

function formatPeers({ versions, skipped }: Pick<FoundPeers, 'versions' | 'skipped'>): string[] {
  const found = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...wrap(found), ...skipped.map((text) => `skipped: ${text}`)];
}

/** Joined by commas, in lines of at most 80 characters. */
function wrap(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = index === items.length - 1 ? item : `${item},`;
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${text}`.length <= 80) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

export function encodeReport(report: Report): string {
  return `${JSON.stringify({ schema: 'glassnet.bench/1', ...report }, null, 2)}\n`;
}

/**
 * The Markdown text with the report, as a block of code, between the marks of its kind, such as `bench:begin` and
 * `bench:end`.
 *
 * @throws Error when the marks aren't there.
 */
export function replaceReport(markdown: string, report: Report): string {
  return replaceSection(markdown, report.kind, `\`\`\`text\n${formatReport(report)}\`\`\`\n`);
}
