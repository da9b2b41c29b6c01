/**
 * Memory that WebAssembly kernels work in: arrays taken from it need no copy. Its size is settled when it is made, since
 * growing would cut every view off its memory.
 */
import { assembleModule, type FunctionBuilder } from './assembler.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;
/** What a kernel may read past the end of an array: less than a panel of columns. */
const SLACK_BYTES = 64;
/** The most pages that a 32-bit memory has. */
const MOST_PAGES = 65_536;

type Kernel = (...parameters: number[]) => number;

/** The functions that are emitted, each for any number of shapes. */
export type KernelName = 'NN' | 'NN+bias' | 'NT' | 'TN' | 'sumRows' | 'relu' | 'reluGradient' | 'adam' | 'areFinite';

const memories = new WeakMap<ArrayBufferLike, SimdMemory>();
/** By name and shape, for all memories. */
const modules = new Map<string, WebAssembly.Module>();

export class SimdMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels = new Map<KernelName, Map<number, Kernel>>();
  /** Where kernels may write while they run, in bytes from the start. */
  readonly scratch = ALIGNMENT;
  readonly scratchBytes: number;
  readonly #start: number;
  #end: number;

  /**
   * @param byteLength of all arrays that will be taken from it, each rounded up by `bytesOf`
   * @param scratchBytes of the kernel that needs most, see `scratchBytes` of the product
   * @throws RangeError naming the bytes when the host can't give so much.
   */
  constructor(byteLength: number, scratchBytes: number) {
    this.scratchBytes = scratchBytes;
    this.#start = this.#end = roundUp(this.scratch + scratchBytes);
    const pages = Math.ceil((this.#start + byteLength + SLACK_BYTES) / PAGE_BYTES);
    if (!(pages <= MOST_PAGES)) throw new RangeError(`SimdMemory: ${byteLength} bytes, more than 4 GiB`);
    try {
      this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    } catch (cause) {
      throw new RangeError(`SimdMemory: the host has no ${byteLength} bytes`, { cause });
    }
    memories.set(this.#memory.buffer, this);
  }

  /** The memory that an array was taken from; undefined for an array of its own. */
  static of({ buffer }: Float32Array): SimdMemory | undefined {
    return memories.get(buffer);
  }

  /** The memory that all of the arrays were taken from; undefined where there is no such. */
  static shared(first: Float32Array, ...others: readonly Float32Array[]): SimdMemory | undefined {
    return others.every(({ buffer }) => buffer === first.buffer) ? memories.get(first.buffer) : undefined;
  }

  /** What an array of so many float32 takes, its distance to the next included. */
  static bytesOf(length: number): number {
    return roundUp(4 * length);
  }

  /** @throws RangeError when the arrays taken are more than was said at the start. */
  float32(length: number): Float32Array {
    const start = this.#end;
    const { buffer } = this.#memory;
    if (start + SimdMemory.bytesOf(length) + SLACK_BYTES > buffer.byteLength) {
      throw new RangeError(`SimdMemory: no room for ${length} numbers more`);
    }
    this.#end += SimdMemory.bytesOf(length);
    return new Float32Array(buffer, start, length);
  }

  /** Forgets all arrays taken: their memory is given out again. */
  reset(): void {
    this.#end = this.#start;
  }

  /**
   * A kernel bound to this memory; it is compiled once for all memories.
   *
   * @param shape tells the shapes apart that `emit` is called for, 0 where there is one only
   */
  kernel(name: KernelName, shape: number, emit: () => FunctionBuilder): Kernel {
    const bound = this.#kernels.get(name)?.get(shape);
    if (bound !== undefined) return bound;
    const key = `${name} ${shape}`;
    let module = modules.get(key);
    if (module === undefined) {
      module = new WebAssembly.Module(assembleModule(new Map([['kernel', emit()]])));
      modules.set(key, module);
    }
    const { exports } = new WebAssembly.Instance(module, { host: { memory: this.#memory } });
    const kernel = exports['kernel'] as Kernel;
    const shapes = this.#kernels.get(name) ?? new Map<number, Kernel>();
    this.#kernels.set(name, shapes.set(shape, kernel));
    return kernel;
  }
}

function roundUp(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}
