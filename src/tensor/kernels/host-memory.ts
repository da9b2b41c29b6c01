/**
 * Memory for kernels, if the host provides it: for arrays that are allocated together, and for copies of operands that
 * were not.
 */
import { KernelMemory } from './kernel-memory.ts';
import { referenceKernels } from './reference.ts';
import { currentThreadPool } from './thread-pool.ts';

/** Arrays of zeros in one memory; plain arrays if the host provides none. */
export function allocateTogether(lengths: readonly number[]): Float32Array[] {
  const memory = memoryOrNull(KernelMemory.bytesOfAll(lengths));
  return memory === null ? referenceKernels.allocate(lengths) : lengths.map((length) => memory.float32(length));
}

/**
 * Copies the operands into one memory, runs `compute` there, and copies its result to `out`.
 *
 * @returns false, with nothing computed, if the host provides no memory for that
 */
export function computeOnCopies(
  operands: readonly Float32Array[],
  out: Float32Array,
  compute: (memory: KernelMemory, copies: readonly Float32Array[], result: Float32Array) => void,
): boolean {
  const memory = stagingFor(KernelMemory.bytesOfAll([...operands, out].map(({ length }) => length)));
  if (memory === null) return false;
  const copies = operands.map((array) => {
    const copy = memory.float32(array.length);
    copy.set(array);
    return copy;
  });
  const result = memory.float32(out.length);
  compute(memory, copies, result);
  out.set(result);
  return true;
}

const SMALLEST_STAGING_BYTES = 1_048_576;
const LARGEST_KEPT_STAGING_BYTES = 67_108_864;

/** For operands that are not in kernel memory. */
let staging: KernelMemory | null = null;
/** The size that the host refused once. */
let refusedBytes = Infinity;

/** Kept from product to product unless it is large; null if the host refuses. */
function stagingFor(byteLength: number): KernelMemory | null {
  if (staging !== null && byteLength <= staging.byteLength && staging.threads >= threads()) {
    staging.reset();
    return staging;
  }
  if (byteLength >= refusedBytes) return null;
  const isKept = byteLength <= LARGEST_KEPT_STAGING_BYTES;
  let size = isKept ? SMALLEST_STAGING_BYTES : byteLength;
  while (size < byteLength) size *= 2;
  const memory = memoryOrNull(size) ?? memoryOrNull(byteLength);
  if (memory === null) refusedBytes = byteLength;
  else if (isKept) staging = memory;
  return memory;
}

function memoryOrNull(byteLength: number): KernelMemory | null {
  // A host that provides no shared memory may still provide unshared memory.
  for (const count of new Set([threads(), 1])) {
    try {
      return new KernelMemory(byteLength, count);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}

function threads(): number {
  return currentThreadPool()?.size ?? 1;
}
