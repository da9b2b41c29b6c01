/**
 * Memory that WebAssembly kernels work in: arrays taken from it need no copy. Its size is fixed when it is made,
 * because growing it would detach every view.
 */
import { MOST_PAGES } from './webassembly/assembler.ts';
import { BoundKernels, type Emitter, type Kernel } from './bound-kernels.ts';
import { SCRATCH_BYTES } from './webassembly/simd-product.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;
/** The bytes that a kernel may read past the end of an array: less than a panel of columns. */
const SLACK_BYTES = 64;

const memories = new WeakMap<ArrayBufferLike, KernelMemory>();

export class KernelMemory {
  readonly #buffer: ArrayBufferLike;
  /** Where the first array begins. */
  readonly #start: number;
  readonly kernels: BoundKernels;
  /** The number of threads that can work in it at once. */
  readonly threads: number;
  /** The size of all arrays that can be taken from it, each rounded up as in `bytesOfAll`. */
  readonly byteLength: number;
  #end: number;

  /**
   * @param byteLength of all arrays that will be taken from it, see `bytesOfAll`
   * @param threads that will work in it; more than one requires a host with shared memory
   * @throws RangeError naming the bytes if they are more than 4 GiB or the host refuses.
   */
  constructor(byteLength: number, threads = 1) {
    this.byteLength = byteLength;
    this.threads = threads;
    this.#start = this.#end = scratchStart(threads);
    const pages = Math.ceil((this.#start + byteLength + SLACK_BYTES) / PAGE_BYTES);
    if (!(pages <= MOST_PAGES)) throw new RangeError(`KernelMemory: ${byteLength} bytes, more than 4 GiB`);
    try {
      this.kernels = new BoundKernels(new WebAssembly.Memory({ initial: pages, maximum: pages, shared: threads > 1 }));
    } catch (cause) {
      throw new RangeError(`KernelMemory: ${byteLength} bytes, more than the host gives`, { cause });
    }
    this.#buffer = this.kernels.memory.buffer;
    memories.set(this.#buffer, this);
  }

  /** The memory that an array was taken from; undefined for a plain array. */
  static of({ buffer }: Float32Array): KernelMemory | undefined {
    return memories.get(buffer);
  }

  /** The bytes that arrays of these lengths take, including the gaps between them. */
  static bytesOfAll(lengths: readonly number[]): number {
    return lengths.reduce((sum, length) => sum + bytesOf(length), 0);
  }

  holds({ buffer }: Float32Array): boolean {
    return buffer === this.#buffer;
  }

  /** @throws RangeError if the arrays taken exceed `byteLength`. */
  float32(length: number): Float32Array {
    const end = this.#end + bytesOf(length);
    if (!(end <= this.#start + this.byteLength))
      throw new RangeError(`KernelMemory: no room for ${length} numbers more`);
    const array = new Float32Array(this.#buffer, this.#end, length);
    this.#end = end;
    return array;
  }

  /** Forgets all arrays taken: their memory can be taken again. */
  reset(): void {
    this.#end = this.#start;
  }

  /** The kernel that `emit` makes for the two lengths. */
  kernel(emit: Emitter, first = 0, second = 0): Kernel {
    return this.kernels.get(emit, first, second);
  }
}

/** The scratch space of a thread's kernels, in bytes from the start of the memory. */
export function scratchStart(thread: number): number {
  return ALIGNMENT + thread * roundUp(SCRATCH_BYTES);
}

function bytesOf(length: number): number {
  return roundUp(4 * length);
}

function roundUp(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}
