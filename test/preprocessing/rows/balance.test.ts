import { describe, expect, it } from 'vitest';
import { balanceRows, classShares, classWeights, type BalanceMethod } from '../../../src/preprocessing/rows/balance.ts';
import { classCounts } from '../../../src/preprocessing/dataset.ts';
import { createRandom } from '../../../src/random.ts';
import { allRows, shuffledTexts } from '../../support/tables.ts';

const two = Int32Array.from(shuffledTexts({ 0: 70, 1: 30 }), Number);
const three = Int32Array.from(shuffledTexts({ 0: 50, 1: 8, 2: 20 }), Number);

function balance(targets: Int32Array, method: BalanceMethod, seed = 1, rows = allRows(targets.length)): Int32Array {
  return balanceRows(rows, targets, targets === two ? 2 : 3, method, createRandom(seed, 'balance'));
}
const countsOf = (rows: Int32Array, targets: Int32Array) =>
  classCounts(
    rows.map((row) => targets[row]!),
    targets === two ? 2 : 3,
  );
const sorted = (rows: Int32Array) => [...rows].toSorted((a, b) => a - b);

describe('counts', () => {
  it.each<[BalanceMethod, number[], number[]]>([
    ['undersample', [30, 30], [8, 8, 8]],
    ['first', [30, 30], [8, 8, 8]],
    ['oversample', [70, 70], [50, 50, 50]],
    ['weights', [70, 30], [50, 8, 20]],
    ['none', [70, 30], [50, 8, 20]],
  ])('%s makes %j of 70 + 30 rows and %j of 50 + 8 + 20', (method, ofTwo, ofThree) => {
    expect(countsOf(balance(two, method), two)).toEqual(ofTwo);
    expect(countsOf(balance(three, method), three)).toEqual(ofThree);
  });
});

describe('rows', () => {
  it('first keeps the first rows of each class in file order, whatever the order they come in', () => {
    const expected = [0, 1].flatMap((label) => [...allRows(100)].filter((row) => two[row] === label).slice(0, 30));
    expect([...balance(two, 'first')]).toEqual(expected);
    expect([...balance(two, 'first', 1, createRandom(5).shuffle(allRows(100)))]).toEqual(expected);
    expect(balance(two, 'first', 2)).toEqual(balance(two, 'first', 1));
  });

  it('undersample keeps no row twice, repeats itself with its seed and differs with another', () => {
    const kept = balance(two, 'undersample');
    expect(new Set(kept).size).toBe(60);
    expect(balance(two, 'undersample')).toEqual(kept);
    expect(sorted(balance(two, 'undersample', 2))).not.toEqual(sorted(kept));
  });

  it('undersample reaches beyond the first rows: over 50 seeds every one of 70 is kept 10 to 33 times', () => {
    const times = new Map<number, number>();
    for (let seed = 1; seed <= 50; seed++) {
      for (const row of balance(two, 'undersample', seed)) times.set(row, (times.get(row) ?? 0) + 1);
    }
    const common = [...allRows(100)].filter((row) => two[row] === 0).map((row) => times.get(row) ?? 0);
    // Binomial(50, 30/70): mean 21.4, standard deviation 3.5; the bounds are 3.3 of them away.
    expect(Math.min(...common)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...common)).toBeLessThanOrEqual(33);
  });

  it('oversample keeps every row, those of the most frequent class once, and repeats at random', () => {
    const rows = balance(three, 'oversample');
    expect([...new Set(rows)].toSorted((a, b) => a - b)).toEqual([...allRows(78)]);
    expect(new Set([...rows].filter((row) => three[row] === 0)).size).toBe(50);
    expect(sorted(balance(three, 'oversample', 2))).not.toEqual(sorted(rows));
  });

  it('weights and none keep the rows as they came', () => {
    const rows = Int32Array.of(9, 3, 3, 7);
    for (const method of ['weights', 'none'] as const) expect([...balance(two, method, 1, rows)]).toEqual([9, 3, 3, 7]);
  });

  it('chooses among the given rows alone and leaves them unchanged', () => {
    const rows = createRandom(3).shuffle(allRows(100)).slice(0, 40);
    const before = [...rows];
    for (const method of ['undersample', 'first', 'oversample'] as const) {
      for (const row of balance(two, method, 1, rows)) expect(before).toContain(row);
    }
    expect([...rows]).toEqual(before);
  });

  it('a class without rows leaves nothing to undersample', () => {
    expect(balanceRows(allRows(3), Int32Array.of(0, 0, 0), 2, 'undersample', createRandom(1))).toHaveLength(0);
  });
});

describe('weights', () => {
  it.each([
    [
      [70, 30],
      [0.5, 0.5],
    ],
    [
      [50, 8, 20],
      [1 / 3, 1 / 3, 1 / 3],
    ],
    [
      [8416, 1584],
      [0.25, 0.75],
    ],
  ])('of %j rows as if in the mix %j sum to the number of rows and to each class’s share', (counts, shares) => {
    const weights = classWeights(classShares(counts), shares);
    const n = counts.reduce((sum, count) => sum + count, 0);
    const sums = counts.map((count, label) => count * weights[label]!);
    // A few roundings of float64 (1e-16 each) in sums of at most 10,000.
    expect(Math.abs(sums.reduce((a, b) => a + b, 0) - n)).toBeLessThan(1e-9);
    for (const [label, sum] of sums.entries()) expect(Math.abs(sum - n * shares[label]!)).toBeLessThan(1e-9);
  });

  it('of 70 + 30 rows as if in halves are 5/7 and 5/3', () => {
    const [a, b] = classWeights([0.7, 0.3], [0.5, 0.5]);
    expect(a).toBeCloseTo(5 / 7, 15);
    expect(b).toBeCloseTo(5 / 3, 15);
  });

  it('shares of 1, 3 and 4 rows are 1/8, 3/8 and 1/2', () => {
    expect(classShares([1, 3, 4])).toEqual([0.125, 0.375, 0.5]);
  });
});
