/**
 * How many threads compute.
 */
import { assembleModule } from '../../tensor/kernels/webassembly/assembler.ts';
import { useThreadPool } from '../../tensor/kernels/thread-pool.ts';
import { ProductPool } from './product-pool.ts';

/** True where other threads may be started and can use the same WebAssembly memory. */
export function canShareMemory(): boolean {
  // There under Node's permission model alone, which may forbid workers.
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
 * Lets large matrix products of the SIMD kernels be computed by so many threads at once, this one included, to the same
 * bits. The others start with the first such product, don't keep the program from ending, and end when this is called
 * again.
 *
 * @throws RangeError when the count isn't a whole number of at least 1.
 */
export function useThreads(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`useThreads: expected a whole number of at least 1, got ${count}`);
  }
  void pool?.close();
  pool = count > 1 && canShareMemory() ? new ProductPool(count) : null;
  useThreadPool(pool);
}
