import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Obstacle } from '../../../src/data/notation/column-evidence.ts';
import { shuffledTexts, kindColumnOf, numberColumnOf, tableOfColumns, textColumnOf } from '../../support/tables.ts';
import { audit, findingsOf, type File } from '../audit.ts';

/** 200 rows; of each column so many first rows are missing. */
function fileWith(gaps: Readonly<Record<string, number>>, unusable: Record<string, Obstacle> = {}): File {
  const names = Object.keys(gaps);
  const columns = names.map((name, j) => {
    const cells = Array.from({ length: 200 }, (_, row) => (row < gaps[name]! ? null : (row * 7919 + j) % 97));
    return j % 2 === 0
      ? numberColumnOf(name, cells)
      : kindColumnOf(
          name,
          cells.map((cell) => (cell === null ? null : `kind ${cell % 5}`)),
        );
  });
  return {
    table: tableOfColumns([...columns, textColumnOf('y', shuffledTexts({ no: 120, yes: 80 }))]),
    schema: {
      hasHeader: true,
      target: 'y',
      id: null,
      features: names,
      unusable: Object.entries(unusable).map(([name, obstacle]) => ({ name, obstacle })),
    },
  };
}

describe('MISSING_VALUES', () => {
  it('is one finding for all columns, the emptiest first, with its count and share', () => {
    const [finding, ...others] = findingsOf(fileWith({ age: 3, plan: 50, spend: 0, town: 7 }), 'MISSING_VALUES');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'info',
      columns: ['plan', 'town', 'age'],
      title: '3 columns have missing values, most in plan: 50 of 200 rows (25.00%)',
      numbers: { columns: 3, rows: 50, share: 0.25 },
    });
    expect(String(finding!.advice)).toContain('drop: ["plan"]');
  });

  it('is a warning from more than half of the rows on: 100 of 200 is none, 101 is one', () => {
    const severityOf = (rows: number) => findingsOf(fileWith({ age: rows }), 'MISSING_VALUES')[0]?.severity;
    expect([severityOf(1), severityOf(100), severityOf(101)]).toEqual(['info', 'info', 'warning']);
  });

  it('control: is none of complete columns', () => {
    expect(findingsOf(fileWith({ age: 0, plan: 0 }), 'MISSING_VALUES')).toEqual([]);
  });
});

describe('UNUSABLE_COLUMN', () => {
  it('is a finding for each such column that says why and how to go on', () => {
    const findings = findingsOf(
      fileWith({ age: 0 }, { note: 'text', 'since when': 'date-like', gone: 'empty' }),
      'UNUSABLE_COLUMN',
    );
    expect(findings.map(({ columns, severity }) => [...columns, severity])).toEqual([
      ['note', 'warning'],
      ['since when', 'warning'],
      ['gone', 'warning'],
    ]);
    expect(findings.map(({ title }) => title)).toEqual([
      'note holds free text, or keys: its values hardly repeat',
      '"since when" holds dates in an unsupported format',
      'gone has no value in any row',
    ]);
    expect(String(findings[1]!.advice)).toBe('drop: ["since when"], or write dates as YYYY-MM-DD');
  });
});

describe('the whole audit', () => {
  const cell = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 3 });

  it('takes columns with any gaps: it throws nothing and every number in it is finite (300 tables)', () => {
    const columns = fc.array(fc.array(cell, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(columns, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (cells, labels) => {
        const features = cells.map((values, j) =>
          j % 2 === 0
            ? numberColumnOf(`f${j}`, values)
            : kindColumnOf(
                `f${j}`,
                values.map((value) => (value === null ? null : `k${value}`)),
              ),
        );
        // Both classes, whatever was drawn.
        const target = textColumnOf(
          'y',
          labels.map((label, row) => (row === 0 || (row > 1 && label) ? 'yes' : 'no')),
        );
        const names = features.map(({ name }) => name);
        const schema = { hasHeader: true, target: 'y', id: null, features: names };
        const findings = audit({ table: tableOfColumns([...features, target]), schema });
        for (const { numbers, title } of findings) {
          for (const value of Object.values(numbers)) expect(Number.isFinite(value), title).toBe(true);
          expect(title).not.toMatch(/NaN|undefined|Infinity/);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
