/**
 * Matrix products beside those of TensorFlow.js, ml-matrix, NumPy (which has OpenBLAS multiply) and PyTorch.
 */
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { drawOperands, gigaflop, ProductRun, toProductRows } from '../measurements/matmul.ts';
import { measure, type Effort } from '../measurements/measure.ts';
import { checkProducts, formatSizes, type ProductShape } from '../measurements/product.ts';
import type { BenchTable } from '../writing/table.ts';
import { ownName } from './own-name.ts';
import { withPeers, type Job } from './peer-process.ts';
import type { FoundPeers } from './peers.ts';

export const COMPARED_PRODUCTS: readonly ProductShape[] = [
  { operation: 'matmul', rows: 200, inner: 10, columns: 50 },
  { operation: 'matmul', rows: 200, inner: 50, columns: 50 },
  { operation: 'matmul', rows: 256, inner: 256, columns: 256 },
  { operation: 'matmul', rows: 512, inner: 512, columns: 512 },
  { operation: 'matmul', rows: 1024, inner: 1024, columns: 1024 },
];

/** A call of more than this many 10⁹ operations takes long: there are fewer rounds, and the slowest peers are left out. */
const LARGE_GIGAFLOP = 1;
const ROUNDS_OF_LARGE = 3;

/**
 * @param kernels the fastest first: it is what the others are compared with.
 * @param limit as for `benchMatmul`
 * @throws Error when a result is wrong.
 */
export async function compareMatmul(
  products: readonly ProductShape[],
  kernels: readonly Kernels[],
  found: FoundPeers,
  threads: number,
  effort: Effort,
  limit?: number,
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Matrix products', unit: 'GFLOP/s', lead: 'rate', rows: [] };
  for (const product of products) {
    const { rows, inner, columns } = product;
    const operands = drawOperands(product);
    const isLarge = gigaflop(product) > LARGE_GIGAFLOP;
    const own = kernels
      .map((kernel, place) => new ProductRun(kernel, product, operands, ownName(kernel, place)))
      .filter(({ name }) => !(isLarge && name === referenceKernels.name));
    const job: Job = {
      script: 'matmul',
      settings: { rows, inner, columns },
      files: { 'a.f32': operands.a, 'b.f32': operands.b },
      peers: ['tfjs wasm', 'tfjs cpu', 'ml-matrix', 'NumPy', 'NumPy AVX2', 'PyTorch'],
    };
    const rounds = isLarge ? Math.min(ROUNDS_OF_LARGE, effort.rounds) : effort.rounds;
    const measurements = await withPeers(job, found, threads, async (peers) => {
      const timed = await measure([...own, ...peers], { ...effort, rounds });
      const results = new Map<string, ArrayLike<number>>(own.map(({ name, out }) => [name, out]));
      for (const peer of peers) results.set(peer.name, await peer.result());
      checkProducts(product, operands.a, operands.b, results);
      return timed;
    });
    table.rows.push(...toProductRows(formatSizes(product), product, measurements, limit));
  }
  return table;
}
