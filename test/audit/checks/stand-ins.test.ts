import { describe, expect, it } from 'vitest';
import { kindColumnOf, numberColumnOf, tableOfColumns, textColumnOf } from '../../support/tables.ts';
import { audit, fileOf, findingsOf, noise, scrambled, titlesOf, type File, type Make } from '../audit.ts';

const measure: Make = (row) => 60 + scrambled(row, 3, 50);
const withZeros =
  (every: number, make: Make): Make =>
  (row, random) =>
    row % every === 0 ? 0 : make(row, random);

/** 400 rows of kinds by turns. */
function fileOfKinds(
  columns: Readonly<Record<string, readonly string[]>>,
  labels: readonly string[] = ['no', 'yes'],
): File {
  const names = Object.keys(columns);
  const rows = Array.from({ length: 400 }, (_, row) => row);
  const kinds = names.map((name, j) =>
    kindColumnOf(
      name,
      rows.map((row) => columns[name]![scrambled(row, 3 + j, columns[name]!.length)]!),
    ),
  );
  const target = textColumnOf(
    'y',
    rows.map((row) => labels[scrambled(row, 17, labels.length)]!),
  );
  return {
    table: tableOfColumns([...kinds, target]),
    schema: { hasHeader: true, target: 'y', id: null, features: names },
  };
}

describe('zeros for missing', () => {
  it('40 zeros below a pressure of 60 and more are a warning with their count', () => {
    const [finding, ...others] = findingsOf(
      fileOf(400, { noise, pressure: withZeros(10, measure) }),
      'ZERO_FOR_MISSING',
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', columns: ['pressure'], numbers: { rows: 40, smallest: 60 } });
  });

  it('a column near 0 counts too where its zeros come with those of a certain one', () => {
    const insulin: Make = (row) => 20 + scrambled(row, 7, 60) ** 2 / 10;
    const together = { pressure: withZeros(10, measure), insulin: withZeros(5, insulin), noise };
    expect(findingsOf(fileOf(800, together), 'ZERO_FOR_MISSING')).toMatchObject([{ columns: ['pressure', 'insulin'] }]);
    const apart = { pressure: withZeros(10, measure), insulin: withZeros(7, insulin), noise };
    expect(findingsOf(fileOf(800, apart), 'ZERO_FOR_MISSING')).toMatchObject([{ columns: ['pressure'] }]);
  });

  it.each<[string, Make]>([
    ['counts that go down to 0 by ones', (row) => scrambled(row, 3, 12)],
    ['amounts, most of them small, 0 where nothing was bought', withZeros(4, (row) => 5 + scrambled(row, 3, 40) ** 2)],
    ['a temperature', (row) => scrambled(row, 3, 40) - 10],
    ['a measure with a tail to 0', (row) => scrambled(row, 3, 100)],
    ['two zeros', withZeros(200, measure)],
    ['ratings from 1 to 10 in whole steps', withZeros(9, (row) => 1 + scrambled(row, 3, 10))],
  ])('%s: none', (_, make) => {
    expect(titlesOf({ noise, make }, 'ZERO_FOR_MISSING', 400)).toEqual([]);
  });
});

describe('words for missing', () => {
  it.each(['Select', '-- none --', 'Please choose', 'N.A.', 'Unknown', 'not specified'])('%j is found', (word) => {
    expect(findingsOf(fileOfKinds({ city: ['Ulm', 'Bonn', word] }), 'PLACEHOLDER_WORD')).toMatchObject([
      { columns: ['city'] },
    ]);
  });

  it.each(['Selected', 'Select Comfort', 'Nana', 'Nonesuch', 'Unknown Mortal', 'Empty nest'])('%j is none', (word) => {
    expect(findingsOf(fileOfKinds({ city: ['Ulm', 'Bonn', word] }), 'PLACEHOLDER_WORD')).toEqual([]);
  });

  it('what a form shows is a warning, an honest "unknown" a note, each one finding for all columns', () => {
    const file = fileOfKinds({ a: ['x', 'Select'], b: ['x', 'select'], c: ['x', 'unknown'], d: ['x', 'Unknown'] });
    expect(
      findingsOf(file, 'PLACEHOLDER_WORD').map(({ severity, columns }) => [severity, ...columns.toSorted()]),
    ).toEqual([
      ['warning', 'a', 'b'],
      ['info', 'c', 'd'],
    ]);
  });
});

describe('kinds written in two ways', () => {
  it('upper and lower case, and blanks, are one finding', () => {
    const file = fileOfKinds({ sex: ['male', 'male ', 'female'], plan: ['Basic', 'basic', 'Pro'] });
    expect(findingsOf(file, 'SIMILAR_KINDS')).toMatchObject([
      { severity: 'warning', columns: ['sex', 'plan'], numbers: { kinds: 2 } },
    ]);
  });

  it('so are classes', () => {
    expect(findingsOf(fileOfKinds({ a: ['x', 'z'] }, ['Yes', 'yes', 'no']), 'SIMILAR_KINDS')).toMatchObject([
      { columns: ['y'] },
    ]);
  });

  it('kinds that differ in a letter, a sign or a hyphen are several', () => {
    const file = fileOfKinds({ a: ['B', 'C', 'B+', 'C+'], b: ['e-mail', 'email'], c: ['male', 'female'] });
    expect(findingsOf(file, 'SIMILAR_KINDS')).toEqual([]);
  });
});

describe('negatives among counts', () => {
  const visits: Make = (row) => Math.floor(scrambled(row, 3, 10) ** 2 / 9);
  it.each<[string, Make]>([
    ['a lone −1 among counts', (row, random) => (row === 77 ? -1 : visits(row, random))],
    ['a −30 among ages', (row) => (row === 77 ? -30 : 18 + scrambled(row, 3, 60))],
  ])('%s is a warning', (_, make) => {
    expect(findingsOf(fileOf(400, { noise, make }), 'STRAY_NEGATIVES')).toMatchObject([
      { severity: 'warning', columns: ['make'], numbers: { rows: 1, others: 399 } },
    ]);
  });

  it.each<[string, Make]>([
    ['counts', visits],
    [
      'temperatures of which two are below 0',
      (row) => scrambled(row, 3, 20) + scrambled(row, 7, 21) - 1 - Number(row < 2),
    ],
    ['balances', (row) => scrambled(row, 3, 900) - 100],
    ['amounts in cents with one refund', (row) => (row === 7 ? -0.25 : scrambled(row, 3, 999) / 100)],
  ])('%s: none', (_, make) => {
    expect(titlesOf({ noise, make }, 'STRAY_NEGATIVES', 400)).toEqual([]);
  });

  it('a date before 1970 is none', () => {
    const { table, schema } = fileOf(400, { noise });
    const days = numberColumnOf(
      'born',
      Array.from({ length: 400 }, (_, row) => (row === 7 ? -900 : row % 9)),
      'date',
    );
    const file = {
      table: tableOfColumns([days, ...table.columns]),
      schema: { ...schema, features: ['born', 'noise'] },
    };
    expect(findingsOf(file, 'STRAY_NEGATIVES')).toEqual([]);
  });
});

describe('codes read as numbers', () => {
  const code: Make = (row) => 10_000 + scrambled(row, 3, 300);
  it.each(['zip', 'ZIP Code', 'zipCode', 'postal_code', 'area code', 'home_phone', 'postcode'])('%j is one', (name) => {
    expect(findingsOf(fileOf(400, { noise, [name]: code }), 'CODE_AS_NUMBER')).toMatchObject([
      { severity: 'warning', columns: [name] },
    ]);
  });

  it.each(['phone_calls', 'phones', 'code_lines', 'gzipped', 'area', 'postal_orders'])('%j is none', (name) => {
    expect(titlesOf({ noise, [name]: code }, 'CODE_AS_NUMBER', 400)).toEqual([]);
  });

  it('a flag called phone is none', () => {
    expect(titlesOf({ noise, phone: (row) => row % 2 }, 'CODE_AS_NUMBER', 400)).toEqual([]);
  });
});

describe('alike findings', () => {
  it('508 constant columns are one finding that counts and lists them', () => {
    const columns = Object.fromEntries(Array.from({ length: 508 }, (_, j): [string, Make] => [`c${j}`, () => 7]));
    const findings = findingsOf(fileOf(200, { noise, ...columns }), 'CONSTANT_COLUMN');
    expect(findings).toMatchObject([{ numbers: { columns: 508 } }]);
    expect(findings[0]!.columns).toHaveLength(508);
    expect(findings[0]!.title).toBe(
      '508 columns have one value each in all 200 rows: c0, c1, c2, c3, c4, c5 and 502 more',
    );
  });
});

describe('columns known or missing', () => {
  /** As titanic's boat: known to 477 of 500 survivors and 9 of 809 others. */
  const boats = (known: number, others: number): File => {
    const survived = (row: number) => scrambled(row, 3, 1309) < 500;
    let [yes, no] = [0, 0];
    return fileOf(
      1309,
      { noise, boat: (row) => ((survived(row) ? yes++ < known : no++ < others) ? row % 20 : Number.NaN) },
      (row) => (survived(row) ? '1' : '0'),
    );
  };

  it('477 of 486 known and 23 of 823 missing are an error, with both counts', () => {
    const leaks = audit(boats(477, 9)).filter(({ severity }) => severity === 'error');
    expect(leaks).toHaveLength(1);
    expect(leaks[0]!.title).toMatch(/^boat is known: 47\d of 48\d are "1"|^boat is missing: /);
    expect(leaks[0]!.why).toMatch(/Where it is (missing|known), \d+ of \d+ are/);
  });

  it('known twice as often to one class is none', () => {
    expect(audit(boats(350, 250)).filter(({ code }) => code.startsWith('LEAK'))).toEqual([]);
  });
});
