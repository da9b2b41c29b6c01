import { describe, expect, it } from 'vitest';
import { benchScaling } from '../../bench/scaling.ts';
import { currentKernels } from '../../src/tensor/kernels/current.ts';

describe('benchScaling', () => {
  it('has 14 lines, rates of rows, ratios to the first of each kind, and keeps the kernels in use', async () => {
    const before = currentKernels();
    const { rows } = await benchScaling({ rounds: 1, timeMs: 0, warmupMs: 0 }, 1000);
    expect(rows.map(({ item, name }) => `${item} ${name}`)).toEqual([
      'rows 1,000',
      ...[10, 50, 100, 200, 400].map((units) => `units a layer ${units}`),
      ...[1, 2, 3, 6].map((depth) => `layers of 50 ${depth}`),
      ...[8, 40, 200, 1000].map((batch) => `rows a batch ${batch}`),
    ]);
    // Each call passes 1000 rows; 12 digits: the same numbers, divided in another order.
    for (const { rate, medianMs } of rows) expect((rate * medianMs) / 1e6).toBeCloseTo(1, 12);
    const first = rows.find(({ item }) => item === 'layers of 50')!;
    expect(first.ratio).toBe(1);
    expect(currentKernels()).toBe(before);
  });
});
