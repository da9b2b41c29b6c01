/**
 * The same deep network trained from three starts: how its loss falls, or doesn't.
 */
import { Dense } from '../../../src/nn/layers/dense.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import type { Initializer } from '../../../src/nn/layers/initializers.ts';
import { SparseCategoricalCrossentropy } from '../../../src/nn/losses/softmax-crossentropy.ts';
import { SGD } from '../../../src/nn/optimizers/sgd.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { trainStep } from '../../../src/nn/train-step.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import type { Golden } from '../golden.ts';
import { tableOf } from '../pictures/picture.ts';
import { show } from '../show-number.ts';

const HIDDEN_LAYERS = 10;
const UNITS = 20;
const STEPS = [0, 10, 100, 300];

export interface Start {
  readonly name: string;
  readonly initializer: Initializer;
}

/** In Markdown. */
export function deepStartsRun({ encoded, targets }: Golden, starts: readonly Start[]): string {
  const inputs = Tensor.from(encoded.map((row) => [...row]));
  const losses = starts.map(({ initializer }) => lossesOf(inputs, targets, initializer));
  const table = tableOf({
    columns: ['loss after', ...starts.map(({ name }) => name)].map((name) => ({ name, format: 'text' as const })),
    rows: STEPS.map((step, index) => [`${step} steps`].concat(losses.map((values) => show(values[index]!)))),
  });
  return `The two moons, ${HIDDEN_LAYERS} hidden layers of ${UNITS} units, SGD with a learning rate of 0.1:\n\n${table}`;
}

function lossesOf(inputs: Tensor, targets: Int32Array, kernelInitializer: Initializer): number[] {
  const layers = Array.from({ length: HIDDEN_LAYERS }, () => [
    new Dense({ units: UNITS, kernelInitializer }),
    new ReLU(),
  ]);
  const network = new Sequential([...layers.flat(), new Dense({ units: 2 })], { inputDim: inputs.columns, seed: 1 });
  const learner = { network, loss: new SparseCategoricalCrossentropy(), optimizer: new SGD({ learningRate: 0.1 }) };
  const losses: number[] = [];
  for (let step = 0; step <= STEPS.at(-1)!; step++) {
    const { loss } = trainStep(learner, { inputs, targets });
    if (STEPS.includes(step)) losses.push(loss);
  }
  return losses;
}
