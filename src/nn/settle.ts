/**
 * Puts all that a training step touches (parameters, gradients, the optimizer's state, activations, the batch itself)
 * into memory that the kernels use without copying. Its size is known before, so nothing is allocated on the way.
 */
import { currentKernels } from '../tensor/kernels/current.ts';
import type { Loss } from './loss.ts';
import type { Optimizer } from './optimizer.ts';
import type { Sequential } from './sequential.ts';

export interface Settlers {
  readonly network: Sequential;
  /** The most rows that are passed forward at once; more still work, slower. */
  readonly rows: number;
  readonly loss?: Loss;
  readonly optimizer?: Optimizer;
}

/** @throws RangeError naming the rows, the widths and the bytes when the host hasn't so much memory; nothing is changed then. */
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
    `${rows} rows of widths ${[inputDim, ...outputDims].join(', ')}`,
  );
  block.moveTo(values!, gradients!);
  for (const [index, name] of states.entries()) optimizer!.moveState(name, rest[index]!);
  for (const [index, buffer] of buffers.entries()) buffer.moveTo(rest[states.length + index]!);
  network.settledRows = rows;
}

function allocateAll(lengths: readonly number[], what: string): Float32Array[] {
  try {
    return currentKernels().allocate(lengths);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const bytes = lengths.reduce((sum, length) => sum + length, 0) * Float32Array.BYTES_PER_ELEMENT;
    throw new RangeError(`settle: ${what}: ${bytes} bytes, more than the host gives`, { cause });
  }
}
