import { describe, expect, it } from 'vitest';
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

  it('rows that nothing is said of in the sample do not hide a relation: 30 of 30,000 rows are not 0', () => {
    const seldom = (row: number) => (row % 1000 === 7 ? 2 + (row % 13) : 0);
    const [title, ...others] = titlesOf({ a, seldom, made: (row) => a(row) * seldom(row) }, 'DERIVED_COLUMN', 30_000);
    expect(others).toEqual([]);
    expect(title).toBe('made = a × seldom, always');
  });
});
