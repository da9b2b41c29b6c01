import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../../support/tables.ts';
import { fileOf, findingsOf, noise, scrambled, titlesOf, uniform, type Make } from '../audit.ts';

const a = (row: number) => 1 + scrambled(row, 3, 200);
const b = (row: number) => scrambled(row, 11, 10_007) / 100;
const c = (row: number) => scrambled(row, 17, 977) - 300;
const cent = (value: number) => Math.round(100 * value) / 100;

const broken =
  (every: number): Make =>
  (row) =>
    a(row) * b(row) + (row % every === 7 ? 5000 : 0);

describe('derived columns', () => {
  it.each<[string, Make]>([
    ['made = a', (row) => a(row)],
    ['made = a × b', (row) => a(row) * b(row)],
    ['made = a + b', (row) => a(row) + b(row)],
    ['made = b / a', (row) => cent(b(row) / a(row))],
    ['made = 1.8 × a + 32', (row) => 1.8 * a(row) + 32],
    ['made = a / 60', (row) => a(row) / 60],
    ['made = a + b + c', (row) => a(row) + b(row) + c(row)],
    ['made = 2 × a − b + 0.5 × c', (row) => 2 * a(row) - b(row) + 0.5 * c(row)],
  ])('%s, always', (relation, made) => {
    const [finding, ...others] = findingsOf(fileOf(1000, { a, b, c, made, noise }), 'DERIVED_COLUMN');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'info', title: `${relation}, always`, numbers: { exceptions: 0 } });
    expect(finding!.columns[0]).toBe('made');
    expect(String(finding!.advice)).toContain('drop: ["made"]');
  });

  it('one exception in 2,000 rows is named, ten are no relation', () => {
    expect(titlesOf({ a, b, made: broken(2000) }, 'DERIVED_COLUMN', 2000)[0]).toMatch(
      /^made = a × b, in 99\.95% of the rows/,
    );
    expect(titlesOf({ a, b, made: broken(200) }, 'DERIVED_COLUMN', 2000)).toEqual([]);
  });

  it('columns that only go together, or agree where there is nothing to see, are not derived', () => {
    expect(titlesOf({ a, b, near: (row, random) => a(row) + 0.5 * noise(row, random) }, 'DERIVED_COLUMN')).toEqual([]);
    // Nearly always 0 like the product, but in none of the rows that could tell.
    const seldom: Make = (row) => (row % 100 === 0 ? 1 + (row % 7) : 0);
    expect(titlesOf({ seldom, other: (row) => (row % 100 === 1 ? 2 : 0), c }, 'DERIVED_COLUMN')).toEqual([]);
    expect(titlesOf({ one: uniform, two: uniform, flag: (_, random) => random.integer(2) }, 'DERIVED_COLUMN')).toEqual(
      [],
    );
  });

  it('a column that is 0 in all rows where the relation says anything is not derived: 528 of 12,000, of another file', () => {
    // Who gains loses nothing and the other way round, so age / loss is said of rows without a gain, and rounds to 0.
    const gain: Make = (row, random) => (row % 12 === 0 ? 1000 + random.integer(9000) : 0);
    const loss: Make = (row, random) => (row % 12 === 6 ? 1500 + random.integer(1000) : 0);
    const age: Make = (_, random) => 17 + random.integer(60);
    expect(titlesOf({ age, gain, loss }, 'DERIVED_COLUMN', 6000)).toEqual([]);
  });

  it('nested flags are no copies: 25 exceptions of 200, all where the rarer one is 0', () => {
    const condition: Make = (row) => (row % 4 === 0 ? 1 : 0);
    const nested: Make = (row) => (row % 8 === 0 ? 1 : 0);
    expect(titlesOf({ condition, nested, age: (row) => 20 + (row % 40) }, 'DERIVED_COLUMN', 200)).toEqual([]);
    // Control: the same flag twice is one.
    expect(titlesOf({ condition, again: condition, noise }, 'DERIVED_COLUMN', 200)).toEqual([
      'again = condition, always',
    ]);
  });

  it('a ratio that holds wherever it can be divided, but not elsewhere, is none; with one value elsewhere it says it', () => {
    const visits: Make = (row) => (row % 10 === 0 ? 0 : a(row));
    const rate =
      (other: Make): Make =>
      (row, random) =>
        row % 10 === 0 ? other(row, random) : cent(b(row) / a(row));
    expect(titlesOf({ b, visits, rate: rate((row) => row % 7) }, 'DERIVED_COLUMN')).toEqual([]);
    expect(titlesOf({ b, visits, rate: rate(() => 0) }, 'DERIVED_COLUMN')).toEqual([
      'rate = b / visits, and 0 where visits is 0, always',
    ]);
  });

  it('a copy that knows more, or less, than its original doesn’t lose nothing', () => {
    const gaps: Make = (row) => (row % 50 === 0 ? Number.NaN : a(row));
    const [more, ...others] = findingsOf(fileOf(1000, { gaps, whole: a, noise }), 'DERIVED_COLUMN');
    expect(others).toEqual([]);
    expect(more!.title).toBe('whole = gaps, in all 980 rows where both are known; in 20 rows only one side is known');
    expect(String(more!.advice)).not.toContain('loses nothing');
    const [less] = findingsOf(fileOf(1000, { whole: a, gaps, noise }), 'DERIVED_COLUMN');
    expect(String(less!.advice)).not.toContain('loses nothing');
  });

  it('what is claimed of 300 tables of small whole numbers holds in all rows, counted anew', () => {
    const cell = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 60, maxLength: 90 }), fc.nat(4), (pairs, kind) => {
        const p = pairs.map(([x]) => x);
        const q = pairs.map(([, y]) => y);
        const made = pairs.map(([x, y], row) => [x * y, x + y, x, row < 3 ? 1 : x * y, y === 0 ? 0 : x / y][kind]!);
        const file = tableOf(
          { p, q, made },
          pairs.map((_, row) => (row % 2 === 0 ? 'no' : 'yes')),
        );
        for (const { title, numbers } of findingsOf(file, 'DERIVED_COLUMN')) {
          const [, operation] = /^made = p(?: ([×+/]) q)?/.exec(title) ?? [];
          const exceptions = made.filter((value, row) => {
            const [x, y] = [p[row]!, q[row]!];
            const result =
              operation === '×' ? x * y : operation === '+' ? x + y : operation === '/' ? (y === 0 ? 0 : x / y) : x;
            return Math.abs(result - value) > 1e-9;
          });
          expect(numbers['exceptions'], title).toBe(exceptions.length);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of 250 columns, where pairs are not compared one by one, finds the 3 that are copies, and multiples', () => {
    const columns = Object.fromEntries(Array.from({ length: 250 }, (_, j) => [`c${j}`, uniform]));
    const made = { ...columns, twice: (row: number) => 2 * a(row), a, again: a, cents: (row: number) => -100 * a(row) };
    const [finding, ...others] = findingsOf(fileOf(300, made), 'DERIVED_COLUMN');
    expect(others).toEqual([]);
    expect(finding!.title).toBe(
      '3 columns are made of others, always: a = twice / 2; again = twice / 2; cents = -50 × twice',
    );
  });

  it('rows that nothing is said of in the sample do not hide a relation: 30 of 30,000 rows are not 0', () => {
    const seldom = (row: number) => (row % 1000 === 7 ? 2 + (row % 13) : 0);
    const [title, ...others] = titlesOf({ a, seldom, made: (row) => a(row) * seldom(row) }, 'DERIVED_COLUMN', 30_000);
    expect(others).toEqual([]);
    expect(title).toBe('made = a × seldom, always');
  });
});
