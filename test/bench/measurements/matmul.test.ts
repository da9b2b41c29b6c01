import { describe, expect, it } from 'vitest';
import { benchMatmul, PRODUCTS } from '../../../bench/measurements/matmul.ts';
import { formatBenchTable } from '../../../bench/writing/table.ts';
import { formatProduct, type ProductShape } from '../../../bench/measurements/product.ts';
import type { Kernels, MatmulKernel } from '../../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { scalarKernels } from '../../../src/tensor/kernels/scalar.ts';
import { simdKernels } from '../../../src/tensor/kernels/simd.ts';

const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };
const SMALL: readonly ProductShape[] = [
  { operation: 'matmul', rows: 5, inner: 7, columns: 5 },
  { operation: 'matmulTN', rows: 5, inner: 7, columns: 5 },
  { operation: 'matmulNT', rows: 5, inner: 7, columns: 5 },
];

/** Kernels that do `spoil` to a right result. */
function spoiled(name: string, spoil: (out: Float32Array) => void): Kernels {
  const wrap =
    (kernel: MatmulKernel): MatmulKernel =>
    (a, b, out, rows, inner, columns) => {
      kernel(a, b, out, rows, inner, columns);
      spoil(out);
    };
  const { matmul, matmulTN, matmulNT } = referenceKernels;
  return { ...referenceKernels, name, matmul: wrap(matmul), matmulTN: wrap(matmulTN), matmulNT: wrap(matmulNT) };
}

describe('benchMatmul', () => {
  it('has three lines for each product, the reference first with ratio 1', async () => {
    const { rows, unit } = await benchMatmul(SMALL, [referenceKernels, scalarKernels, simdKernels], ONCE);
    expect(unit).toBe('GFLOP/s');
    expect(rows.map(({ item, name }) => [item, name])).toEqual(
      SMALL.flatMap((shape) => ['reference', 'scalar', 'simd'].map((name) => [formatProduct(shape), name])),
    );
    for (const row of rows) {
      expect(row.samples).toBe(1);
      // 2·5·7·5 operations in medianMs; 12 digits: the same numbers, divided in another order.
      expect((row.rate * row.medianMs) / (350 / 1e6)).toBeCloseTo(1, 12);
      if (row.name === 'reference') expect(row.ratio).toBe(1);
    }
  });

  it.each([
    spoiled('all zeros', (out) => out.fill(0)),
    spoiled('doubled', (out) => out.forEach((value, at) => (out[at] = 2 * value))),
    spoiled('transposed', (out) => out.set(out.map((_, at) => out[(at % 5) * 5 + Math.floor(at / 5)]!))),
    spoiled('not written', (out) => out.fill(NaN)),
  ])('gives no figure for kernels whose result is $name', async (wrong) => {
    for (const shape of SMALL) {
      await expect(benchMatmul([shape], [referenceKernels, wrong], ONCE)).rejects.toThrow(formatProduct(shape));
    }
  });

  it('checks the calls that were timed: a kernel that is right only in its warm-up is found', async () => {
    let calls = 0;
    const lazy: Kernels = {
      ...referenceKernels,
      name: 'lazy',
      matmul: (...operands) => {
        if (calls++ === 0) referenceKernels.matmul(...operands);
      },
    };
    await expect(benchMatmul(SMALL.slice(0, 1), [lazy], ONCE)).rejects.toThrow('is NaN');
    expect(calls).toBe(2);
  });

  it('tells each rate as a share of the limit, where there is one', async () => {
    const limited = await benchMatmul(SMALL, [referenceKernels], ONCE, 50);
    // 12 digits: the same numbers, divided in another order.
    for (const { shareOfLimit, rate } of limited.rows) expect((shareOfLimit! * 50) / rate).toBeCloseTo(1, 12);
    expect(formatBenchTable(limited).split('\n')[2]).toMatch(/ratio +%$/);
    const unlimited = await benchMatmul(SMALL, [referenceKernels], ONCE);
    expect(unlimited.rows[0]).not.toHaveProperty('shareOfLimit');
    expect(formatBenchTable(unlimited)).not.toContain('%');
  });

  it('covers the 8 products of the reference job, forward and backward, and 256³ and 512³', () => {
    expect(PRODUCTS.map(formatProduct)).toEqual([
      'matmul 200×10×50',
      'matmul 200×50×50',
      'matmul 200×50×2',
      'matmulTN 10×200×50',
      'matmulTN 50×200×50',
      'matmulTN 50×200×2',
      'matmulNT 200×50×50',
      'matmulNT 200×2×50',
      'matmul 256×256×256',
      'matmul 512×512×512',
    ]);
  });
});
