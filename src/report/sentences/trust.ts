/**
 * Can the figures be trusted? What the audit says of the file that they were measured on.
 */
import type { Severity } from '../../audit/finding.ts';
import type { AuditDocument } from '../run-documents.ts';
import { count, counted } from './numbers.ts';
import { prose, strong, type Prose } from './prose.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

export interface Trust {
  /** The gravest that was found; `unknown` without an audit, `none` without a finding. */
  readonly level: Severity | 'unknown' | 'none';
  readonly sentence: Prose;
}

export function trustOf(audit: AuditDocument | null): Trust {
  if (audit === null) {
    return {
      level: 'unknown',
      sentence: prose`${strong('Nobody has checked the data.')} This run has no audit, so columns that give the answer away would not have been noticed: figures that look too good may be.`,
    };
  }
  const { error, warning, info } = audit.counts;
  const others = `${counted(warning, 'warning')} and ${counted(info, 'note')}`;
  if (error > 0) {
    return {
      level: 'error',
      sentence: prose`${strong('Do not trust these figures yet.')} The audit of ${counted(audit.rows, 'row')} found ${counted(error, 'error')} (and ${others}): a figure measured on this file can’t be believed until each is explained.`,
    };
  }
  const level = warning > 0 ? 'warning' : info > 0 ? 'info' : 'none';
  return {
    level,
    sentence: prose`The audit of ${counted(audit.rows, 'row')} found ${count(error)} errors, ${others}: nothing that makes these figures untrustworthy.`,
  };
}

/** What no figure of a report can say. */
export function limitOf(positive: Prose | null): Prose {
  const head = strong('What no figure here can say:');
  const trial = 'Only a trial in which a random part of the customers is left alone tells what a contact changes.';
  if (positive === null) {
    return prose`${head} a class that is likely is not the same as one that a contact brings about. ${trial}`;
  }
  return prose`${head} likely to have ${positive} is not the same as persuaded by being contacted. Some of the likeliest would have come by themselves. ${trial}`;
}
