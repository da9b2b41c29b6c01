/**
 * Training stops in the batch in which a NaN or Infinity reaches the loss, a gradient, a parameter or the optimizer's
 * state, or after the epoch in which one reaches the validation loss, and says where. A network that trained past one would be worthless, without any sign of it.
 */
import { TrainingError } from '../errors.ts';
import type { ParameterBlock } from '../nn/parameter.ts';
import type { Batch, Learner, StepChecks } from '../nn/learner.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import { firstNonFinite } from '../tensor/finite.ts';
import { Tensor } from '../tensor/tensor.ts';
import { setting, wording } from '../wording.ts';

/** The checks of each step. Each throws a TrainingError that names epoch, batch and tensor. */
export class FiniteChecks implements StepChecks {
  readonly #learner: Learner;
  readonly #block: ParameterBlock;
  #place = { epoch: 0, batch: 0 };
  #rows!: Batch;

  constructor(learner: Learner) {
    this.#learner = learner;
    this.#block = learner.network.block;
  }

  /** `epoch` and `batch` count from 1. */
  begin(epoch: number, batch: number, rows: Batch): void {
    this.#place.epoch = epoch;
    this.#place.batch = batch;
    this.#rows = rows;
  }

  loss(batchLoss: number): void {
    if (!Number.isFinite(batchLoss)) this.#explain(batchLoss);
  }

  gradients(): void {
    this.#require('d', this.#block.gradients);
  }

  /** After the step: checks the optimizer's state and the parameters it moved. */
  end(): void {
    for (const [name, values] of this.#learner.optimizer.state) this.#require(`${name}.`, values);
    this.#require('', this.#block.values);
  }

  /** @param values laid out like the block; errors call a tensor in it `prefix` and its parameter's name */
  #require(prefix: string, values: Float32Array): void {
    if (currentKernels().areFinite(values)) return;
    for (const parameter of this.#block.parameters) {
      this.#requireTensor(prefix + parameter.name, this.#block.partOf(values, parameter));
    }
  }

  #requireTensor(name: string, tensor: Tensor): void {
    const index = firstNonFinite(tensor.data);
    if (index !== -1) throw this.#nonFinite(name, tensor, index);
  }

  #nonFinite(name: string, tensor: Tensor, index: number): TrainingError {
    const at = tensor.shape.length === 2 ? [Math.floor(index / tensor.columns), index % tensor.columns] : [index];
    const { epoch, batch } = this.#place;
    return new TrainingError(
      'E_TRAIN_DIVERGED',
      `epoch ${epoch}, batch ${batch}: tensor ${name} holds ${tensor.data[index]} at [${at.join(', ')}]`,
      { ...HINT, field: name },
    );
  }

  /**
   * Says why a batch's loss is NaN or Infinity by naming the first tensor that holds one: a parameter set from outside,
   * or a tensor that a tap sees when the batch runs again without dropout and weights. If there is none, names the
   * loss.
   */
  #explain(batchLoss: number): never {
    const { network, loss } = this.#learner;
    this.#require('', this.#block.values);
    const tap = (name: string, tensor: Tensor): void => this.#requireTensor(name, tensor);
    loss.forward(network.forward(this.#rows.inputs, { tap }), this.#rows.targets, null, tap);
    throw this.#nonFinite('loss', Tensor.from([batchLoss]), 0);
  }
}

const HINT = { hint: wording`lower ${setting('learningRate')}, or look for huge values in the data` };

/** What is thrown where the loss of the validation rows is NaN or Infinity: no later epoch could be compared with it. */
export function divergedAt(epoch: number, loss: number, rowCount: number): TrainingError {
  const message = `epoch ${epoch}: the loss of the ${rowCount} validation rows is ${loss}`;
  return new TrainingError('E_TRAIN_DIVERGED', message, { ...HINT, field: 'validation' });
}
