/**
 * Other threads that take rows of large matrix products. A row is computed by one thread as by any other, so their number
 * changes no bit.
 */
import type { ProductJob } from './product-job.ts';

export interface ThreadPool {
  /** The most that compute at once, the caller included. */
  readonly size: number;
  /** Products of fewer multiplications and additions are left to the caller. */
  readonly fewestOperations: number;
  /**
   * Has the other threads begin with the last rows.
   *
   * @param memory one that threads share
   * @returns the end of the rows that are left to the caller
   */
  share(memory: WebAssembly.Memory, job: ProductJob): number;
  /** Waits for the others. False where one has failed: the caller computes all rows then. */
  join(): boolean;
}

let pool: ThreadPool | null = null;

/** Sets who helps with all later products; null for nobody. Networks whose memory was reserved before are helped when it is reserved again. */
export function useThreadPool(chosen: ThreadPool | null): void {
  pool = chosen;
}

export function currentThreadPool(): ThreadPool | null {
  return pool;
}
