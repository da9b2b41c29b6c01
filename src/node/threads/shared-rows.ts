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
  const shared = {
    inputs: new Float32Array(sharedBytes(inputs.data.byteLength)),
    columns: inputs.columns,
    targets: new Int32Array(sharedBytes(targets.byteLength)),
  };
  shared.inputs.set(inputs.data);
  shared.targets.set(targets);
  return shared;
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
