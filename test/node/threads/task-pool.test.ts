/** Tasks on threads: the same results on any number, the real error, and no hang where a thread is lost. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type * as TaskPools from '../../../src/node/threads/pool/task-pool.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';

/** Workers run compiled code only. */
const { TaskPool } = (await import(`${ROOT}dist/src/node/threads/pool/task-pool.js`)) as typeof TaskPools;

interface Context {
  readonly factor: number;
  /** How often a task was done in another thread. */
  readonly elsewhere: Int32Array;
}
type Task = number | 'fail' | 'end' | 'thread';

const MODULE = `
import { isMainThread, threadId } from 'node:worker_threads';
export class OwnError extends Error { hint = 'lower it' }
export const prepare = ({ factor, elsewhere }) => async (task) => {
  if (!isMainThread) Atomics.add(elsewhere, 0, 1);
  if (task === 'thread') return threadId;
  if (task === 'fail') throw new OwnError('it is too high');
  if (task === 'end' && !isMainThread) process.exit(3);
  return task === 'end' ? 'done here' : task * factor;
};`;
const path = join(temporaryFolder(), 'tasks.mjs');
writeFileSync(path, MODULE);
const url = pathToFileURL(path);
const kind: TaskPools.TaskKind<Context, Task, unknown> = {
  url,
  load: () => import(url.href) as Promise<TaskPools.TaskModule<Context, Task, unknown>>,
};

async function withPool<Result>(
  size: number,
  use: (pool: TaskPools.TaskPool<Context, Task, unknown>) => Promise<Result>,
): Promise<{ result: Result; elsewhere: number }> {
  const elsewhere = new Int32Array(new SharedArrayBuffer(4));
  const pool = new TaskPool<Context, Task, unknown>({ kind, context: { factor: 7, elsewhere }, size });
  try {
    return { result: await use(pool), elsewhere: elsewhere[0]! };
  } finally {
    await pool.close();
  }
}

describe('a pool of tasks', () => {
  it.each([1, 2, 4])('of %i threads gives 30 tasks their results, in the order of the calls', async (size) => {
    const tasks = Array.from({ length: 30 }, (_, i) => i);
    const { result, elsewhere } = await withPool(size, (pool) => Promise.all(tasks.map((task) => pool.run(task))));
    expect(result).toEqual(tasks.map((task) => 7 * task));
    // With one thread all are done in this one; the memory of the context is shared with the others.
    expect(elsewhere).toBe(size === 1 ? 0 : 30);
  });

  it.each([1, 3])(
    'of %i threads fails with the very error, its class and its hint, and does the other tasks',
    async (size) => {
      const { result } = await withPool(size, (pool) =>
        Promise.allSettled([pool.run(1), pool.run('fail'), pool.run(2)] as const),
      );
      const [one, failed, two] = result;
      expect([one, two]).toMatchObject([{ value: 7 }, { value: 14 }]);
      const { reason } = failed as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(((await kind.load()) as unknown as { OwnError: new () => Error }).OwnError);
      expect(reason).toMatchObject({ message: 'it is too high', hint: 'lower it' });
    },
  );

  it('leaves its threads to the next pool, and each pool has its own context, even side by side', async () => {
    const both = ['thread', 'thread'] as const;
    const ask = (pool: TaskPools.TaskPool<Context, Task, unknown>) => Promise.all(both.map((task) => pool.run(task)));
    const threads = new Set<unknown>();
    for (let pool = 0; pool < 3; pool++) for (const thread of (await withPool(2, ask)).result) threads.add(thread);
    expect(threads.size).toBeLessThanOrEqual(2);
    expect(threads).not.toContain(0);
    const elsewhere = new Int32Array(new SharedArrayBuffer(4));
    const pools = [2, 3, 5].map((factor) => new TaskPool({ kind, context: { factor, elsewhere }, size: 2 }));
    const products = await Promise.all(
      Array.from({ length: 12 }, (_, index) => pools[index % 3]!.run(index).then((product) => [index, product])),
    );
    expect(products).toEqual(Array.from({ length: 12 }, (_, index) => [index, index * [2, 3, 5][index % 3]!]));
    await Promise.all(pools.map((pool) => pool.close()));
  });

  it('does what is left in this thread once a thread has ended, and closes', async () => {
    const { result } = await withPool(2, async (pool) => {
      const first = await Promise.all([pool.run('end'), pool.run(3)]);
      return [...first, await pool.run('end'), await pool.run(5)];
    });
    expect(result).toEqual(['done here', 21, 'done here', 35]);
  });

  it('that is closed has no threads left, and refuses what was not done', async () => {
    const { result: pool } = await withPool(2, (open) => Promise.resolve(open));
    await expect(pool.run(1)).rejects.toThrow();
  });
});
