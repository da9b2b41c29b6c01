/**
 * How far three steps of the real optimizer move each tensor, beside the float64 optimizer fed with the same gradients.
 */
import { trainStep } from '../../nn/train-step.ts';
import { createAdam, createSgd, type ReferenceOptimizer } from '../reference/optimizers.ts';
import { checkRow, largestOf, type CheckRow } from './check-row.ts';
import { somePlaces } from './places.ts';
import type { Sampling } from './gradient-rows.ts';
import type { BuiltProblem, Problem } from './problem.ts';

const STEPS = 3;

/**
 * The reference walks all weights in float64 from where the network is; compared is the way, W′ − W. Float32 keeps each
 * of the three weights on it to 6e-8 of its size, which the floor, a share of the largest weight, allows for.
 */
export function optimizerRows(
  { learner, batch }: BuiltProblem,
  options: Problem['optimizer'],
  { perTensor, random, rule }: Sampling,
): CheckRow[] {
  const { block } = learner.network;
  const start = block.values.slice();
  const weights = [...start];
  const reference = referenceOptimizer(options);
  for (let step = 0; step < STEPS; step++) {
    // The gradients of this step, taken before the weights move.
    let gradients: number[] = [];
    const checks = { loss: () => {}, gradients: () => void (gradients = Array.from(block.gradients)) };
    trainStep(learner, batch, { checks });
    reference.update(weights, gradients);
  }
  return block.parameters.map((parameter) => {
    const from = (parameter.value.data.byteOffset - block.values.byteOffset) / Float32Array.BYTES_PER_ELEMENT;
    const way = (ends: ArrayLike<number>) =>
      Array.from({ length: parameter.value.data.length }, (_, i) => ends[from + i]! - start[from + i]!);
    const [analytic, numeric] = [way(block.values), way(weights)];
    const places = somePlaces(analytic, perTensor, random);
    const kept = weights.slice(from, from + numeric.length);
    return checkRow(
      {
        tensor: `${parameter.name}'`,
        shape: parameter.shape,
        places,
        analytic: places.map((place) => analytic[place]!),
        numeric: places.map((place) => numeric[place]!),
        floor: rule.floorShare * largestOf(kept),
      },
      rule,
    );
  });
}

function referenceOptimizer({
  optimizer,
  learningRate,
  momentum,
  weightDecay,
}: Problem['optimizer']): ReferenceOptimizer {
  return optimizer === 'adam'
    ? createAdam({ learningRate, weightDecay, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 })
    : createSgd({ learningRate, momentum, nesterov: false });
}
