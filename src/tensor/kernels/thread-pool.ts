/**
 * Other threads that compute rows of large matrix products. Every thread computes a row the same way, so the number of
 * threads changes no bit.
 */
import type { ProductJob } from './product-job.ts';

export interface ThreadPool {
  /** The most threads that compute at once, the caller included. */
  readonly size: number;
  /** Products with fewer multiplications and additions are left to the caller. */
  readonly fewestOperations: number;
  /**
   * Starts the other threads on the last rows.
   *
   * @param memory shared by the threads
   * @returns the end of the rows that are left to the caller
   */
  share(memory: WebAssembly.Memory, job: ProductJob): number;
  /** Waits for the others. False if one has failed: the caller then computes all rows. */
  join(): boolean;
}

let pool: ThreadPool | null = null;

/**
 * Sets the pool that helps with all later products; null for none. A network whose memory was reserved before this is
 * helped once its memory is reserved again.
 */
export function useThreadPool(chosen: ThreadPool | null): void {
  pool = chosen;
}

export function currentThreadPool(): ThreadPool | null {
  return pool;
}
