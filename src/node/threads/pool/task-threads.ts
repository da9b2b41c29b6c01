/**
 * The threads that tasks are done on. They are kept from one pool of tasks to the next, since a thread that has just
 * started compiles all of its code anew. They don't keep the program from ending.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { currentKernels } from '../../../tensor/kernels/current.ts';

/** The data that a thread starts with. */
export interface TaskThreadData {
  /** The name of the kernels to use. */
  readonly kernels: string;
}

/** What a thread is asked. */
export interface TaskMessage {
  /** The number of the pool. */
  readonly pool: number;
  /** The address of the module that does its tasks. */
  readonly module: string;
  readonly task: unknown;
  /** What the pool's tasks share; left out where the thread may have it already. */
  readonly context?: unknown;
}

/** What it answers: null when it needs the context. */
export type TaskAnswer = { readonly result: unknown } | null;

const WORKER = new URL('./task-worker.js', import.meta.url);

/** A number of threads, which take tasks in the order of the calls. */
export class TaskThreads {
  readonly size: number;
  readonly kernels: string;
  readonly #threads: Tinypool;
  /** Fails once a thread has ended unasked: the library that runs the threads would wait for it for ever. */
  readonly #loss: Promise<never>;
  #isLost = false;

  constructor(size: number, kernels: string) {
    this.size = size;
    this.kernels = kernels;
    const workerData: TaskThreadData = { kernels };
    const count = { minThreads: size, maxThreads: size };
    // A program that was handed to Node as text says so with a flag that a module's file may not have.
    const execArgv = process.execArgv.filter((flag) => !flag.includes('input-type'));
    // Without atomics a thread that waits for a task keeps its event loop, and can be ended.
    this.#threads = new Tinypool({ filename: WORKER.href, ...count, workerData, execArgv, useAtomics: false });
    this.#loss = new Promise((_, reject) => {
      for (const thread of this.#threads.threads) {
        thread.on('exit', () => {
          this.#isLost = true;
          reject(new Error('a thread has ended'));
        });
      }
    });
    this.#loss.catch(() => {});
  }

  run(message: TaskMessage): Promise<TaskAnswer> {
    return Promise.race([this.#threads.run(message) as Promise<TaskAnswer>, this.#loss]);
  }

  /** Tasks that are not done fail. */
  async end(): Promise<void> {
    if (kept === this) kept = null;
    const ended = this.#threads.destroy();
    // A lost thread does not end again.
    if (!this.#isLost) await ended;
  }
}

let kept: TaskThreads | null = null;

/**
 * At least `size` threads, started if they are not there yet: called early, they start while other work is done.
 *
 * @returns null where one is enough, or there are none to be had
 */
export function taskThreads(size: number): TaskThreads | null {
  if (size < 2 || !canStartThreads()) return null;
  const { name: kernels } = currentKernels();
  if (kept !== null && kept.size >= size && kept.kernels === kernels) return kept;
  void kept?.end();
  return (kept = new TaskThreads(size, kernels));
}

/** False under a permission model that forbids threads, and where the sources run as they are. */
function canStartThreads(): boolean {
  return (process.permission?.has('worker') ?? true) && existsSync(fileURLToPath(WORKER));
}
