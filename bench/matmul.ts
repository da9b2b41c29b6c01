/**
 * The matrix products of the reference job (10-50-50-50-2, batches of 200), forward and backward, and two large ones.
 */
import { createRandom } from '../src/random.ts';
import type { Kernels } from '../src/tensor/kernels/kernels.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { checkProduct, formatProduct, type ProductShape } from './product.ts';
import { toRows, type BenchTable } from './table.ts';

export const PRODUCTS: readonly ProductShape[] = [
  // Forward, Z = X·W, by layer; the two middle layers are alike.
  { operation: 'matmul', rows: 200, inner: 10, columns: 50 },
  { operation: 'matmul', rows: 200, inner: 50, columns: 50 },
  { operation: 'matmul', rows: 200, inner: 50, columns: 2 },
  // dW = Xᵀ·dZ
  { operation: 'matmulTN', rows: 10, inner: 200, columns: 50 },
  { operation: 'matmulTN', rows: 50, inner: 200, columns: 50 },
  { operation: 'matmulTN', rows: 50, inner: 200, columns: 2 },
  // dX = dZ·Wᵀ, which the first layer doesn't need.
  { operation: 'matmulNT', rows: 200, inner: 50, columns: 50 },
  { operation: 'matmulNT', rows: 200, inner: 2, columns: 50 },
  { operation: 'matmul', rows: 256, inner: 256, columns: 256 },
  { operation: 'matmul', rows: 512, inner: 512, columns: 512 },
];

/**
 * @param kernels the naive reference first.
 * @throws Error when a result is wrong, after it was timed and before anything is said about it.
 */
export async function benchMatmul(
  products: readonly ProductShape[],
  kernels: readonly Kernels[],
  effort: Effort,
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Matrix products', unit: 'GFLOP/s', lead: 'rate', rows: [] };
  for (const product of products) {
    const { operation, rows, inner, columns } = product;
    const item = formatProduct(product);
    const random = createRandom('bench', item);
    const uniform = (length: number) => Float32Array.from({ length }, () => 2 * random.next() - 1);
    const operands = [uniform(rows * inner), uniform(inner * columns)] as const;
    const outs: Float32Array[] = [];
    const candidates = kernels.map((kernel): Candidate => {
      // Where a network's arrays would lie.
      const [a, b, out] = kernel.allocate([rows * inner, inner * columns, rows * columns]) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      a.set(operands[0]);
      b.set(operands[1]);
      outs.push(out);
      return {
        name: kernel.name,
        prepare: () => out.fill(NaN),
        run: () => kernel[operation](a, b, out, rows, inner, columns),
      };
    });
    const measurements = await measure(candidates, effort);
    for (const out of outs) checkProduct(product, ...operands, out);
    // A multiplication and an addition for each step of each sum.
    table.rows.push(...toRows(item, (2 * rows * inner * columns) / 1e9, measurements));
  }
  return table;
}
