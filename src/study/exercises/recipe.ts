/**
 * The trainings that an exercise is checked on: a small network, drawn rows and some steps, all from a seed, so that every
 * number is known beforehand. The student's part takes its place in the network; nothing else of it changes.
 */
import { ReLU } from '../../nn/layers/relu.ts';
import { Dense } from '../../nn/layers/dense.ts';
import { heUniform, type Initializer } from '../../nn/layers/initializers.ts';
import type { Layer } from '../../nn/layers/layer.ts';
import { SparseCategoricalCrossentropy } from '../../nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../nn/optimizers/adam.ts';
import { Sequential } from '../../nn/sequential.ts';
import type { Tap } from '../../nn/tap.ts';
import { trainStep } from '../../nn/train-step.ts';
import { createRandom } from '../../random.ts';
import { currentKernels, useKernels } from '../../tensor/kernels/current.ts';
import type { Kernels } from '../../tensor/kernels/kernels.ts';
import { referenceKernels } from '../../tensor/kernels/reference.ts';
import { Tensor } from '../../tensor/tensor.ts';

/** What of a network an exercise can be about. */
export interface Parts {
  readonly referenceKernels: Kernels;
  readonly Dense: typeof Dense;
  readonly heUniform: Initializer;
  readonly Adam: typeof Adam;
}

export const OWN_PARTS: Parts = { referenceKernels, Dense, heUniform, Adam };

export interface Recipe {
  readonly name: string;
  /** n, d, the widths of the hidden layers, and k: different ones, so that no transposed array fits. */
  readonly rows: number;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly classes: number;
  /** Inputs are drawn from −scale to scale. */
  readonly scale: number;
  readonly steps: number;
  readonly seed: number;
}

export const RECIPES: readonly Recipe[] = [
  { name: 'three steps', rows: 5, inputs: 3, hidden: [4], classes: 2, scale: 1, steps: 3, seed: 1 },
  { name: 'large logits', rows: 2, inputs: 3, hidden: [], classes: 4, scale: 1000, steps: 1, seed: 2 },
];

/** Large enough to be seen in five digits: the penalty, the place of ε, and the decay. */
const L2 = 0.05;
const ADAM = { learningRate: 0.01, epsilon: 1e-3, weightDecay: 0.1 };

export function describeRecipe({ rows, inputs, hidden, classes, steps }: Recipe): string {
  const layers = [inputs, ...hidden, classes].join('-');
  return `${steps === 1 ? 'a step' : `${steps} steps`} of a network ${layers} on ${rows} rows`;
}

/** A tap that is told the step, too; 0 is the start. */
export type StepTap = (step: number, ...tapped: Parameters<Tap>) => void;

/** Trains, and shows every number. The kernels in use are put back in the end, whatever happens. */
export function runRecipe(recipe: Recipe, parts: Parts, tap: StepTap): void {
  const before = currentKernels();
  useKernels(parts.referenceKernels);
  try {
    train(recipe, parts, tap);
  } finally {
    useKernels(before);
  }
}

function train(recipe: Recipe, parts: Parts, tap: StepTap): void {
  const { rows, inputs, hidden, classes, scale, steps, seed } = recipe;
  const random = createRandom(seed, 'exercise');
  const dense = (units: number): Layer => new parts.Dense({ units, l2: L2, kernelInitializer: parts.heUniform });
  const layers = [...hidden.flatMap((units) => [dense(units), new ReLU()]), dense(classes)];
  const network = new Sequential(layers, { inputDim: inputs, random });
  const learner = { network, loss: new SparseCategoricalCrossentropy(), optimizer: new parts.Adam(ADAM) };
  const batch = {
    inputs: new Tensor(
      Float32Array.from({ length: rows * inputs }, () => (2 * random.next() - 1) * scale),
      [rows, inputs],
    ),
    targets: Int32Array.from({ length: rows }, (_, row) => ((row * (row + 1)) / 2) % classes),
    weights: Float32Array.from({ length: rows }, () => 0.5 + random.next()),
  };
  for (const { name, value } of network.block.parameters) tap(0, name, value);
  for (let step = 1; step <= steps; step++)
    trainStep(learner, batch, { tap: (name, tensor) => tap(step, name, tensor) });
}
