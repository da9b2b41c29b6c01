/**
 * Steps of learning with all that their tap was told, of networks drawn by fast-check, and each step as the float64
 * reference needs it.
 */
import * as fc from 'fast-check';
import type { Loss } from '../../src/nn/losses/loss.ts';
import { BinaryCrossentropy } from '../../src/nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import { SGD } from '../../src/nn/optimizers/sgd.ts';
import { reserveTrainingMemory } from '../../src/nn/reserve-memory.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import type { Tap } from '../../src/nn/tap.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { createRandom } from '../../src/random.ts';
import type { Matrix, Objective, ReferenceLayer } from '../../src/study/reference/network.ts';
import { drawBiases, makeLayers, toReference, type Architecture } from './networks.ts';
import { randomTensor, toRows } from './tensors.ts';

export interface StepProblem extends Architecture {
  readonly rows: number;
  readonly inputDim: number;
  readonly weighted: boolean;
  readonly optimizer: OptimizerName;
  readonly steps: number;
  readonly seed: number;
}

const OPTIMIZERS = {
  adam: () => new Adam({ learningRate: 0.01 }),
  'adam with decay': () => new Adam({ learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-3, weightDecay: 0.3 }),
  sgd: () => new SGD({ learningRate: 0.1 }),
  momentum: () => new SGD({ learningRate: 0.1, momentum: 0.9 }),
  nesterov: () => new SGD({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
};
type OptimizerName = keyof typeof OPTIMIZERS;

/** Depths 0 to 3; one logit is the binary loss. */
export function stepProblems(optimizers = Object.keys(OPTIMIZERS) as OptimizerName[]): fc.Arbitrary<StepProblem> {
  const size = fc.constantFrom(1, 3, 4, 5, 7, 8, 9);
  return fc.record({
    rows: fc.constantFrom(1, 3, 4, 5, 7, 8, 9, 17),
    inputDim: size,
    hidden: fc.array(size, { maxLength: 3 }),
    outputs: fc.constantFrom(1, 1, 2, 3, 5),
    useBias: fc.boolean(),
    l2: fc.constantFrom(0, 0.03),
    dropout: fc.constantFrom(0, 0.25),
    weighted: fc.boolean(),
    optimizer: fc.constantFrom(...optimizers),
    steps: fc.constantFrom(1, 2, 5),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });
}

/** What a tap was told, copied. */
export interface Tapped {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface TappedStep {
  /** Counted from 1. */
  readonly t: number;
  readonly tensors: ReadonlyMap<string, Tapped>;
  /** All parameters before the step, by name. */
  readonly before: ReadonlyMap<string, Tapped>;
  /** The network before the step, with the masks of the step. */
  readonly layers: readonly ReferenceLayer[];
  readonly x: Matrix;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
}

export interface StepRun {
  readonly steps: readonly TappedStep[];
  /** All parameters at the end. */
  readonly weights: Float32Array;
}

/** Runs the steps of a problem, each on rows of its own. @param tapped false for no tap at all; then there are no steps. */
export function runSteps(problem: StepProblem, tapped = true): StepRun {
  const { rows, inputDim, outputs, weighted, seed } = problem;
  const random = createRandom(seed, 'tapped steps');
  const layers = makeLayers(problem);
  const network = new Sequential(layers, { inputDim, random });
  drawBiases(layers, seed);
  const loss: Loss = outputs === 1 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();
  const optimizer = OPTIMIZERS[problem.optimizer]();
  reserveTrainingMemory({ network, loss, optimizer }, rows);
  const steps: TappedStep[] = [];
  for (let t = 1; t <= problem.steps; t++) {
    const inputs = randomTensor(random, rows, inputDim);
    const targets = Int32Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2)));
    const weights = weighted ? Float32Array.from({ length: rows }, () => 0.25 + random.next()) : null;
    const batch = { inputs, targets, weights };
    if (!tapped) {
      trainStep({ network, loss, optimizer }, batch);
      continue;
    }
    const before = new Map(
      network.block.parameters.map(({ name, value }) => [name, { data: value.data.slice(), shape: value.shape }]),
    );
    const reference = toReference(layers, rows);
    const tensors = new Map<string, Tapped>();
    const tap: Tap = (name, { data, shape }) => tensors.set(name, { data: data.slice(), shape });
    trainStep({ network, loss, optimizer }, batch, { tap });
    // The step draws its masks.
    for (const [index, { dropoutMask }] of toReference(layers, rows).entries()) {
      if (dropoutMask !== undefined) reference[index]!.dropoutMask = dropoutMask;
    }
    steps.push({
      t,
      tensors,
      before,
      layers: reference,
      x: toRows(inputs),
      objective: {
        loss: outputs === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
        targets: [...targets],
        ...(weights === null ? {} : { weights: [...weights] }),
      },
      optimizer,
    });
  }
  return { steps, weights: network.block.values.slice() };
}
