/**
 * Large matrix products on one thread and on several.
 */
import { setTimeout } from 'node:timers/promises';
import { ProductTeam } from '../../src/node/threads/product-team.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { useTeam, type Team } from '../../src/tensor/kernels/team.ts';
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

type ClosingTeam = Pick<ProductTeam, keyof Team | 'readyThreads' | 'close'>;

/**
 * One thread first.
 *
 * @param limit as for `benchMatmul`; **%** is the share of so many times it as there are threads.
 * @throws Error when a result is wrong, or those of one thread and of several differ in a bit.
 */
export async function benchThreads(
  products: readonly ProductShape[],
  threads: number,
  effort: Effort,
  limit?: number,
  team: ClosingTeam = new ProductTeam(threads),
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Large matrix products (simd)', unit: 'GFLOP/s', lead: 'rate', rows: [] };
  try {
    for (const product of products) {
      const item = `${product.operation} ${formatSizes(product)}`;
      const operands = drawOperands(product);
      const runs = [new ThreadsRun('one thread', null, product, operands)];
      if (threads > 1) {
        const shared = new ThreadsRun(`${threads} threads`, team, product, operands);
        await begin(shared, team);
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
    useTeam(null);
    await team.close();
  }
  return table;
}

const LONGEST_START_MS = 10_000;

/** The threads begin some time after the first product that they could help with. */
async function begin(run: ThreadsRun, team: ClosingTeam): Promise<void> {
  run.prepare();
  run.run();
  const end = performance.now() + LONGEST_START_MS;
  while (team.readyThreads < team.size) {
    if (performance.now() > end) throw new Error(`${team.readyThreads} of ${team.size} threads have begun`);
    await setTimeout(10);
  }
}

class ThreadsRun extends ProductRun {
  readonly #team: Team | null;

  constructor(name: string, team: Team | null, ...[product, operands]: DrawnProduct) {
    // Memory is made for the threads that will share it.
    useTeam(team);
    super(simdKernels, product, operands, name);
    this.#team = team;
  }

  override prepare(): void {
    useTeam(this.#team);
    super.prepare();
  }
}

type DrawnProduct = [product: ProductShape, operands: ReturnType<typeof drawOperands>];

function requireSameBits(what: string, values: Float32Array, expected: Float32Array): void {
  const at = values.findIndex((value, index) => !Object.is(value, expected[index]));
  if (at !== -1) throw new Error(`${what}: result ${at} is ${values[at]}, on one thread ${expected[at]}`);
}
