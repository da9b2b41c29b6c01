/**
 * Memory that WebAssembly kernels work in: arrays taken from it need no copy. Its size is settled when it is made, since
 * growing would cut every view off its memory.
 */
import { MOST_PAGES } from './webassembly/assembler.ts';
import { BoundKernels, type Emitter, type Kernel } from './bound-kernels.ts';
import { SCRATCH_BYTES } from './webassembly/simd-product.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;
/** What a kernel may read past the end of an array: less than a panel of columns. */
const SLACK_BYTES = 64;

const memories = new WeakMap<ArrayBufferLike, KernelMemory>();

export class KernelMemory {
  readonly #buffer: ArrayBufferLike;
  /** Where the first array lies. */
  readonly #start: number;
  readonly kernels: BoundKernels;
  /** How many can work in it at once. */
  readonly threads: number;
  /** Of all arrays that can be taken from it, each rounded up as in `bytesOfAll`. */
  readonly byteLength: number;
  #end: number;

  /**
   * @param byteLength of all arrays that will be taken from it, see `bytesOfAll`
   * @param threads that will work in it; more than one need a host that shares memory
   * @throws RangeError naming the bytes when they are more than 4 GiB or the host refuses.
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

  /** The memory that an array was taken from; undefined for an array of its own. */
  static of({ buffer }: Float32Array): KernelMemory | undefined {
    return memories.get(buffer);
  }

  /** What arrays of these lengths take, the distance from each to the next included. */
  static bytesOfAll(lengths: readonly number[]): number {
    return lengths.reduce((sum, length) => sum + bytesOf(length), 0);
  }

  holds({ buffer }: Float32Array): boolean {
    return buffer === this.#buffer;
  }

  /** @throws RangeError when the arrays taken are more than was said at the start. */
  float32(length: number): Float32Array {
    const end = this.#end + bytesOf(length);
    if (!(end <= this.#start + this.byteLength))
      throw new RangeError(`KernelMemory: no room for ${length} numbers more`);
    const array = new Float32Array(this.#buffer, this.#end, length);
    this.#end = end;
    return array;
  }

  /** Forgets all arrays taken: their memory is given out again. */
  reset(): void {
    this.#end = this.#start;
  }

  /** The kernel that `emit` makes for the two lengths. */
  kernel(emit: Emitter, first = 0, second = 0): Kernel {
    return this.kernels.get(emit, first, second);
  }
}

/** Where a thread's kernels may write while they run, in bytes from the start of the memory. */
export function scratchStart(thread: number): number {
  return ALIGNMENT + thread * roundUp(SCRATCH_BYTES);
}

function bytesOf(length: number): number {
  return roundUp(4 * length);
}

function roundUp(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}
