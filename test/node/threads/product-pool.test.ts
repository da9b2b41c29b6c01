/** Products over threads: the bits of one thread, whatever their number, and no hang where one is lost. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import type { Kernels } from '../../../src/tensor/kernels/kernels.ts';
import type * as ProductPools from '../../../src/node/threads/product-pool.ts';
import type * as Threads from '../../../src/node/threads/threads.ts';
import type * as Simd from '../../../src/tensor/kernels/simd.ts';
import type * as ThreadPools from '../../../src/tensor/kernels/thread-pool.ts';
import type { ThreadPool } from '../../../src/tensor/kernels/thread-pool.ts';
import { ROOT } from '../../support/cli.ts';
import { checkKernels, PRODUCTS, type Sizes, type Values } from '../../support/kernels.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Workers run compiled code only, so all of it is that: a pool is a module's own. */
const compiled = <Module>(path: string): Promise<Module> => import(`${ROOT}dist/src/${path}.js`) as Promise<Module>;
const { simdKernels } = await compiled<typeof Simd>('tensor/kernels/simd');
const { useThreadPool, currentThreadPool } = await compiled<typeof ThreadPools>('tensor/kernels/thread-pool');
const { ProductPool } = await compiled<typeof ProductPools>('node/threads/product-pool');
const { useThreads } = await compiled<typeof Threads>('node/threads/threads');

const pools: InstanceType<typeof ProductPool>[] = [];
afterEach(() => useThreadPool(null));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** Counts what others did. */
class Watched implements ThreadPool {
  readonly size: number;
  readonly fewestOperations: number;
  readonly #pool: ThreadPool;
  rowsOfOthers = 0;

  constructor(pool: ThreadPool) {
    this.size = pool.size;
    this.fewestOperations = pool.fewestOperations;
    this.#pool = pool;
  }

  share(...[memory, job]: Parameters<ThreadPool['share']>): number {
    const own = this.#pool.share(memory, job);
    this.rowsOfOthers += job.rows - own;
    return own;
  }

  join(): boolean {
    return this.#pool.join();
  }
}

async function readyPool(size: number, pool = new ProductPool(size, { fewestOperations: 1 })): Promise<Watched> {
  pools.push(pool);
  const watched = new Watched(pool);
  useThreadPool(watched);
  // All of its threads are there when each has a share: rows for one alone are left to the caller.
  const [a, b, out] = simdKernels.allocate([60 * 60, 60 * 60, 60 * 60]) as [Float32Array, Float32Array, Float32Array];
  const everybody = 60 - 4 * Math.ceil(60 / size / 4);
  for (let rows = 0; rows < everybody;) {
    watched.rowsOfOthers = 0;
    simdKernels.matmul(a, b, out, 60, 60, 60);
    rows = watched.rowsOfOthers;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return watched;
}

/** Many and few rows, terms and columns, with remainders of each; more rows and terms than a call of the kernels takes. */
const SHAPES: readonly Sizes[] = [
  ...[1, 4, 5, 8, 9, 13, 15, 16, 17, 31, 33, 64, 101].map((rows) => [rows, 7, 11] as const),
  [201, 203, 101],
  [9, 1025, 9],
  [1027, 5, 3],
  [600, 2, 50],
];

describe.each([2, 3])('a product over %d threads', (size) => {
  it('has the reference’s bits, with nothing written beside, for shapes and values of all kinds', async () => {
    const pool = await readyPool(size);
    for (const operation of PRODUCTS) {
      for (const [index, sizes] of SHAPES.entries()) {
        const values = (['uniform', 'tiny', 'any'] as const satisfies Values[])[index % 3]!;
        pool.rowsOfOthers = 0;
        checkKernels(simdKernels, { operation, sizes, values });
        expect(pool.rowsOfOthers > 0, sizes.join('×')).toBe(sizes[0] > 4);
        checkKernels(simdKernels, { operation, sizes, values, placing: 'apart' });
      }
    }
  });

  it('has the reference’s bits in 200 products of any sizes up to 80', async () => {
    await readyPool(size);
    const length = fc.integer({ min: 0, max: 80 });
    const job = fc.record({
      operation: fc.constantFrom(...PRODUCTS),
      sizes: fc.tuple(length, length, length),
      values: fc.constantFrom<Values>('uniform', 'tiny', 'any'),
    });
    fc.assert(
      fc.property(job, (drawn) => checkKernels(simdKernels, drawn)),
      { seed: size, numRuns: 200 },
    );
  });

  it('has the same bits as on one thread in 500 products by turns over 11 memories, more than are remembered', async () => {
    await readyPool(size);
    const random = createRandom(size, 'memories');
    const memories = Array.from({ length: 11 }, () => simdKernels.allocate([40 * 40, 40 * 40, 40 * 40]));
    for (const [a, b] of memories)
      for (const array of [a!, b!]) array.forEach((_, i) => (array[i] = random.next() - 0.5));
    const digest = (kernels: Kernels, index: number) => {
      const [a, b, out] = memories[index] as [Float32Array, Float32Array, Float32Array];
      kernels.matmul(a, b, out, 40, 40, 40);
      return out.slice();
    };
    const pool = currentThreadPool();
    useThreadPool(null);
    const expected = memories.map((_, index) => digest(simdKernels, index));
    useThreadPool(pool);
    for (let turn = 0; turn < 500; turn++) {
      const index = random.integer(memories.length);
      const actual = digest(simdKernels, index);
      expect(Buffer.compare(new Uint8Array(actual.buffer), new Uint8Array(expected[index]!.buffer))).toBe(0);
    }
  });
});

describe('what a pool may get wrong', () => {
  const sizes: Sizes = [21, 23, 11];
  const check = () => checkKernels(simdKernels, { operation: PRODUCTS[0]!, sizes });

  it('is seen by the checker: rows that nobody computes', () => {
    useThreadPool({ size: 2, fewestOperations: 1, share: (_, { rows }) => rows - 1, join: () => true });
    expect(check).toThrow(/matmul 21×23×11/);
  });

  it('is made good by the caller when it is said: all rows of who failed are computed', () => {
    let calls = 0;
    useThreadPool({ size: 2, fewestOperations: 1, share: (_, { rows }) => (calls++, rows - 7), join: () => false });
    check();
    expect(calls).toBe(1);
  });

  it('a product of fewer operations than the pool takes isn’t shared, one of as many is', () => {
    const asked: number[] = [];
    const share: ThreadPool['share'] = (_, { rows }) => (asked.push(rows), rows);
    const multiply = (fewestOperations: number) => {
      useThreadPool({ size: 2, fewestOperations, share, join: () => true });
      checkKernels(simdKernels, { operation: PRODUCTS[0]!, sizes: [10, 20, 30] });
    };
    multiply(12_001);
    expect(asked).toEqual([]);
    multiply(12_000);
    expect(asked).toEqual([10]);
  });
});

describe('a pool whose threads have ended', () => {
  const check = () => checkKernels(simdKernels, { operation: PRODUCTS[0]!, sizes: [21, 23, 11] });

  it('leaves all rows to the caller', async () => {
    const pool = new ProductPool(3, { fewestOperations: 1 });
    const watched = await readyPool(3, pool);
    await pool.close();
    watched.rowsOfOthers = 0;
    check();
    expect(watched.rowsOfOthers).toBe(0);
  });

  it('says so after a while where they end in the middle of a product, instead of waiting for ever', async () => {
    const pool = new ProductPool(2, { fewestOperations: 1, longestWaitMs: 200 });
    await readyPool(2, pool);
    const closed = pool.close();
    // The thread may still answer a few.
    expect(() => {
      for (let turn = 0; turn < 1000; turn++) check();
    }).toThrow('a thread has not answered for 0.2 seconds');
    await closed;
    // The next product is refused at once: the thread might write there, too.
    expect(check).toThrow('a thread has not answered for 0.2 seconds');
  });
});

describe('useThreads', () => {
  it('refuses what is no count', () => {
    for (const count of [0, -1, 1.5, NaN, Infinity]) expect(() => useThreads(count)).toThrow(RangeError);
  });

  it('takes one for none beside this, and ends the threads of before', () => {
    const close = vi.spyOn(ProductPool.prototype, 'close');
    useThreads(2);
    expect(currentThreadPool()?.size).toBe(2);
    const ended = close.mock.calls.length;
    useThreads(1);
    expect(currentThreadPool()).toBeNull();
    expect(close).toHaveBeenCalledTimes(ended + 1);
    close.mockRestore();
  });
});

describe('a program of its own', () => {
  /** Says whether others computed rows, and whether all of them are right. */
  const program = (use: string) => `
    import { useThreads } from '${ROOT}dist/src/node/index.js';
    import { ProductPool } from '${ROOT}dist/src/node/threads/product-pool.js';
    import { currentThreadPool, useThreadPool } from '${ROOT}dist/src/tensor/kernels/thread-pool.js';
    import { simdKernels } from '${ROOT}dist/src/tensor/kernels/simd.js';
    ${use};
    const pool = currentThreadPool();
    let others = 0;
    const share = pool?.share.bind(pool);
    if (pool !== null) pool.share = (memory, job) => {
      const own = share(memory, job);
      others += job.rows - own;
      return own;
    };
    const [a, b, out] = simdKernels.allocate([300 * 300, 300 * 300, 300 * 300]);
    a.fill(1);
    b.fill(2);
    for (let turn = 0; turn < 50 && others === 0; turn++) {
      simdKernels.matmul(a, b, out, 300, 300, 300);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    process.stdout.write((others > 0 ? 'together' : 'alone') + (out.every((value) => value === 600) ? '' : ', wrong'));`;

  /** @throws Error when it doesn't end by itself, or not well. */
  async function end(use: string, flags: readonly string[] = []): Promise<string> {
    const path = join(temporaryFolder(), 'program.mjs');
    writeFileSync(path, program(use));
    return (await promisify(execFile)(process.execPath, [...flags, path], { timeout: 60_000 })).stdout;
  }

  const FORBIDDEN = ['--experimental-permission', '--allow-fs-read=*'];

  it('ends by itself while its threads wait for the next product', async () => {
    expect(await end('useThreads(3)')).toBe('together');
  });

  it('computes alone where Node forbids threads, asked before or not', async () => {
    expect(await end('useThreads(3)', FORBIDDEN)).toBe('alone');
    expect(await end('useThreadPool(new ProductPool(3))', FORBIDDEN)).toBe('alone');
  });
});
