/**
 * Puts all that a training step touches (parameters, gradients, the optimizer's state, activations, the batch itself)
 * into memory that the kernels use without copying. Its size is known before, so nothing is allocated on the way.
 */
import { MemoryError } from '../errors.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import { countParameters } from './layers/dense.ts';
import type { Loss } from './losses/loss.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import type { Sequential } from './sequential.ts';

/** How many rows are evaluated at a time, so that memory stays small for any number of them. */
export const SLICE_ROWS = 512;

export interface Settlers {
  readonly network: Sequential;
  /** The most rows that are passed forward at once; more still work, slower. */
  readonly rows: number;
  readonly loss?: Loss;
  readonly optimizer?: Optimizer;
}

/** @throws MemoryError naming the rows, the widths and the bytes when the host hasn't so much memory; nothing is changed then. */
export function settle({ network, rows, loss, optimizer }: Settlers): void {
  const { block, outputDims, inputDim } = network;
  const buffers = [...network.buffers, ...(loss?.buffers(outputDims.at(-1)!) ?? [])];
  const states = optimizer?.stateNames ?? [];
  const lengths = [
    ...[block.values, block.gradients, ...states].map(() => block.values.length),
    ...buffers.map(({ columns }) => rows * columns),
  ];
  const [values, gradients, ...rest] = allocateAll(
    lengths,
    `settle: ${rows} rows of widths ${[inputDim, ...outputDims].join(', ')}`,
  );
  block.moveTo(values!, gradients!);
  for (const [index, name] of states.entries()) optimizer!.moveState(name, rest[index]!);
  for (const [index, buffer] of buffers.entries()) buffer.moveTo(rest[states.length + index]!);
  network.settledRows = rows;
}

/** Values and gradients before and after the network is settled, and two moments of Adam. */
const COPIES_OF_PARAMETERS = 6;

/**
 * Asks for the memory that a network of dense layers takes to be trained, before the time is spent to draw its weights,
 * and gives it back.
 *
 * @param widths of the input and of each layer
 * @throws MemoryError naming the widths and the bytes when the host hasn't so much.
 */
export function requireMemory(widths: readonly number[]): void {
  allocateAll(
    Array<number>(COPIES_OF_PARAMETERS).fill(countParameters(widths)),
    `a network of widths ${widths.join(', ')}`,
  );
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
