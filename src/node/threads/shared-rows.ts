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
  const labels = new Int32Array(sharedBytes(targets.byteLength));
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

/** @throws MemoryError */
export function sharedFloats(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(sharedBytes(length * Float32Array.BYTES_PER_ELEMENT));
}

function sharedBytes(count: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(count);
  } catch (cause) {
    throw new MemoryError(`rows that threads share: ${count} bytes, more than the host gives`, { cause });
  }
}

export function datasetOf({ inputs, columns, targets }: SharedRows): Dataset {
  return { inputs: new Tensor(inputs, [targets.length, columns]), targets };
}
