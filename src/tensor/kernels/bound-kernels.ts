/**
 * WebAssembly kernels bound to one memory, each emitted and compiled on first use.
 */
import { assembleModule, type FunctionBuilder } from './webassembly/assembler.ts';

/** More than any network needs. Beyond it, all are dropped, so a program can't collect them without limit. */
const MOST_KERNELS = 1000;

export type Kernel = (...parameters: number[]) => number;

/** Emits a kernel for two lengths that are constants in its code; 0 for a length it doesn't need. */
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

/** For the memories of a single thread, and for shared memories. */
const modules = { own: new KernelTable<WebAssembly.Module>(), shared: new KernelTable<WebAssembly.Module>() };

export class BoundKernels {
  readonly memory: WebAssembly.Memory;
  readonly isShared: boolean;
  readonly #kernels = new KernelTable<Kernel>();

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.isShared = !(memory.buffer instanceof ArrayBuffer);
  }

  /** The kernel that `emit` makes for the two lengths, compiled once for all memories. */
  get(emit: Emitter, first = 0, second = 0): Kernel {
    return this.#kernels.get(emit, first, second) ?? this.bind(emit, first, second);
  }

  private bind(emit: Emitter, first: number, second: number): Kernel {
    const { isShared } = this;
    const table = isShared ? modules.shared : modules.own;
    let module = table.get(emit, first, second);
    if (module === undefined) {
      module = new WebAssembly.Module(assembleModule(new Map([['kernel', emit(first, second)]]), { isShared }));
      table.set(emit, first, second, module);
    }
    const { exports } = new WebAssembly.Instance(module, { host: { memory: this.memory } });
    const kernel = exports['kernel'] as Kernel;
    this.#kernels.set(emit, first, second, kernel);
    return kernel;
  }
}
