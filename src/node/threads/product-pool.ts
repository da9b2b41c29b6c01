/**
 * Worker threads that take rows of large matrix products: they sleep on a word of shared memory, and wake for a product
 * without a message, so that the caller needn't return to its event loop.
 */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { ProductJob } from '../../tensor/kernels/product-job.ts';
import type { ThreadPool } from '../../tensor/kernels/thread-pool.ts';
import { CONTROL, encodeJob, MEMORIES_KEPT, memberWords, waitWhile } from './product-control.ts';

/** What a worker is started with. */
export interface ProductWorkerData {
  /** From 1 on; the caller is thread 0. */
  readonly thread: number;
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Brings memories. */
  readonly port: MessagePort;
}

export interface MemoryMessage {
  /** Which of the memories that are kept gives way. */
  readonly slot: number;
  readonly memory: WebAssembly.Memory;
}

/** Of less than some 200 microseconds, too much is over before a thread that sleeps has begun. */
const FEWEST_OPERATIONS = 8e6;
/** Far more than a thread takes that has its core to itself: who needs longer will never answer. */
const LONGEST_WAIT_MS = 60_000;
const SLOWEST_OPERATIONS_PER_MS = 1e6;
/** A share has at least so many rows, those of a tile. */
const FEWEST_ROWS = 4;

interface Member {
  readonly port: MessagePort;
  readonly words: ReturnType<typeof memberWords>;
}

export class ProductPool implements ThreadPool {
  readonly size: number;
  readonly fewestOperations: number;
  readonly #longestWaitMs: number;
  readonly #control: Int32Array<SharedArrayBuffer>;
  #members: readonly Member[] | undefined;
  readonly #workers: Worker[] = [];
  /** What every member has. */
  readonly #memories: WebAssembly.Memory[] = [];
  #nextSlot = 0;
  /** The most that the product being computed may take. */
  #waitMs = 0;
  /** Why nothing can be computed together any more. */
  #failure: Error | null = null;

  /** @param size threads, this one included; the others start with the first product that is large enough */
  constructor(size: number, { fewestOperations = FEWEST_OPERATIONS, longestWaitMs = LONGEST_WAIT_MS } = {}) {
    this.size = size;
    this.#longestWaitMs = longestWaitMs;
    this.fewestOperations = fewestOperations;
    this.#control = new Int32Array(new SharedArrayBuffer(4 * memberWords(size).command));
  }

  /** How many would compute now, the caller included. */
  get readyThreads(): number {
    return 1 + (this.#members ?? []).filter((member) => this.isReady(member)).length;
  }

  share(memory: WebAssembly.Memory, job: ProductJob): number {
    if (this.#failure !== null) throw this.#failure;
    this.#members ??= this.start();
    const control = this.#control;
    const ready = this.#members.filter((member) => this.isReady(member));
    const rows = Math.max(FEWEST_ROWS, FEWEST_ROWS * Math.ceil(job.rows / (ready.length + 1) / FEWEST_ROWS));
    const called = ready.slice(0, Math.ceil(job.rows / rows) - 1);
    if (called.length === 0) return job.rows;
    this.#waitMs = this.#longestWaitMs + (2 * job.rows * job.inner * job.columns) / SLOWEST_OPERATIONS_PER_MS;
    encodeJob(control, this.slotOf(memory), job);
    Atomics.store(control, CONTROL.failures, 0);
    Atomics.store(control, CONTROL.pending, called.length);
    for (const [index, { words }] of called.entries()) {
      control[words.firstRow] = (index + 1) * rows;
      control[words.endRow] = Math.min((index + 2) * rows, job.rows);
      Atomics.add(control, words.command, 1);
      Atomics.notify(control, words.command);
    }
    return rows;
  }

  /**
   * @throws Error when a thread doesn't answer. It may still write its rows, so this pool computes nothing any more: the
   *   threads are ended, and whoever asks again gets the same Error.
   */
  join(): boolean {
    const control = this.#control;
    for (let left = Atomics.load(control, CONTROL.pending); left !== 0; left = Atomics.load(control, CONTROL.pending)) {
      if (waitWhile(control, CONTROL.pending, left, this.#waitMs)) continue;
      this.#failure = new Error(`a thread has not answered for ${(this.#waitMs / 1000).toFixed(1)} seconds`);
      void this.close();
      throw this.#failure;
    }
    return Atomics.load(control, CONTROL.failures) === 0;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  private isReady({ words }: Member): boolean {
    return Atomics.load(this.#control, words.isReady) === 1;
  }

  /** As many as the host gives. */
  private start(): readonly Member[] {
    const members: Member[] = [];
    for (let thread = 1; thread < this.size; thread++) {
      const words = memberWords(thread);
      const { port1: port, port2 } = new MessageChannel();
      const workerData: ProductWorkerData = { thread, control: this.#control, port: port2 };
      let worker: Worker;
      try {
        worker = new Worker(new URL('./product-worker.js', import.meta.url), { workerData, transferList: [port2] });
      } catch {
        break;
      }
      // Whoever computes doesn't keep the program from ending.
      worker.unref();
      port.unref();
      worker.on('error', () => Atomics.store(this.#control, words.isReady, 0));
      worker.on('exit', () => Atomics.store(this.#control, words.isReady, 0));
      this.#workers.push(worker);
      members.push({ port, words });
    }
    return members;
  }

  /** Where the members keep a memory; it is sent to them if it is new. */
  private slotOf(memory: WebAssembly.Memory): number {
    const known = this.#memories.indexOf(memory);
    if (known !== -1) return known;
    const slot = this.#nextSlot;
    this.#nextSlot = (slot + 1) % MEMORIES_KEPT;
    this.#memories[slot] = memory;
    for (const { port } of this.#members!) port.postMessage({ slot, memory } satisfies MemoryMessage);
    return slot;
  }
}
