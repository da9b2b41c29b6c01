/**
 * Prepared rows in memory that all threads share: what a thread is handed is the rows themselves, not a copy.
 */
import { MemoryError } from '../../errors.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { Tensor } from '../../tensor/tensor.ts';

export interface SharedRows {
  /** Row-major [n, d]. */
  readonly inputs: Float32Array<SharedArrayBuffer>;
  readonly columns: number;
  /** [n] */
  readonly targets: Int32Array<SharedArrayBuffer>;
}

/** @throws MemoryError for more rows than the host has memory for. */
export function shareRows({ inputs, targets }: Dataset): SharedRows {
  const labels = sharedArray<Int32Array<SharedArrayBuffer>>(Int32Array, targets.length);
  labels.set(targets);
  return { inputs: sharedInputs(inputs.data), columns: inputs.columns, targets: labels };
}

function sharedInputs(data: Float32Array): Float32Array<SharedArrayBuffer> {
  if (isShared(data)) return data;
  const shared = sharedFloats(data.length);
  shared.set(data);
  return shared;
}

function isShared(data: Float32Array): data is Float32Array<SharedArrayBuffer> {
  return data.buffer instanceof SharedArrayBuffer;
}

export function sharedFloats(length: number): Float32Array<SharedArrayBuffer> {
  return sharedArray<Float32Array<SharedArrayBuffer>>(Float32Array, length);
}

/** @throws MemoryError for more than the host has memory for */
export function sharedArray<Numbers>(
  Type: { new (buffer: SharedArrayBuffer): Numbers; readonly BYTES_PER_ELEMENT: number },
  length: number,
): Numbers {
  const byteLength = length * Type.BYTES_PER_ELEMENT;
  try {
    return new Type(new SharedArrayBuffer(byteLength));
  } catch (cause) {
    throw new MemoryError(`rows that threads share: ${byteLength} bytes, more than the host gives`, { cause });
  }
}

/** A thread has its own copy of inputs up to this size: rows are copied from shared memory at a quarter of the speed. */
const OWN_BYTES = 32 * 2 ** 20;

export function datasetOf({ inputs, columns, targets }: SharedRows): Dataset {
  const data = inputs.byteLength <= OWN_BYTES ? new Float32Array(inputs) : inputs;
  return { inputs: new Tensor(data, [targets.length, columns]), targets };
}
