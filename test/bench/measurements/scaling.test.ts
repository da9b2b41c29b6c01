import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { benchScaling } from '../../../bench/measurements/scaling.ts';
import { drawScaling } from '../../../bench/writing/scaling-chart.ts';
import { formatBenchTable, type BenchRow, type BenchTable } from '../../../bench/writing/table.ts';
import { currentKernels } from '../../../src/tensor/kernels/current.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassnet-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (x: number, rate: number, operations: number): BenchRow => {
  const times = { medianMs: 1, p25Ms: 1, p75Ms: 1, samples: 3, ratio: 1 };
  return { item: '', name: String(x), ...times, rate, p25Rate: rate, p75Rate: rate, x, operations };
};

describe('benchScaling', () => {
  it('has rates of rows for each size, ratios to the first, operations of the products, and keeps the kernels', async () => {
    const before = currentKernels();
    const effort = { rounds: 1, timeMs: 0, warmupMs: 0 };
    const tables = await benchScaling('data/audiobooks.csv', folder, effort, { rows: 14_000, units: 32 });
    expect(tables.map(({ rows }) => rows.map(({ x }) => x))).toEqual([
      [14_000],
      [14_084],
      [16, 32],
      [1, 2, 4, 8, 16, 32],
      [1, 4, 16, 64, 256, 1024, 4096],
    ]);
    for (const { rows } of tables) {
      expect(rows[0]!.ratio).toBe(1);
      for (const { ratio, rate } of rows) expect(ratio).toBeCloseTo(rate / rows[0]!.rate, 12);
    }
    // 10-16-16-16-2: 160 + 256 + 256 + 32 weights of kernels, 6 operations each, but for the first's input.
    expect(tables[2]!.rows[0]!.operations).toBe(6 * (160 + 256 + 256 + 32) - 2 * 160);
    for (const table of tables) {
      for (const line of formatBenchTable(table).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(currentKernels()).toBe(before);
  });
});

describe('drawScaling', () => {
  const table = (rows: BenchTable['rows']): BenchTable => ({ title: 'by rows', unit: 'rows/s', lead: 'rate', rows });

  it('draws a point for each size, higher for slower rows, to the right for larger jobs, and the limit under them', () => {
    const svg = drawScaling([table([row(10, 1e6, 1000), row(100, 1e5, 10_000)])], 50);
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(points).toHaveLength(2);
    expect(points[1]![0]).toBeGreaterThan(points[0]![0]!);
    expect(points[1]![1]).toBeLessThan(points[0]![1]!);
    const [limit, measured] = [...svg.matchAll(/<polyline points="[\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
    // 1 µs measured, 0.02 µs at 50 GFLOP/s.
    expect(limit).toBeGreaterThan(measured!);
    expect(svg).toContain('<title>100: 10.0 µs</title>');
  });

  it('draws no limit where none is known, and one size in the middle', () => {
    const svg = drawScaling([table([row(10, 1e6, 1000)])], undefined);
    expect(svg.match(/<polyline/g)).toHaveLength(1);
    expect(svg).not.toContain('NaN');
  });
});
