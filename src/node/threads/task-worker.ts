/**
 * A thread of a `TaskPool`: does one task after another.
 */
import { workerData } from 'node:worker_threads';
import { availableKernels, useKernels } from '../../tensor/kernels/current.ts';
import type { TaskModule, TaskThreadData } from './task-pool.ts';

/** The pool's own data come first. */
const [, { kernels, module, context }] = workerData as [unknown, TaskThreadData];
useKernels(availableKernels().find(({ name }) => name === kernels)!);
const { prepare } = (await import(module)) as TaskModule<unknown, unknown, unknown>;

export default prepare(context);
