/**
 * All tasks of a list on a pool of their own, told and returned in the order of the list.
 */
import { TaskPool, type TaskPoolOptions } from './task-pool.ts';

/** @throws what the first task in the list that fails throws, however late it is done. */
export async function inOrder<Context, Task, Result>(
  options: TaskPoolOptions<Context, Task, Result>,
  list: readonly Task[],
  onResult: (index: number, result: Result) => void,
): Promise<Result[]> {
  const tasks = new TaskPool(options);
  try {
    const running = list.map((task) => tasks.run(task));
    // All are waited for below; one that fails early is not left without a listener meanwhile.
    for (const one of running) one.catch(() => {});
    const results: Result[] = [];
    for (const [index, one] of running.entries()) {
      const result = await one;
      results.push(result);
      onResult(index, result);
    }
    return results;
  } finally {
    await tasks.close();
  }
}
