import { describe, expect, it } from 'vitest';
import type * as Threads from '../../../bench/measurements/threads.ts';
import type * as ProductPools from '../../../src/node/threads/product-pool.ts';
import type { ThreadPool } from '../../../src/tensor/kernels/thread-pool.ts';
import { ROOT } from '../../support/cli.ts';

/** Workers run compiled code only. */
const { benchThreads, SHARED_PRODUCTS } = (await import(`${ROOT}dist/bench/measurements/threads.js`)) as typeof Threads;
const { ProductPool } = (await import(`${ROOT}dist/src/node/threads/product-pool.js`)) as typeof ProductPools;
const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };
const SMALL = SHARED_PRODUCTS.map(({ operation }) => ({ operation, rows: 21, inner: 23, columns: 65 }));

describe('benchThreads', () => {
  const answered = { size: 2, readyThreads: 2, fewestOperations: 1, join: () => true, close: () => Promise.resolve() };

  it('has two lines for each product, and shares of the limit of one thread and of three', async () => {
    const { rows } = await benchThreads(SMALL, 3, ONCE, 10, new ProductPool(3, { fewestOperations: 1 }));
    const names = ['one thread', '3 threads'];
    expect(rows.map(({ name }) => name)).toEqual(SMALL.flatMap(() => names));
    // 12 digits: the same numbers, divided in another order.
    for (const [index, { rate, shareOfLimit }] of rows.entries()) {
      expect((shareOfLimit! * 10 * (index % 2 === 0 ? 1 : 3)) / rate).toBeCloseTo(1, 12);
    }
  });

  it('has one line where there is one core', async () => {
    const { rows } = await benchThreads(SMALL.slice(0, 1), 1, ONCE);
    expect(rows.map(({ name }) => name)).toEqual(['one thread']);
  });

  it('gives no figure where a row is left out', async () => {
    const share: ThreadPool['share'] = (_, { rows }) => rows - 1;
    await expect(benchThreads(SMALL, 2, ONCE, 10, { ...answered, share })).rejects.toThrow(
      /matmul 21×23×65: result \[20, 0\] is NaN/,
    );
  });

  it('gives no figure where a result differs by one unit in its last place', async () => {
    let out: Float32Array = new Float32Array(1);
    const share: ThreadPool['share'] = ({ buffer }, job) => ((out = new Float32Array(buffer, job.out, 1)), job.rows);
    const join = () => (new Int32Array(out.buffer, out.byteOffset, 1)[0]!++, true);
    await expect(benchThreads(SMALL, 2, ONCE, 10, { ...answered, share, join })).rejects.toThrow(
      /matmul 21×23×65, 2 threads: result 0 is .*, on one thread/,
    );
  });
});
