/**
 * Large matrix products on one thread and on several.
 */
import { setTimeout } from 'node:timers/promises';
import { ProductPool } from '../../src/node/threads/product-pool.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { useThreadPool, type ThreadPool } from '../../src/tensor/kernels/thread-pool.ts';
import { drawOperands, ProductRun, toProductRows } from './matmul.ts';
import { measure, type Effort } from './measure.ts';
import { checkProducts, formatSizes, type ProductShape } from './product.ts';
import type { BenchTable } from '../writing/table.ts';

export const SHARED_PRODUCTS: readonly ProductShape[] = [
  { operation: 'matmul', rows: 512, inner: 512, columns: 512 },
  { operation: 'matmul', rows: 1024, inner: 1024, columns: 1024 },
  { operation: 'matmulTN', rows: 1024, inner: 1024, columns: 1024 },
  { operation: 'matmulNT', rows: 1024, inner: 1024, columns: 1024 },
];

type ClosingPool = Pick<ProductPool, keyof ThreadPool | 'readyThreads' | 'close'>;

/**
 * One thread first.
 *
 * @param limit as for `benchMatmul`; **%** is the share of it times the number of threads.
 * @throws Error when a result is wrong, or those of one thread and of several differ in a bit.
 */
export async function benchThreads(
  products: readonly ProductShape[],
  threads: number,
  effort: Effort,
  limit?: number,
  pool: ClosingPool = new ProductPool(threads),
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Large matrix products (simd)', unit: 'GFLOP/s', lead: 'rate', rows: [] };
  try {
    for (const product of products) {
      const item = `${product.operation} ${formatSizes(product)}`;
      const operands = drawOperands(product);
      const runs = [new ThreadsRun('one thread', null, product, operands)];
      if (threads > 1) {
        const shared = new ThreadsRun(`${threads} threads`, pool, product, operands);
        await begin(shared, pool);
        runs.push(shared);
      }
      const measurements = await measure(runs, effort);
      const results = new Map(runs.map(({ name, out }) => [name, out]));
      checkProducts(product, operands.a, operands.b, results);
      for (const { name, out } of runs) requireSameBits(`${item}, ${name}`, out, runs[0]!.out);
      for (const [index, measurement] of measurements.entries()) {
        const share = limit && limit * (index === 0 ? 1 : threads);
        table.rows.push(...toProductRows(item, product, [measurement], share));
      }
    }
  } finally {
    useThreadPool(null);
    await pool.close();
  }
  return table;
}

const LONGEST_START_MS = 10_000;

/** The threads begin some time after the first product that they could help with. */
async function begin(run: ThreadsRun, pool: ClosingPool): Promise<void> {
  run.prepare();
  run.run();
  const end = performance.now() + LONGEST_START_MS;
  while (pool.readyThreads < pool.size) {
    if (performance.now() > end) throw new Error(`${pool.readyThreads} of ${pool.size} threads have begun`);
    await setTimeout(10);
  }
}

class ThreadsRun extends ProductRun {
  readonly #pool: ThreadPool | null;

  constructor(name: string, pool: ThreadPool | null, ...[product, operands]: DrawnProduct) {
    // Memory is made for the threads that will share it.
    useThreadPool(pool);
    super(simdKernels, product, operands, name);
    this.#pool = pool;
  }

  override prepare(): void {
    useThreadPool(this.#pool);
    super.prepare();
  }
}

type DrawnProduct = [product: ProductShape, operands: ReturnType<typeof drawOperands>];

function requireSameBits(what: string, values: Float32Array, expected: Float32Array): void {
  const at = values.findIndex((value, index) => !Object.is(value, expected[index]));
  if (at !== -1) throw new Error(`${what}: result ${at} is ${values[at]}, on one thread ${expected[at]}`);
}
