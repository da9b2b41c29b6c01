/**
 * The number of threads that compute.
 */
import { assembleModule } from '../../tensor/kernels/webassembly/assembler.ts';
import { useThreadPool } from '../../tensor/kernels/thread-pool.ts';
import { ProductPool } from './product-pool.ts';

/** True if threads can be started and can share WebAssembly memory. */
export function canShareMemory(): boolean {
  // Exists only under Node's permission model, which can forbid workers.
  if (!(process.permission?.has('worker') ?? true)) return false;
  try {
    void new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    void new WebAssembly.Module(assembleModule(new Map(), { isShared: true }));
    return true;
  } catch {
    return false;
  }
}

let pool: ProductPool | null = null;

/**
 * Sets the number of threads, including this one, that compute large matrix products of the SIMD kernels. The bits of
 * the results do not change. The other threads start with the first such product, do not keep the program from ending,
 * and end when this is called again.
 *
 * @throws RangeError when the count is not a whole number of at least 1.
 */
export function useThreads(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`useThreads: expected a whole number of at least 1, got ${count}`);
  }
  void pool?.close();
  pool = count > 1 && canShareMemory() ? new ProductPool(count) : null;
  useThreadPool(pool);
}
