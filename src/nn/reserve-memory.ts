/**
 * Puts everything a training step touches (parameters, gradients, the optimizer's state, activations, the batch itself)
 * into one memory that the kernels use without copying. Its size is known beforehand, so steps allocate nothing.
 */
import { MemoryError } from '../errors.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import type { Learner } from './learner.ts';
import type { Loss } from './losses/loss.ts';
import { movableState, type MovableState } from './optimizers/optimizer.ts';
import type { Sequential } from './sequential.ts';
import { countParameters } from './summary.ts';

/** The number of rows evaluated at a time, which keeps memory small for any number of rows. */
export const SLICE_ROWS = 512;

/** As many rows at a time as memory was reserved for. */
export function* slices(rows: number): Generator<[start: number, end: number], void, undefined> {
  for (let start = 0; start < rows; start += SLICE_ROWS) yield [start, Math.min(start + SLICE_ROWS, rows)];
}

export interface Reservation {
  readonly network: Sequential;
  /** The most rows to be passed forward at once. More still work, but more slowly. */
  readonly rows: number;
  readonly loss?: Loss;
  /** What else has a number for each parameter. */
  readonly state?: MovableState;
}

/**
 * @throws MemoryError naming the rows, the widths and the bytes if the host has too little memory. Nothing has been
 *   changed then.
 */
export function reserveMemory({ network, rows, loss, state }: Reservation): void {
  const { block, workspace, inputDim, outputDims } = network;
  const lossBuffers = loss?.memory.buffers(outputDims.at(-1)!) ?? [];
  const names = state?.names ?? [];
  const arrays = allocateAll(
    [
      ...[block.values, block.gradients, ...names].map(() => block.values.length),
      ...[...lossBuffers, ...workspace.buffers].map(({ columns }) => rows * columns),
    ],
    `${rows} rows of widths ${[inputDim, ...outputDims].join(', ')}`,
  );
  const next = () => arrays.shift()!;
  const [values, gradients] = [next(), next()];
  for (const name of names) state!.moveTo(name, next());
  for (const buffer of lossBuffers) buffer.moveTo(next());
  block.moveTo(values, gradients);
  workspace.reserve(rows, arrays);
}

/**
 * For a training: the loss and the optimizer's state, too.
 *
 * @throws as `reserveMemory` does; RangeError if the optimizer has trained another network.
 */
export function reserveTrainingMemory({ network, loss, optimizer }: Learner, rows: number): void {
  reserveMemory({ network, loss, state: movableState(optimizer, network.block), rows });
}

/** Values and gradients before and after memory is reserved, and Adam's two moments. */
const COPIES_OF_PARAMETERS = 6;

/**
 * Checks that the host has the memory to train a network of dense layers, before time is spent on drawing its weights:
 * allocates it and gives it back.
 *
 * @param widths of the input and of each layer
 * @throws MemoryError naming the widths and the bytes if the host has too little.
 */
export function requireMemory(widths: readonly number[]): void {
  const length = countParameters(widths);
  allocateAll(Array<number>(COPIES_OF_PARAMETERS).fill(length), `a network of widths ${widths.join(', ')}`);
}

function allocateAll(lengths: readonly number[], what: string): Float32Array[] {
  try {
    return currentKernels().allocate(lengths);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const bytes = lengths.reduce((sum, length) => sum + length, 0) * Float32Array.BYTES_PER_ELEMENT;
    throw new MemoryError(`${what}: ${bytes} bytes, more than the host gives`, { cause });
  }
}
