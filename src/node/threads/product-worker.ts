/**
 * A thread of a `ProductPool`: waits for a product, computes its share of the rows, and waits again.
 */
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { BoundKernels } from '../../tensor/kernels/bound-kernels.ts';
import { runProduct } from '../../tensor/kernels/product-job.ts';
import { scratchStart } from '../../tensor/kernels/kernel-memory.ts';
import { CONTROL, decodeJob, memberWords, waitWhile } from './product-control.ts';
import type { MemoryMessage, ProductWorkerData } from './product-pool.ts';

const { thread, control, port } = workerData as ProductWorkerData;
const words = memberWords(thread);
const memories: BoundKernels[] = [];

function computeShare(): void {
  for (let received = receiveMessageOnPort(port); received !== undefined; received = receiveMessageOnPort(port)) {
    const { slot, memory } = received.message as MemoryMessage;
    memories[slot] = new BoundKernels(memory);
  }
  const { slot, job } = decodeJob(control);
  runProduct(memories[slot]!, scratchStart(thread), job, control[words.firstRow]!, control[words.endRow]!);
}

let command = Atomics.load(control, words.command);
Atomics.store(control, words.isReady, 1);
for (;;) {
  waitWhile(control, words.command, command);
  command = Atomics.load(control, words.command);
  try {
    computeShare();
  } catch {
    Atomics.add(control, CONTROL.failures, 1);
  }
  Atomics.sub(control, CONTROL.pending, 1);
  Atomics.notify(control, CONTROL.pending);
}
