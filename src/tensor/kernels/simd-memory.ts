/**
 * Memory that WebAssembly kernels work in: arrays taken from it need no copy. Its size is settled when it is made, since
 * growing would cut every view off its memory.
 */
import { assembleModule, type FunctionBuilder } from './assembler.ts';
import { SCRATCH_BYTES } from './simd-product.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;
/** What a kernel may read past the end of an array: less than a panel of columns. */
const SLACK_BYTES = 64;
/** The most pages that a 32-bit memory has. */
const MOST_PAGES = 65_536;
/** More than any network needs; past it all are forgotten, so that no program collects them without end. */
const MOST_KERNELS = 1000;

export type Kernel = (...parameters: number[]) => number;

/** Emits a kernel for two lengths that are constant in its code; they are 0 where it needs none. */
export type Emitter = (first: number, second: number) => FunctionBuilder;

/** One value for each emitter and its two lengths. */
class KernelTable<Value> {
  readonly #values = new Map<Emitter, Map<number, Map<number, Value>>>();
  #size = 0;

  get(emit: Emitter, first: number, second: number): Value | undefined {
    return this.#values.get(emit)?.get(first)?.get(second);
  }

  set(emit: Emitter, first: number, second: number, value: Value): void {
    if (this.#size === MOST_KERNELS) {
      this.#values.clear();
      this.#size = 0;
    }
    this.#size++;
    const ofEmitter = this.#values.get(emit) ?? new Map<number, Map<number, Value>>();
    const ofFirst = ofEmitter.get(first) ?? new Map<number, Value>();
    this.#values.set(emit, ofEmitter.set(first, ofFirst.set(second, value)));
  }
}

const memories = new WeakMap<ArrayBufferLike, SimdMemory>();
/** For all memories. */
const modules = new KernelTable<WebAssembly.Module>();

export class SimdMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #buffer: ArrayBuffer;
  readonly #kernels = new KernelTable<Kernel>();
  /** Of all arrays that can be taken from it, each rounded up as in `bytesOfAll`. */
  readonly byteLength: number;
  /** Where kernels may write while they run, in bytes from the start. */
  readonly scratch = ALIGNMENT;
  #end: number;

  /**
   * @param byteLength of all arrays that will be taken from it, see `bytesOfAll`
   * @throws RangeError naming the bytes when they are more than 4 GiB or the host refuses.
   */
  constructor(byteLength: number) {
    this.byteLength = byteLength;
    this.#end = START;
    const pages = Math.ceil((START + byteLength + SLACK_BYTES) / PAGE_BYTES);
    if (!(pages <= MOST_PAGES)) throw new RangeError(`SimdMemory: ${byteLength} bytes, more than 4 GiB`);
    try {
      this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    } catch (cause) {
      throw new RangeError(`SimdMemory: ${byteLength} bytes, more than the host gives`, { cause });
    }
    this.#buffer = this.#memory.buffer;
    memories.set(this.#buffer, this);
  }

  /** The memory that an array was taken from; undefined for an array of its own. */
  static of({ buffer }: Float32Array): SimdMemory | undefined {
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
    if (!(end <= START + this.byteLength)) throw new RangeError(`SimdMemory: no room for ${length} numbers more`);
    const array = new Float32Array(this.#buffer, this.#end, length);
    this.#end = end;
    return array;
  }

  /** Forgets all arrays taken: their memory is given out again. */
  reset(): void {
    this.#end = START;
  }

  /** The kernel that `emit` makes for the two lengths, bound to this memory; it is compiled once for all memories. */
  kernel(emit: Emitter, first = 0, second = 0): Kernel {
    return this.#kernels.get(emit, first, second) ?? this.bind(emit, first, second);
  }

  private bind(emit: Emitter, first: number, second: number): Kernel {
    let module = modules.get(emit, first, second);
    if (module === undefined) {
      module = new WebAssembly.Module(assembleModule(new Map([['kernel', emit(first, second)]])));
      modules.set(emit, first, second, module);
    }
    const { exports } = new WebAssembly.Instance(module, { host: { memory: this.#memory } });
    const kernel = exports['kernel'] as Kernel;
    this.#kernels.set(emit, first, second, kernel);
    return kernel;
  }
}

/** Where the first array lies. */
const START = ALIGNMENT + roundUp(SCRATCH_BYTES);

function bytesOf(length: number): number {
  return roundUp(4 * length);
}

function roundUp(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}
