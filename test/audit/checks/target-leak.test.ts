import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { audit, fileOf, findingsOf, noise, uniform } from '../audit.ts';

/** Three in ten, without any order. */
const coin = createRandom(7, 'buyers');
const buyers = Array.from({ length: 1000 }, () => coin.next() < 0.3);
const target = (row: number) => (buyers[row] === true ? 'yes' : 'no');
const count = (keep: (row: number) => boolean) => buyers.filter((_, row) => keep(row)).length;

describe('rules of one column', () => {
  it('spend > 0 on every second row that did not buy: error, with both counts and the share of the class', () => {
    const spends = (row: number) => buyers[row] === false && row % 2 === 0;
    const file = fileOf(
      1000,
      { noise, spend: (row, random) => (spends(row) ? Math.round(100 * random.next() + 1) / 100 : 0) },
      target,
    );
    const [finding, ...others] = findingsOf(file, 'LEAK_RULE');
    expect(others).toEqual([]);
    const rows = count(spends);
    expect(finding).toMatchObject({ severity: 'error', columns: ['spend'], numbers: { rows, ofClass: 0 } });
    expect(finding!.title).toContain(`spend > 0: 0 of ${rows} are "yes"`);
    expect(finding!.numbers['shareOfClass']).toBeCloseTo(rows / count((row) => buyers[row] === false), 12);
  });

  it('one value in the middle that only buyers have: error, with "="', () => {
    const file = fileOf(
      1000,
      {
        noise,
        plan: (row, random) => (buyers[row] === true && row % 3 === 0 ? 5 : [1, 2, 3, 7, 8, 9][random.integer(6)]!),
      },
      target,
    );
    const rows = count((row) => buyers[row] === true && row % 3 === 0);
    expect(findingsOf(file, 'LEAK_RULE').map(({ title, severity }) => [title.split(' (')[0], severity])).toEqual([
      [`plan = 5: ${rows} of ${rows} are "yes"`, 'error'],
    ]);
  });

  it('1 exception among 301 rows is named, 30 are no rule', () => {
    const withExceptions = (exceptions: number) => {
      const chosen = buyers.flatMap((bought, row) => (bought ? [] : [row])).slice(0, 300);
      const odd = buyers.flatMap((bought, row) => (bought ? [row] : [])).slice(0, exceptions);
      const marked = new Set([...chosen, ...odd]);
      return fileOf(
        1000,
        { noise, mark: (row) => (marked.has(row) ? 1 : 0), other: (_, random) => random.integer(4) },
        target,
      );
    };
    expect(findingsOf(withExceptions(1), 'LEAK_RULE')[0]!.title).toContain('mark > 0: 1 of 301 are "yes"');
    expect(findingsOf(withExceptions(30), 'LEAK_RULE')).toEqual([]);
  });

  it('a missing cell of everybody who bought is a rule too', () => {
    const file = fileOf(
      1000,
      { noise, late: (row, random) => (buyers[row] === true && row % 2 === 0 ? Number.NaN : random.next()) },
      target,
    );
    expect(findingsOf(file, 'LEAK_RULE')[0]!.title).toMatch(/^late is missing: (\d+) of \1 are "yes"/);
  });

  it('a signal that grows is no error, however pure its end', () => {
    // The chance to buy goes from 0 to 1 as x does, so the ends are pure.
    const draw = createRandom(3, 'gradual');
    const x = Array.from({ length: 4000 }, () => 4 * draw.next() - 2);
    const bought = x.map((value) => draw.next() < 1 / (1 + Math.exp(-5 * value)));
    const file = fileOf(4000, { noise, x: (row) => x[row]! }, (row) => (bought[row]! ? 'yes' : 'no'));
    const findings = findingsOf(file, 'LEAK_RULE');
    expect(findings.length).toBeGreaterThan(0);
    for (const { severity } of findings) expect(severity).not.toBe('error');
  });

  it('of three classes names the one that a measure sets apart, as petals do one of three: a warning', () => {
    const file = fileOf(
      900,
      { noise, petal: (row, random) => noise(row, random) + (row % 3 === 0 ? 0 : 12) },
      (row) => 'abc'[row % 3]!,
    );
    const finding = audit(file).find(({ columns }) => columns.includes('petal'));
    expect(finding).toMatchObject({ severity: 'warning', code: 'LEAK_COLUMN' });
    expect(finding!.title).toContain('"a"');
  });

  it('none of 100 rows, where chance would leave 30 exceptions, is a warning: a strong signal might leave none', () => {
    const chosen = new Set(buyers.flatMap((bought, row) => (bought ? [] : [row])).slice(0, 100));
    const file = fileOf(1000, { noise, mark: (row) => (chosen.has(row) ? 1 : 0) }, target);
    expect(findingsOf(file, 'LEAK_RULE')).toMatchObject([{ severity: 'warning', numbers: { rows: 100, ofClass: 0 } }]);
  });

  it('finds nothing in columns that know nothing, and nothing in 8 pure rows', () => {
    const file = fileOf(1000, { noise, uniform, step: (_, random) => random.integer(5) }, target);
    expect(findingsOf(file, 'LEAK_RULE')).toEqual([]);
    const few = new Set(buyers.flatMap((bought, row) => (bought ? [row] : [])).slice(0, 8));
    const rare = fileOf(1000, { noise, mark: (row) => (few.has(row) ? 1 : 0) }, target);
    expect(findingsOf(rare, 'LEAK_RULE')).toEqual([]);
  });
});

describe('rules of two columns', () => {
  const more = (row: number) => buyers[row] === true && row % 3 === 0;
  const average = Array.from({ length: 1000 }, (_, row) => 100 + ((row * 37) % 200));

  it('total > average only of buyers: error, counted; neither column has a rule by itself', () => {
    const file = fileOf(
      1000,
      { average: (row) => average[row]!, total: (row) => average[row]! + (more(row) ? 1 + (row % 7) : 0), noise },
      target,
    );
    const rows = count(more);
    expect(
      findingsOf(file, 'LEAK_RULE').map(({ title, columns, severity }) => [title.split(' (')[0], columns, severity]),
    ).toEqual([[`total > average: ${rows} of ${rows} are "yes"`, ['total', 'average'], 'error']]);
  });

  it('equal dates only of buyers: "="', () => {
    const file = fileOf(
      1000,
      {
        first: (row) => average[row]!,
        last: (row, random) => (more(row) ? average[row]! : average[row]! + (random.integer(2) ? 9 : -9)),
      },
      target,
    );
    const rows = count(more);
    expect(findingsOf(file, 'LEAK_RULE').map(({ title }) => title.split(' (')[0])).toEqual([
      `first = last: ${rows} of ${rows} are "yes"`,
    ]);
  });

  it('two columns with the same rule are one finding that names both', () => {
    const used = (row: number) => (buyers[row] === false && row % 2 === 0 ? 1 + (row % 9) : 0);
    const file = fileOf(1000, { noise, used, minutes: (row) => 60.5 * used(row) }, target);
    const findings = findingsOf(file, 'LEAK_RULE');
    expect(findings).toHaveLength(1);
    expect(findings[0]!.columns).toEqual(['used', 'minutes']);
    expect(findings[0]!.why).toContain('minutes > 0 chooses the same rows');
    expect(String(findings[0]!.advice)).toContain('drop: ["used", "minutes"]');
  });
});

describe('columns that rank the target', () => {
  it('a copy of the target is an error; noise that lets 10 % through is none', () => {
    const copy = fileOf(
      1000,
      { noise, score: (row, random) => (buyers[row] === true ? 1 : 0) + 0.5 * random.next() },
      target,
    );
    expect(findingsOf(copy, 'LEAK_COLUMN')).toMatchObject([
      { severity: 'error', columns: ['score'], numbers: { area: 1 } },
    ]);
    const hint = fileOf(
      1000,
      { noise, score: (row, random) => (buyers[row] === true ? 1 : 0) + 1.8 * random.next() },
      target,
    );
    expect(findingsOf(hint, 'LEAK_COLUMN')).toEqual([]);
  });

  it('four rows of a class are no evidence, even if a column ranks them perfectly', () => {
    const file = fileOf(40, { score: (row) => (row < 4 ? 100 + row : row) }, (row) => (row < 4 ? 'yes' : 'no'));
    expect(findingsOf(file, 'LEAK_COLUMN')).toEqual([]);
  });
});

it('compares pairs among 100 of 120 columns, and says so', () => {
  const columns = Object.fromEntries(Array.from({ length: 120 }, (_, j) => [`c${j}`, uniform]));
  expect(findingsOf(fileOf(80, columns), 'SEARCH_LIMITED').map(({ title }) => title)).toContain(
    'pairs of columns were compared among 100 of 120 columns',
  );
});
