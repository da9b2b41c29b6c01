/**
 * Tasks on worker threads: what a task gives depends on the task and on what all tasks share, never on the thread or on
 * the order, so any number of threads gives the same results.
 */
import { taskThreads, type TaskMessage, type TaskThreads } from './task-threads.ts';

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

export interface TaskPoolOptions<Context, Task, Result> {
  readonly kind: TaskKind<Context, Task, Result>;
  /** What all tasks share; defined. Copied to each thread once, but for arrays over shared memory. */
  readonly context: Context;
  /** Threads; with one, or where there are none to be had, tasks are done in this one. */
  readonly size: number;
  /** Whether the context goes with each task: where it is small, and a thread that lacks it must not have to ask. */
  readonly isSmall?: boolean;
}

let pools = 0;

export class TaskPool<Context, Task, Result> {
  readonly #options: TaskPoolOptions<Context, Task, Result>;
  readonly #number = ++pools;
  readonly #threads: TaskThreads | null;
  /** Tasks that other threads are at, or have before them. */
  #elsewhere = 0;
  /** True once a task failed on another thread. */
  #hasFailed = false;
  #here: Promise<Perform<Task, Result>> | undefined;
  /** Ends with the last task that was begun in this thread. */
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: TaskPoolOptions<Context, Task, Result>) {
    this.#options = options;
    this.#threads = taskThreads(options.size);
  }

  /**
   * Does a task on a free thread, in the order of the calls.
   *
   * A task that fails there is done again in this thread, which throws the error itself: an error that is sent from
   * thread to thread keeps neither its class nor its hints. So are all that are left when a thread is lost.
   */
  async run(task: Task): Promise<Result> {
    if (this.#isClosed) throw new Error('TaskPool: closed');
    if (this.#threads !== null) {
      this.#elsewhere++;
      try {
        return await this.#runElsewhere(this.#threads, task);
      } catch (error) {
        this.#hasFailed = true;
        if (this.#isClosed) throw error;
      } finally {
        this.#elsewhere--;
      }
    }
    this.#here ??= this.#prepareHere();
    // One after the other: side by side they would hold the memory of all, and gain nothing.
    const result = Promise.all([this.#here, this.#turn]).then(([perform]) => perform(task));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #runElsewhere(threads: TaskThreads, task: Task): Promise<Result> {
    const { kind, context, isSmall = false } = this.#options;
    const message: TaskMessage = { pool: this.#number, module: kind.url.href, task };
    const first = isSmall ? { ...message, context } : message;
    const answer = (await threads.run(first)) ?? (await threads.run({ ...message, context }));
    return answer!.result as Result;
  }

  async #prepareHere(): Promise<Perform<Task, Result>> {
    const { kind, context } = this.#options;
    return (await kind.load()).prepare(context);
  }

  /** Leaves the threads to the next pool; tasks that are not done fail, and end them, as one that failed before does. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#elsewhere > 0 || this.#hasFailed) await this.#threads?.end();
  }
}
