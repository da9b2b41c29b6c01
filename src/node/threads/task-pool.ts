/**
 * Tasks on worker threads: what a task gives depends on the task and on what all tasks share, never on the thread or on
 * the order, so any number of threads gives the same results.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { currentKernels } from '../../tensor/kernels/current.ts';

/** What tasks of one kind do, given what they share: a pure function. */
export type Perform<Task, Result> = (task: Task) => Promise<Result> | Result;

/** A module of `tasks/`: it turns what all tasks share into what does one of them. */
export interface TaskModule<Context, Task, Result> {
  readonly prepare: (context: Context) => Perform<Task, Result>;
}

/** Where the tasks of one kind are: threads load the module by its address, this thread by its import. */
export interface TaskKind<Context, Task, Result> {
  readonly url: URL;
  readonly load: () => Promise<TaskModule<Context, Task, Result>>;
}

/** The data that a thread starts with. */
export interface TaskThreadData {
  /** The name of the kernels to use. */
  readonly kernels: string;
  /** The address of the module. */
  readonly module: string;
  readonly context: unknown;
}

export interface TaskPoolOptions<Context, Task, Result> {
  readonly kind: TaskKind<Context, Task, Result>;
  /** What all tasks share: copied to each thread once, but for arrays over shared memory. */
  readonly context: Context;
  /** Threads; with one, or where there are none to be had, tasks are done in this one. */
  readonly size: number;
}

const WORKER = new URL('./task-worker.js', import.meta.url);

export class TaskPool<Context, Task, Result> {
  readonly #options: TaskPoolOptions<Context, Task, Result>;
  readonly #threads: Tinypool | null;
  /** Fails once a thread has ended before the pool was closed: the pool itself would wait for it for ever. */
  readonly #loss: Promise<never>;
  #isLost = false;
  #here: Promise<Perform<Task, Result>> | undefined;
  /** Ends with the last task that was begun in this thread. */
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: TaskPoolOptions<Context, Task, Result>) {
    this.#options = options;
    this.#threads = options.size > 1 && canStartThreads() ? startThreads(options) : null;
    this.#loss = new Promise((_, reject) => {
      for (const thread of this.#threads?.threads ?? []) {
        thread.on('exit', () => {
          this.#isLost = true;
          reject(new Error('a thread has ended'));
        });
      }
    });
    this.#loss.catch(() => {});
  }

  /**
   * Does a task on a free thread, in the order of the calls.
   *
   * A task that fails there is done again in this thread, which throws the error itself: an error that is sent from
   * thread to thread keeps neither its class nor its hints. So are all that are left when a thread is lost.
   */
  async run(task: Task): Promise<Result> {
    if (this.#threads !== null) {
      try {
        return await Promise.race([this.#threads.run(task) as Promise<Result>, this.#loss]);
      } catch (error) {
        if (this.#isClosed) throw error;
      }
    }
    this.#here ??= this.#prepareHere();
    // One after the other: side by side they would hold the memory of all, and gain nothing.
    const result = Promise.all([this.#here, this.#turn]).then(([perform]) => perform(task));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #prepareHere(): Promise<Perform<Task, Result>> {
    const { kind, context } = this.#options;
    return (await kind.load()).prepare(context);
  }

  /** Ends the threads; tasks that are not done fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = this.#threads?.destroy();
    // A lost thread does not end again.
    if (!this.#isLost) await ended;
  }
}

/** False under a permission model that forbids threads, and where the sources run as they are. */
function canStartThreads(): boolean {
  return (process.permission?.has('worker') ?? true) && existsSync(fileURLToPath(WORKER));
}

function startThreads<Context, Task, Result>({
  kind,
  context,
  size,
}: TaskPoolOptions<Context, Task, Result>): Tinypool {
  const workerData: TaskThreadData = { kernels: currentKernels().name, module: kind.url.href, context };
  // Without atomics a thread that waits for a task keeps its event loop, and can be ended.
  return new Tinypool({ filename: WORKER.href, minThreads: size, maxThreads: size, workerData, useAtomics: false });
}
