import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reaches, type Finding, type FindingCode } from '../../src/audit/finding.ts';
import { readTableFile } from '../../src/node/csv/read-table-file.ts';
import { createRandom } from '../../src/random.ts';
import { tableOf, textColumnOf } from '../support/tables.ts';
import { audit, damagedCopy, orderByTarget, rearranged, type File } from './audit.ts';
import { cleanFile } from './synthetic.ts';

const ownFile = fileURLToPath(new URL('../../data/audiobooks.csv', import.meta.url));
const courseFile = fileURLToPath(new URL('../../../shared/data/Audiobooks_data.csv', import.meta.url));
const isMissing = !existsSync(courseFile);

function read(path: string): Promise<File> {
  return readTableFile(path, { delimiter: ',', header: 'auto', decimal: '.' }, {});
}

const titles = (findings: readonly Finding[], code: FindingCode) =>
  findings.filter((finding) => finding.code === code).map(({ title }) => title);

const one = (findings: readonly Finding[], wanted: FindingCode) => findings.find(({ code }) => code === wanted);

describe('the synthetic audiobook store', async () => {
  const file = await read(ownFile);
  const findings = audit(file);

  it('has two errors: both leaks with their counts, in both pairs of columns that show them', () => {
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ title }) => title)).toEqual([
      'book_length_overall > book_length_average: 608 of 608 are "1" (base rate 15.98%)',
      'completion > 0: 0 of 5,760 are "1" (base rate 15.98%)',
    ]);
    expect(errors[0]!.columns).toEqual(expect.arrayContaining(['price_overall', 'price_average']));
    expect(String(errors[0]!.advice)).toContain('drop: ["book_length_overall", "price_overall"]');
    expect(errors[1]!.columns).toEqual(['completion', 'minutes_listened']);
    expect(errors[1]!.numbers).toMatchObject({ rows: 5760, ofClass: 0, classRows: 2250 });
  });

  it('has 8.91 typed in 11,630 times, minutes made of completion and length, and the base rate', () => {
    expect(titles(findings, 'CONSTANT_FOR_MISSING')).toEqual([
      'review_score is 8.91 in 11,630 of 14,084 rows (82.58%): typed in for missing?',
    ]);
    expect(titles(findings, 'DERIVED_COLUMN')).toEqual(['minutes_listened = book_length_average × completion, always']);
    expect(titles(findings, 'CLASS_BALANCE')).toEqual(['base rate: 2,250 of 14,084 rows are "1" (15.98%)']);
  });

  it('has 9,046 distinct feature vectors, and twins of a third of the test rows in training', () => {
    expect(titles(findings, 'DUPLICATE_ROWS')[0]).toContain('9,046 of 14,084 feature vectors are distinct');
    const twins = one(findings, 'TWINS_ACROSS_SPLIT');
    expect(twins!.numbers['testRows']).toBe(1408);
    expect(twins!.numbers['share']).toBeCloseTo(1 / 3, 2);
  });

  it('drifts with row order: 25.55 % of the first tenth bought again, 14.12 % of the last', () => {
    expect(titles(findings, 'DRIFT_TARGET')[0]).toContain('25.55% of the first tenth, 14.12% of the last');
    const columns = one(findings, 'DRIFT_COLUMNS');
    expect(columns!.columns).toEqual(expect.arrayContaining(['last_visited_days', 'price_average']));
    expect(columns!.columns).not.toContain('support_requests');
  });

  it('notes the first zeros, and calls them an error for a training that would keep them', () => {
    const kept = one(findings, 'KEPT_ROWS_DIFFER');
    expect(kept).toMatchObject({ severity: 'info', numbers: { kept: 2250, dropped: 9584 } });
    const first = one(audit(file, { recipe: 'course', balance: 'first' }), 'KEPT_ROWS_DIFFER');
    expect(first!.severity).toBe('error');
  });

  it('says nothing about names, IDs, constants or sorting, where nothing is wrong', () => {
    for (const code of [
      'NAME_CONTRADICTS',
      'ID_FEATURE',
      'CONSTANT_COLUMN',
      'ROWS_SORTED',
      'ROWS_CLUSTERED',
    ] as const) {
      expect(titles(findings, code)).toEqual([]);
    }
  });

  it('gives the same findings twice', () => {
    expect(audit(file)).toEqual(findings);
  });

  it('in random order has its leaks, but no drift and no difference of the kept rows', () => {
    const order = [
      ...createRandom(1, 'order').shuffle(Int32Array.from({ length: file.table.rowCount }, (_, row) => row)),
    ];
    const shuffled = audit(rearranged(file, order));
    expect(titles(shuffled, 'LEAK_RULE')).toHaveLength(2);
    for (const code of ['DRIFT_TARGET', 'DRIFT_COLUMNS', 'KEPT_ROWS_DIFFER'] as const) {
      expect(titles(shuffled, code)).toEqual([]);
    }
  });

  it('sorted by target: says so, and that kept zeros differ, so that no figure from them can be trusted', () => {
    const sorted = audit(rearranged(file, orderByTarget(file)));
    expect(titles(sorted, 'ROWS_SORTED')).toEqual([
      'the file is sorted by bought_again: its first 11,834 rows are all "0"',
    ]);
    const kept = one(sorted, 'KEPT_ROWS_DIFFER');
    expect(kept!.severity).toBe('info');
    expect(kept!.why).toContain('its order was made after the outcome');
    // In their old order among themselves the zeros differ just as much as in the file itself.
    expect(kept!.numbers['area']).toBeCloseTo(one(findings, 'KEPT_ROWS_DIFFER')!.numbers['area']!, 12);
  });

  it('sorted, with the minutes of those who did not buy sorted alone: kept zeros differ, ROC AUC above 0.99', () => {
    const damaged = audit(damagedCopy(file, 'minutes_listened'), { recipe: 'course', balance: 'first' });
    const kept = one(damaged, 'KEPT_ROWS_DIFFER');
    expect(kept).toMatchObject({ severity: 'error', numbers: { kept: 2250, dropped: 9584 } });
    expect(kept!.numbers['area']).toBeGreaterThan(0.99);
    expect(kept!.columns[0]).toBe('minutes_listened');
    expect(kept!.why).toContain('cannot be trusted');
    expect(titles(damaged, 'DERIVED_COLUMN')).toEqual([]);
  });
});

describe.skipIf(isMissing)(
  isMissing ? "the course's file (skipped: ../shared/data/Audiobooks_data.csv is not there)" : "the course's file",
  () => {
    it('shows both leaks, the typed-in mean, minutes, twins, the drift and the base rate', async () => {
      const findings = audit(await read(courseFile));
      expect(titles(findings, 'LEAK_RULE')).toEqual([
        'column_3 > column_2: 644 of 644 are "1" (base rate 15.88%)',
        'column_8 > 0: 0 of 5,789 are "1" (base rate 15.88%)',
      ]);
      expect(titles(findings, 'CONSTANT_FOR_MISSING')[0]).toContain('column_7 is 8.91 in 11,616 of 14,084 rows');
      expect(titles(findings, 'DERIVED_COLUMN')).toEqual(['column_9 = column_2 × column_8, always']);
      expect(titles(findings, 'DUPLICATE_ROWS')[0]).toContain('9,089 of 14,084 feature vectors are distinct');
      expect(titles(findings, 'TWINS_ACROSS_SPLIT')[0]).toMatch(/^3\d\.\d\d% of the test rows have a twin/);
      expect(titles(findings, 'DRIFT_TARGET')).toHaveLength(1);
      expect(titles(findings, 'DRIFT_COLUMNS')).toHaveLength(1);
      expect(titles(findings, 'CLASS_BALANCE')).toEqual(['base rate: 2,237 of 14,084 rows are "1" (15.88%)']);
    });

    it('sorted by target with damaged minutes: kept zeros differ, error', async () => {
      const kept = one(
        audit(damagedCopy(await read(courseFile), 'column_9'), { recipe: 'course', balance: 'first' }),
        'KEPT_ROWS_DIFFER',
      );
      expect(kept).toMatchObject({ severity: 'error', numbers: { kept: 2237, dropped: 9610 } });
      expect(kept!.numbers['area']).toBeGreaterThan(0.99);
    });
  },
);

describe('clean files', () => {
  it('raises no error on 200 random ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const errors = audit(cleanFile(seed)).filter(({ severity }) => severity === 'error');
        expect(errors.map(({ title }) => title)).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('takes any table: 2 rows, missing cells, texts, the largest numbers; and every figure is finite', () => {
    const cell = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(Number.NaN, -0, 1.7e308, -1.7e308, 5e-324, 2 ** 53),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
    );
    const rows = fc.array(
      fc.tuple(cell, cell, cell, fc.constantFrom('red', 'green', ''), fc.constantFrom('a', 'b', 'c')),
      {
        minLength: 2,
        maxLength: 150,
        size: 'max',
      },
    );
    fc.assert(
      fc.property(rows, (cells) => {
        fc.pre(new Set(cells.map((row) => row[4])).size > 1);
        const { table, schema } = tableOf(
          Object.fromEntries(['p', 'q_total', 'q_mean'].map((name, j) => [name, cells.map((row) => row[j] as number)])),
          cells.map((row) => row[4]),
        );
        const colours = textColumnOf(
          'colour',
          cells.map((row) => row[3]),
        );
        const file = {
          table: { ...table, columns: [colours, ...table.columns] },
          schema: { ...schema, features: ['colour', ...schema.features] },
        };
        for (const { numbers, title } of audit(file)) {
          expect(title).not.toMatch(/NaN|undefined|Infinity/);
          for (const [name, value] of Object.entries(numbers))
            expect(value, `${title}: ${name}`).toSatisfy(Number.isFinite);
        }
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('has an error as soon as one of more than 10 is given a column that knows the answer', () => {
    let tried = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { table, schema } = cleanFile(seed);
      const target = table.columns.at(-1)!;
      if (target.kind !== 'text') throw new Error('the target is text');
      const counts = target.levels.map((_, level) => target.codes.filter((code) => code === level).length);
      // Fewer rows of a class than ten are no evidence.
      if (Math.min(...counts) < 10) continue;
      const leak = { kind: 'number', name: 'leak', values: Float64Array.from(target.codes) } as const;
      const leaking = {
        table: { ...table, columns: [leak, ...table.columns] },
        schema: { ...schema, features: ['leak', ...schema.features] },
      };
      expect(reaches(audit(leaking), 'error'), `seed ${seed}`).toBe(true);
      tried++;
    }
    expect(tried).toBeGreaterThan(10);
  });
});
