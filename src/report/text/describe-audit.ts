/**
 * The findings of an audit, in a few lines before the figures of a training: why the figures can't be trusted, and what
 * to do about it.
 */
import type { Finding } from '../../audit/finding.ts';
import { countFindings } from '../../audit/report.ts';

/** The commands that the lines suggest, in the words of the program that prints them. */
export interface AuditCommands {
  /** Shows all findings; null where there is no such command. */
  readonly audit: string | null;
  /** Leaves columns out of the training. */
  readonly withoutColumns: (names: readonly string[]) => string;
}

export function describeAudit(findings: readonly Finding[], { audit, withoutColumns }: AuditCommands): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const counts = countFindings(findings);
  if (errors.length === 0) return [`audit: ${counts}${audit === null ? '' : `; ${audit} shows them`}`];
  const titles = errors.map(({ title }) => `  ${title}`);
  const all = `all findings${audit === null ? `: ${counts}` : ` (${counts}): ${audit}`}`;
  const giveaways = [...new Set(errors.flatMap((finding) => finding.giveaways ?? []))];
  if (giveaways.length === 0) return ['audit: the figures below cannot be trusted:', ...titles, all];
  const isOne = giveaways.length === 1;
  const them = isOne ? 'it' : 'them';
  return [
    `audit: ${isOne ? '1 column gives' : `${giveaways.length} columns give`} the answer away. If ${isOne ? 'it is' : 'they are'} written down afterwards, new`,
    `customers will not have ${them}, and the figures below are too good:`,
    ...titles,
    `for figures without ${them}: ${withoutColumns(giveaways)}`,
    all,
  ];
}
