/**
 * Training stops in the very batch in which a NaN or an Infinity reaches the loss, a gradient, a parameter or the
 * optimizer's state, and says where: a network that trained past one would be worthless, and nobody would know.
 */
import { TrainingError } from '../errors.ts';
import type { Loss } from '../nn/losses/loss.ts';
import type { ParameterBlock } from '../nn/parameter.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import { firstNonFinite } from '../tensor/finite.ts';
import { Tensor } from '../tensor/tensor.ts';
import { setting, wording } from '../wording.ts';

/**
 * Checks `values`, laid out as `block`: the parameters, their gradients or an optimizer's state.
 *
 * @throws TrainingError naming the tensor, the parameter's name with `prefix` and `separator` before it.
 */
export function requireFinite(
  prefix: string,
  values: Float32Array,
  block: ParameterBlock,
  epoch: number,
  batch: number,
  separator = '',
): void {
  if (currentKernels().areFinite(values)) return;
  for (const parameter of block.parameters) {
    const tensor = block.partOf(values, parameter);
    const index = firstNonFinite(tensor.data);
    if (index !== -1) throw nonFinite(prefix + separator + parameter.name, tensor, index, epoch, batch);
  }
}

/**
 * Says why a batch's loss is a NaN or an Infinity: names the first tensor that is, a parameter set from outside or one
 * that the batch, run again without dropout and weights, shows to a tap; failing these, the loss itself.
 *
 * @throws TrainingError always.
 */
export function rejectNonFiniteLoss(
  network: Sequential,
  loss: Loss,
  { inputs, targets }: Dataset,
  batchLoss: number,
  epoch: number,
  batch: number,
): never {
  requireFinite('', network.block.values, network.block, epoch, batch);
  const tap = (name: string, tensor: Tensor): void => {
    const index = firstNonFinite(tensor.data);
    if (index !== -1) throw nonFinite(name, tensor, index, epoch, batch);
  };
  loss.forward(network.forward(inputs, { tap }), targets, null, tap);
  throw nonFinite('loss', Tensor.from([batchLoss]), 0, epoch, batch);
}

function nonFinite(name: string, tensor: Tensor, index: number, epoch: number, batch: number): TrainingError {
  const at = tensor.shape.length === 2 ? [Math.floor(index / tensor.columns), index % tensor.columns] : [index];
  return new TrainingError(
    'E_TRAIN_DIVERGED',
    `epoch ${epoch}, batch ${batch}: tensor ${name} holds ${tensor.data[index]} at [${at.join(', ')}]`,
    { ...HINT, field: name },
  );
}

const HINT = { hint: wording`lower ${setting('learningRate')}, or look for huge values in the data` };
