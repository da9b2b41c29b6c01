import { describe, expect, it } from 'vitest';
import { auditTable, type AuditScope } from '../../src/audit/audit-table.ts';
import type { FindingCode } from '../../src/audit/finding.ts';
import type { BalanceMethod } from '../../src/preprocessing/rows/balance.ts';
import { fileOf, noise, OPTIONS } from './audit.ts';

const file = fileOf(3000, { noise, fee: (row, random) => noise(row, random) + (row < 1200 ? 2 : 0) });

function codes(balance: BalanceMethod, scope?: AuditScope): FindingCode[] {
  const findings = auditTable(file.table, file.schema, { ...OPTIONS, balance }, 'own.csv', scope);
  return findings.map(({ code }) => code);
}

describe('the scope of an audit', () => {
  it('asks of a training about the first rows of each class only where it keeps those', () => {
    expect(codes('undersample', { about: 'training' })).not.toContain('KEPT_ROWS_DIFFER');
    expect(codes('none', { about: 'training' })).not.toContain('KEPT_ROWS_DIFFER');
    expect(codes('first', { about: 'training' })).toContain('KEPT_ROWS_DIFFER');
  });

  it('asks of a file always, and everything else of a training too', () => {
    for (const balance of ['undersample', 'first'] as const) expect(codes(balance)).toContain('KEPT_ROWS_DIFFER');
    const others = codes('undersample').filter((code) => code !== 'KEPT_ROWS_DIFFER');
    expect(codes('undersample', { about: 'training' })).toEqual(others);
  });

  it('tells a training of the column that shows it, and asks a network only where none does; a file always', () => {
    const options = { ...OPTIONS, balance: 'first' } as const;
    const kept = (own: typeof file, scope?: AuditScope) =>
      auditTable(own.table, own.schema, options, 'own.csv', scope).find(({ code }) => code === 'KEPT_ROWS_DIFFER')!;
    const told = kept(file, { about: 'training' });
    expect(told.title).toMatch(/: fee alone tells them apart with ROC AUC 0\.\d\d$/);
    expect(told.severity).toBe('error');
    expect(told.numbers).not.toHaveProperty('networkArea');
    expect(kept(file).numbers['networkArea']).toBeGreaterThan(0.8);
    // b goes with a in the first rows alone, and neither changes by itself.
    const together = fileOf(6000, { a: noise, b: noise });
    const [a, b] = together.table.columns.map((column) =>
      column.kind === 'number' ? column.values : new Float64Array(),
    );
    for (let row = 0; row < 2600; row++) b![row] = 0.95 * a![row]! + 0.3 * b![row]!;
    expect(kept(together, { about: 'training' })).toEqual(kept(together));
  });

  it('looks for twins on both sides of the split that it is given', () => {
    const twice = fileOf(1000, { a: (row) => Math.floor(row / 2) });
    const part = (first: number, step: number, count: number) =>
      Int32Array.from({ length: count }, (_, i) => first + step * i);
    const shareOf = (test: Int32Array) => {
      const rows = { train: part(0, 2, 400), validation: new Int32Array(), test };
      const findings = auditTable(twice.table, twice.schema, OPTIONS, 'own.csv', { about: 'training', rows });
      return findings.find(({ code }) => code === 'TWINS_ACROSS_SPLIT')?.numbers['share'];
    };
    // Row 2i + 1 is the twin of row 2i; rows from 800 on have theirs outside of the training.
    expect(shareOf(part(1, 2, 100))).toBe(1);
    expect(shareOf(part(701, 2, 100))).toBe(0.5);
    expect(shareOf(part(801, 2, 100))).toBeUndefined();
  });
});
