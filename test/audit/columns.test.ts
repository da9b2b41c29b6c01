import { describe, expect, it } from 'vitest';
import { audit, fileOf, findingsOf, noise, scrambled, titlesOf, type Make } from './audit.ts';

const whole: Make = (_, random) => 1 + random.integer(200);
const cents: Make = (_, random) => Math.round(10_000 * random.next()) / 100;
const ratings: Make = (row) => 1 + scrambled(row, 3, 10);
const filled =
  (value: number, share: number): Make =>
  (row, random) =>
    random.next() < share ? value : ratings(row, random);

const age =
  (code: number): Make =>
  (row, random) =>
    row % 10 === 0 ? code : 18 + random.integer(60);

describe('a constant typed in for missing', () => {
  it('the mean of ratings in whole steps, 5.52 in about 60 % of the rows, is a warning with its count', () => {
    const file = fileOf(2000, { noise, rating: filled(5.52, 0.6) });
    const [finding] = findingsOf(file, 'CONSTANT_FOR_MISSING');
    expect(finding).toMatchObject({ severity: 'warning', columns: ['rating'], numbers: { value: 5.52 } });
    const column = file.table.columns[1]!;
    expect(finding!.numbers['rows']).toBe(
      column.kind === 'number' ? column.values.filter((value) => value === 5.52).length : 0,
    );
    expect(finding!.why).toContain('steps of 1');
  });

  it('a mode that is a step like the others is none, nor is an extreme or a value far from mean and median', () => {
    expect(titlesOf({ noise, rating: filled(5, 0.6) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
    expect(titlesOf({ noise, rating: filled(10.5, 0.6) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
    expect(titlesOf({ noise, rating: filled(2.73, 0.6) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
    expect(titlesOf({ noise, rating: filled(5.52, 0.005) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
  });

  it('the mean of amounts in cents, to the cent, is one; a common price is not', () => {
    const amounts = Array.from({ length: 1000 }, (_, row) => scrambled(row, 5, 10_007) / 100);
    const others = amounts.filter((_, row) => row % 5 !== 0);
    const mean = Math.round((100 * others.reduce((sum, amount) => sum + amount, 0)) / others.length) / 100;
    const amount =
      (typedIn: number): Make =>
      (row) =>
        row % 5 === 0 ? typedIn : amounts[row]!;
    expect(titlesOf({ noise, amount: amount(mean) }, 'CONSTANT_FOR_MISSING')[0]).toContain(
      `amount is ${mean} in 200 of 1,000`,
    );
    expect(titlesOf({ noise, amount: amount(29.99) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
  });

  it('−999 below ages, and −1 below amounts, are codes; 0 is none', () => {
    expect(titlesOf({ noise, age: age(-999) }, 'CONSTANT_FOR_MISSING')).toHaveLength(1);
    expect(titlesOf({ noise, age: age(-1) }, 'CONSTANT_FOR_MISSING')).toHaveLength(1);
    expect(titlesOf({ noise, age: age(0) }, 'CONSTANT_FOR_MISSING')).toEqual([]);
  });
});

describe('names that contradict the values', () => {
  const average = (row: number) => 100 + scrambled(row, 3, 50);
  const total = (row: number) => average(row) * (row % 5 === 0 ? 2 : 1);

  it.each([
    ['price_total', 'price_average'],
    ['Book length (mins)_overall', 'Book length (mins)_avg'],
    ['meanSpend', 'sumSpend'],
  ])('%j and %j with their values swapped are found, and not as they should be', (one, other) => {
    const [sum, mean] = /total|overall|sum/.test(one) ? [one, other] : [other, one];
    const swapped = findingsOf(fileOf(500, { [sum]: average, [mean]: total }), 'NAME_CONTRADICTS');
    expect(swapped).toMatchObject([{ severity: 'warning', columns: [sum, mean], numbers: { below: 100, above: 0 } }]);
    expect(titlesOf({ [sum]: total, [mean]: average }, 'NAME_CONTRADICTS')).toEqual([]);
  });

  it.each<[string, string, Make, number]>([
    ['above 100', 'discount_percent', (row) => scrambled(row, 3, 150), 1],
    ['up to 100', 'discount_percent', (row) => scrambled(row, 3, 101), 0],
    ['above 100', 'percent_change', (row) => scrambled(row, 3, 150), 0],
    ['below 0', 'share_of_wallet', (row) => -scrambled(row, 3, 5), 1],
    ['below 0', 'minutes', (row) => scrambled(row, 3, 50) - 10, 1],
    ['from 0', 'minutes', (row) => scrambled(row, 3, 50), 0],
    ['below 0', 'balance_hours', (row) => scrambled(row, 3, 50) - 10, 0],
    ['one value below 0', 'minutes', (row) => Math.max(-1, scrambled(row, 3, 50) - 10), 0],
    ['of three values', 'is_member', (row) => row % 3, 1],
    ['of two values', 'is_member', (row) => row % 2, 0],
    ['of three values', 'island', (row) => row % 3, 0],
    ['below 0', 'temperature', (row) => (row % 30) - 10, 0],
  ])('values %s in a column called %s', (_, name, make, count) => {
    expect(titlesOf({ noise, [name]: make }, 'NAME_CONTRADICTS')).toHaveLength(count);
  });
});

describe('shapes', () => {
  it('a constant, and a column with 1 other value in 1,000 rows', () => {
    const file = fileOf(1000, {
      noise,
      always: () => 7,
      nearly: (row) => (row === 500 ? 1 : 0),
      seldom: (row) => (row % 50 === 0 ? 1 : 0),
    });
    expect(findingsOf(file, 'CONSTANT_COLUMN')).toMatchObject([{ severity: 'warning', columns: ['always'] }]);
    expect(findingsOf(file, 'NEAR_CONSTANT_COLUMN')).toMatchObject([{ severity: 'info', columns: ['nearly'] }]);
  });

  it('numbers handed out, in any order, are IDs; amounts without a repetition are none', () => {
    const file = fileOf(1000, {
      number: (row) => 5000 + ((row * 7919) % 1000),
      cents,
      far: (row) => row * 1_000_003,
      noise,
    });
    expect(findingsOf(file, 'ID_FEATURE')).toMatchObject([{ severity: 'warning', columns: ['number'] }]);
    expect(String(findingsOf(file, 'ID_FEATURE')[0]!.advice)).toBe('id: "number"');
    const named = fileOf(1000, { customer_id: (row) => row * 1_000_003, noise });
    expect(findingsOf(named, 'ID_FEATURE')).toHaveLength(1);
  });

  it('2^53 + 2 has lost digits, 2^53 − 1 has not', () => {
    expect(titlesOf({ noise, account: (row) => 2 ** 53 + 2 * row + 2 }, 'INEXACT_INTEGERS')[0]).toContain(
      'in 1,000 rows',
    );
    expect(titlesOf({ noise, account: (row) => 2 ** 53 - 1 - row }, 'INEXACT_INTEGERS')).toEqual([]);
  });

  it('one value of 1e300 dominates its column, and lies far out in it', () => {
    const file = fileOf(1000, { noise, spend: (row, random) => (row === 12 ? 1e300 : whole(row, random)) });
    expect(findingsOf(file, 'DOMINANT_VALUE')).toMatchObject([{ severity: 'warning', columns: ['spend'] }]);
    expect(findingsOf(file, 'OUTLIERS')).toMatchObject([
      { severity: 'info', columns: ['spend'], numbers: { values: 1 } },
    ]);
    expect(titlesOf({ noise, whole }, 'DOMINANT_VALUE')).toEqual([]);
    expect(titlesOf({ noise, whole }, 'OUTLIERS')).toEqual([]);
  });
});

describe('classes', () => {
  it('are counted, with the guess to hold accuracies against', () => {
    const file = fileOf(1000, { noise }, (row) => (row % 10 === 0 ? 'yes' : 'no'));
    expect(findingsOf(file, 'CLASS_BALANCE')).toMatchObject([
      { severity: 'info', columns: ['y'], numbers: { rows: 1000, classRows: 100, baseRate: 0.1, majorityShare: 0.9 } },
    ]);
    expect(findingsOf(file, 'RARE_CLASS')).toEqual([]);
  });

  it('with 2 test rows to expect are called rare', () => {
    const file = fileOf(1000, { noise }, (row) => (row % 50 === 0 ? 'yes' : 'no'));
    expect(findingsOf(file, 'RARE_CLASS')).toMatchObject([
      { severity: 'warning', numbers: { classRows: 20, testRows: 2 } },
    ]);
  });

  it('one class only is refused as a training refuses it', () => {
    expect(() => audit(fileOf(10, { noise }, () => 'no'))).toThrow('has one class only');
  });
});
