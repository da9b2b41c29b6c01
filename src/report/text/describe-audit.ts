/**
 * What an audit found, in the few lines that stand before the figures of a training: what they can't be trusted for, and
 * what to do about it.
 */
import type { Finding } from '../../audit/finding.ts';
import { countFindings } from '../../audit/report.ts';

/** What a reader types, in the words of the program that the lines are for. */
export interface AuditCommands {
  /** Shows all findings. */
  readonly audit: string;
  /** What leaves columns out of the training. */
  readonly withoutColumns: (names: readonly string[]) => string;
}

export function describeAudit(findings: readonly Finding[], { audit, withoutColumns }: AuditCommands): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const counts = countFindings(findings);
  if (errors.length === 0) return [`audit: ${counts}; ${audit} tells them`];
  const titles = errors.map(({ title }) => `  ${title}`);
  const all = `all findings (${counts}): ${audit}`;
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
