/**
 * A thread that does tasks, one after another. It keeps what the tasks of the last pool share.
 */
import { workerData } from 'node:worker_threads';
import { availableKernels, useKernels } from '../../../tensor/kernels/current.ts';
import type { Perform, TaskModule } from './task-pool.ts';
import type { TaskAnswer, TaskMessage, TaskThreadData } from './task-threads.ts';

/** The data of the library that runs the threads come first. */
const [, { kernels }] = workerData as [unknown, TaskThreadData];
useKernels(availableKernels().find(({ name }) => name === kernels)!);

let ready: { readonly pool: number; readonly perform: Perform<unknown, unknown> } | undefined;

export default async function answer({ pool, module, task, context }: TaskMessage): Promise<TaskAnswer> {
  if (ready?.pool !== pool) {
    ready = undefined;
    if (context === undefined) return null;
    const { prepare } = (await import(module)) as TaskModule<unknown, unknown, unknown>;
    ready = { pool, perform: prepare(context) };
  }
  return { result: await ready.perform(task) };
}
