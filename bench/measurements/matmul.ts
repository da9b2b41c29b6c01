/**
 * Matrix products: those of the reference job (10-50-50-50-2, batches of 200), forward and backward, and large ones.
 */
import { createRandom } from '../../src/random.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { measure, type Candidate, type Effort, type Measurement } from './measure.ts';
import { checkProducts, formatProduct, type ProductShape } from './product.ts';
import { toRows, type BenchRow, type BenchTable } from '../writing/table.ts';

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
 * @param limit what this machine can do at most, in GFLOP/s, measured in the same run; shares of it are left out where
 *   there is none.
 * @throws Error when a result is wrong, after it was timed and before anything is said about it.
 */
export async function benchMatmul(
  products: readonly ProductShape[],
  kernels: readonly Kernels[],
  effort: Effort,
  limit?: number,
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Matrix products', unit: 'GFLOP/s', lead: 'rate', rows: [] };
  for (const product of products) {
    const operands = drawOperands(product);
    const runs = kernels.map((kernel) => new ProductRun(kernel, product, operands));
    const measurements = await measure(runs, effort);
    checkProducts(product, operands.a, operands.b, new Map(runs.map(({ name, out }) => [name, out])));
    table.rows.push(...toProductRows(formatProduct(product), product, measurements, limit));
  }
  return table;
}

export function toProductRows(
  item: string,
  product: ProductShape,
  measurements: readonly Measurement[],
  limit: number | undefined,
): BenchRow[] {
  return toRows(item, gigaflop(product), measurements, ({ medianMs }) => {
    return limit === undefined ? {} : { shareOfLimit: ((gigaflop(product) / medianMs) * 1000) / limit };
  });
}

/** A multiplication and an addition for each step of each sum, in 10⁹. */
export function gigaflop({ rows, inner, columns }: ProductShape): number {
  return (2 * rows * inner * columns) / 1e9;
}

interface Operands {
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Uniform in [−1, 1), seeded by the product. */
export function drawOperands(product: ProductShape): Operands {
  const random = createRandom('bench', formatProduct(product));
  const uniform = (length: number) => Float32Array.from({ length }, () => 2 * random.next() - 1);
  return { a: uniform(product.rows * product.inner), b: uniform(product.inner * product.columns) };
}

/** A set of kernels at one product, its operands where the kernels like them. */
export class ProductRun implements Candidate {
  readonly name: string;
  readonly out: Float32Array;
  readonly #kernels: Kernels;
  readonly #product: ProductShape;
  readonly #a: Float32Array;
  readonly #b: Float32Array;

  constructor(kernels: Kernels, product: ProductShape, { a, b }: Operands, name = kernels.name) {
    this.name = name;
    this.#kernels = kernels;
    this.#product = product;
    // Where a network's arrays would lie.
    const lengths = [a.length, b.length, product.rows * product.columns];
    const [left, right, out] = kernels.allocate(lengths) as [Float32Array, Float32Array, Float32Array];
    left.set(a);
    right.set(b);
    [this.#a, this.#b, this.out] = [left, right, out];
  }

  prepare(): void {
    this.out.fill(NaN);
  }

  run(): void {
    const { operation, rows, inner, columns } = this.#product;
    this.#kernels[operation](this.#a, this.#b, this.out, rows, inner, columns);
  }
}
