/**
 * Worker threads that compute rows of large matrix products. They sleep on a word of shared memory and wake without a
 * message, so that the caller does not need to return to its event loop.
 */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { ProductJob } from '../../tensor/kernels/product-job.ts';
import type { ThreadPool } from '../../tensor/kernels/thread-pool.ts';
import { CONTROL, encodeJob, MEMORIES_KEPT, memberWords, waitWhile } from './product-control.ts';

/** The data a worker starts with. */
export interface ProductWorkerData {
  /** From 1; the caller is thread 0. */
  readonly thread: number;
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Delivers memories. */
  readonly port: MessagePort;
}

export interface MemoryMessage {
  /** The slot whose memory is replaced next. */
  readonly slot: number;
  readonly memory: WebAssembly.Memory;
}

/** Below some 200 microseconds, too much of a product is done before a sleeping thread starts. */
const FEWEST_OPERATIONS = 8e6;
/** Far more time than a thread with its own core needs: one that takes longer will never answer. */
const LONGEST_WAIT_MS = 60_000;
const SLOWEST_OPERATIONS_PER_MS = 1e6;
/** The smallest share in rows: one tile. */
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
  /** The words that all members share. */
  readonly #memories: WebAssembly.Memory[] = [];
  #nextSlot = 0;
  /** Time limit of the current product. */
  #waitMs = 0;
  /** Why the pool can compute nothing any more. */
  #failure: Error | null = null;

  /** @param size threads, including this one; the others start with the first product that is large enough */
  constructor(size: number, { fewestOperations = FEWEST_OPERATIONS, longestWaitMs = LONGEST_WAIT_MS } = {}) {
    this.size = size;
    this.#longestWaitMs = longestWaitMs;
    this.fewestOperations = fewestOperations;
    this.#control = new Int32Array(new SharedArrayBuffer(4 * memberWords(size).command));
  }

  /** The number of threads ready to compute, including the caller. */
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
   * @throws Error when a thread does not answer. It may still write its rows, so the pool is closed: the threads are ended,
   *   and later calls throw the same Error.
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

  /** Starts as many threads as the host allows. */
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
      // Workers do not keep the program from ending.
      worker.unref();
      port.unref();
      worker.on('error', () => Atomics.store(this.#control, words.isReady, 0));
      worker.on('exit', () => Atomics.store(this.#control, words.isReady, 0));
      this.#workers.push(worker);
      members.push({ port, words });
    }
    return members;
  }

  /** The slot in which the members keep a memory; a new memory is sent to them first. */
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
