import { describe, expect, it } from 'vitest';
import type { Finding, Severity } from '../../../src/audit/finding.ts';
import { describeAudit } from '../../../src/report/text/describe-audit.ts';

const COMMANDS = {
  audit: 'glassnet audit a.csv',
  withoutColumns: (names: readonly string[]) => `leave out ${names.join(' and ')}`,
};

function found(severity: Severity, title: string, giveaways?: readonly string[]): Finding {
  const rest = giveaways === undefined ? {} : { giveaways };
  return { code: 'LEAK_RULE', severity, columns: [], title, why: '', advice: '', numbers: {}, ...rest };
}

describe('what a training is told of the audit', () => {
  it('is one line where nothing is an error', () => {
    expect(describeAudit([found('warning', 'drifts'), found('info', 'base rate')], COMMANDS)).toEqual([
      'audit: 0 errors, 1 warning, 1 note; glassnet audit a.csv shows them',
    ]);
  });

  it('says what a leak means, and how to leave all columns out that give the answer away, each once', () => {
    const findings = [found('error', 'one', ['a', 'b']), found('error', 'two', ['b']), found('info', 'three', ['c'])];
    expect(describeAudit(findings, COMMANDS)).toEqual([
      'audit: 2 columns give the answer away. If they are written down afterwards, new',
      'customers will not have them, and the figures below are too good:',
      '  one',
      '  two',
      'for figures without them: leave out a and b',
      'all findings (2 errors, 0 warnings, 1 note): glassnet audit a.csv',
    ]);
  });

  it('speaks of one column in the singular', () => {
    const lines = describeAudit([found('error', 'one', ['a'])], COMMANDS);
    expect(lines.slice(0, 2)).toEqual([
      'audit: 1 column gives the answer away. If it is written down afterwards, new',
      'customers will not have it, and the figures below are too good:',
    ]);
    expect(lines[3]).toBe('for figures without it: leave out a');
  });

  it('without a column that gives the answer away says that the figures cannot be trusted', () => {
    expect(describeAudit([found('error', 'the first rows differ')], COMMANDS)).toEqual([
      'audit: the figures below cannot be trusted:',
      '  the first rows differ',
      'all findings (1 error, 0 warnings, 0 notes): glassnet audit a.csv',
    ]);
  });
});
