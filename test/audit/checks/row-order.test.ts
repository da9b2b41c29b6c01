import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { audit, fileOf, findingsOf, noise, orderByTarget, rearranged } from '../audit.ts';

const draw = createRandom(2, 'rows');
const coins = Array.from({ length: 3000 }, () => draw.next());
const plain = fileOf(3000, { noise, other: noise });

const ORDER_CODES = new Set(['ROWS_SORTED', 'ROWS_CLUSTERED', 'DRIFT_TARGET', 'DRIFT_COLUMNS', 'KEPT_ROWS_DIFFER']);

describe('row order', () => {
  it('says nothing of rows in random order', () => {
    expect(audit(plain).filter(({ code }) => ORDER_CODES.has(code))).toEqual([]);
  });

  it('knows a file sorted by its target, and says nothing of 3 + 3 rows, which chance sorts once in ten times', () => {
    const [sorted] = findingsOf(rearranged(plain, orderByTarget(plain)), 'ROWS_SORTED');
    const zeros = 3000 - audit(plain).find(({ code }) => code === 'CLASS_BALANCE')!.numbers['classRows']!;
    expect(sorted).toMatchObject({ severity: 'warning', columns: ['y'], numbers: { runs: 2, firstRows: zeros } });
    const small = fileOf(6, { noise }, (row) => (row < 3 ? 'no' : 'yes'));
    expect(findingsOf(small, 'ROWS_SORTED')).toEqual([]);
  });

  it('knows blocks of 25 rows of one class', () => {
    const blocks = fileOf(3000, { noise }, (row) => (coins[Math.floor(row / 25)]! < 0.5 ? 'no' : 'yes'));
    const [finding] = findingsOf(blocks, 'ROWS_CLUSTERED');
    expect(finding!.numbers['expectedRuns']).toBeGreaterThan(1000);
    expect(finding!.numbers['runs']).toBeLessThan(120);
  });

  it('knows a base rate that falls from 50 % to 30 %, and not one that falls from 41 % to 39 %', () => {
    const falling = (from: number, to: number) =>
      fileOf(3000, { noise }, (row) => (coins[row]! < from + ((to - from) * row) / 3000 ? 'yes' : 'no'));
    const [finding] = findingsOf(falling(0.5, 0.3), 'DRIFT_TARGET');
    expect(finding!.numbers['firstTenth']).toBeGreaterThan(finding!.numbers['lastTenth']! + 0.1);
    expect(findingsOf(falling(0.41, 0.39), 'DRIFT_TARGET')).toEqual([]);
  });

  it('knows a column that rises by half a standard deviation from first to last row, with the means of the tenths', () => {
    const file = fileOf(3000, { noise, price: (row, random) => 20 + row / 6000 + noise(row, random) });
    const [finding, ...others] = findingsOf(file, 'DRIFT_COLUMNS');
    expect(others).toEqual([]);
    expect(finding!.columns).toEqual(['price']);
    expect(finding!.numbers['lastTenth']! - finding!.numbers['firstTenth']!).toBeGreaterThan(0.2);
    expect(finding!.title).toMatch(/^1 column drifts with row order, most price: 20(\.\d+)? → 20\.\d+$/);
  });
});

describe('kept rows', () => {
  it('differ where a column changes after the kept ones: AUC near 0.92 for two standard deviations', () => {
    const file = fileOf(3000, { noise, fee: (row, random) => noise(row, random) + (row < 1200 ? 2 : 0) });
    const [finding] = findingsOf(file, 'KEPT_ROWS_DIFFER', { balance: 'first' });
    expect(finding).toMatchObject({ severity: 'error', columns: ['fee'] });
    for (const balance of ['undersample', 'none'] as const) {
      expect(findingsOf(file, 'KEPT_ROWS_DIFFER', { balance })).toMatchObject([{ severity: 'info' }]);
    }
    // Φ(2/√2) = 0.921 if the change came with the last kept row; it comes a little later.
    expect(finding!.numbers['columnArea']).toBeGreaterThan(0.85);
    expect(finding!.numbers['columnArea']).toBeLessThan(0.94);
  });

  it('differ where no column changes by itself, but two stop going together: the network sees it', () => {
    const file = fileOf(6000, { a: noise, b: noise });
    const [a, b] = file.table.columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array(0)));
    // The first rows have b = a, but for a little noise; b is as normal before as after.
    for (let row = 0; row < 2600; row++) b![row] = 0.95 * a![row]! + 0.3 * b![row]!;
    const [finding] = findingsOf(file, 'KEPT_ROWS_DIFFER');
    expect(finding!.numbers['networkArea']).toBeGreaterThan(0.7);
    expect(finding!.numbers['columnArea']).toBeLessThan(0.55);
  });

  it('are not compared where fewer than 40 would be kept or dropped', () => {
    const shifted = (row: number) => (row < 500 ? 1 : 0);
    const rare = fileOf(1000, { noise, shifted }, (row) => (row % 26 === 0 ? 'yes' : 'no'));
    const even = fileOf(1000, { noise, shifted }, (row) => (row % 2 === 0 && row > 30 ? 'yes' : 'no'));
    const enough = fileOf(1000, { noise, shifted }, (row) => (row % 20 === 0 ? 'yes' : 'no'));
    expect(findingsOf(rare, 'KEPT_ROWS_DIFFER')).toEqual([]);
    expect(findingsOf(even, 'KEPT_ROWS_DIFFER')).toEqual([]);
    expect(findingsOf(enough, 'KEPT_ROWS_DIFFER')).toHaveLength(1);
  });
});
