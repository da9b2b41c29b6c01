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
  if (errors.length === 0) return [`audit: ${countFindings(findings)}; ${audit} tells them`];
  const giveaways = [...new Set(errors.flatMap((finding) => finding.giveaways ?? []))];
  return [
    ...(giveaways.length > 0 ? describeGiveaways(giveaways.length) : ['audit: the figures below cannot be trusted:']),
    ...errors.map(({ title }) => `  ${title}`),
    ...(giveaways.length > 0 ? [`for figures without them: ${withoutColumns(giveaways)}`] : []),
    `all findings (${countFindings(findings)}): ${audit}`,
  ];
}

function describeGiveaways(count: number): string[] {
  const [columns, they, them] = count === 1 ? ['column gives', 'it is', 'it'] : ['columns give', 'they are', 'them'];
  return [
    `audit: ${count} ${columns} the answer away. If ${they} written down afterwards, new`,
    `customers will not have ${them}, and the figures below are too good:`,
  ];
}
