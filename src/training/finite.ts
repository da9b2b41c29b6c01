/**
 * Training stops in the very batch in which a NaN or an Infinity shows up, and says where: a network that trained past
 * one would be worthless, and nobody would know.
 */
import { TrainingError } from '../errors.ts';
import type { Loss } from '../nn/loss.ts';
import type { ParameterBlock } from '../nn/parameter.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The index of the first NaN or Infinity, or −1. */
export function firstNonFinite(values: Float32Array | Float64Array): number {
  // x − x is 0 for every finite number and NaN for the others.
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return i;
  return -1;
}

/** @throws TrainingError naming the parameter whose value or gradient isn't finite. */
export function requireFiniteBlock(block: ParameterBlock, part: 'value' | 'gradient', epoch: number, batch: number) {
  if (firstNonFinite(part === 'value' ? block.values : block.gradients) === -1) return;
  for (const parameter of block.parameters) {
    const tensor = parameter[part];
    const index = firstNonFinite(tensor.data);
    if (index !== -1)
      throw nonFinite(part === 'value' ? parameter.name : `d${parameter.name}`, tensor, index, epoch, batch);
  }
}

/** Runs the batch again with a tap to find the first tensor that isn't finite, and makes the error that names it. */
export function explainNonFiniteLoss(
  network: Sequential,
  loss: Loss,
  x: Tensor,
  targets: Int32Array,
  epoch: number,
  batch: number,
): TrainingError {
  let found: TrainingError | undefined;
  const tap = (name: string, tensor: Tensor): void => {
    const index = firstNonFinite(tensor.data);
    if (found === undefined && index !== -1) found = nonFinite(name, tensor, index, epoch, batch);
  };
  loss.forward(network.forward(x, { tap }), targets, null, tap);
  return found ?? new TrainingError('E_TRAIN_DIVERGED', `epoch ${epoch}, batch ${batch}: the loss is not finite`, HINT);
}

function nonFinite(name: string, tensor: Tensor, index: number, epoch: number, batch: number): TrainingError {
  const at = tensor.shape.length === 2 ? [Math.floor(index / tensor.columns), index % tensor.columns] : [index];
  return new TrainingError(
    'E_TRAIN_DIVERGED',
    `epoch ${epoch}, batch ${batch}: tensor ${name} holds ${tensor.data[index]} at [${at.join(', ')}]`,
    { ...HINT, field: name },
  );
}

const HINT = { hint: 'lower --learning-rate, or look for huge values in the data' };
