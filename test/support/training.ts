/**
 * Small trainings for tests: drawn rows, a small network and `fit` with everything given that a test doesn't say.
 */
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import type { Dataset } from '../../src/preprocessing/dataset.ts';
import { createRandom } from '../../src/random.ts';
import { fit } from '../../src/training/fit.ts';
import type { FitOptions } from '../../src/training/fit-options.ts';
import type { History } from '../../src/training/history.ts';
import { makeLayers } from './networks.ts';
import type { Architecture } from './networks.ts';
import { randomTensor } from './tensors.ts';

/** Rows in [−1, 1)ᵈ; class 1 where x₀ + x₁·x₂ is above 0, or classes at random. */
export function makeData(seed: number, n: number, d = 5, { classes = 2, random: atRandom = false } = {}): Dataset {
  const random = createRandom(seed, 'data');
  const inputs = randomTensor(random, n, d);
  const targets = Int32Array.from({ length: n }, (_, i) => {
    const [x0, x1, x2] = inputs.slice(i, i + 1).data;
    return atRandom || classes > 2 ? random.integer(classes) : Number(x0! + x1! * x2! > 0);
  });
  return { inputs, targets };
}

export const makeNetwork = (inputDim: number, architecture: Architecture, seed = 1): Sequential =>
  new Sequential(makeLayers(architecture), { inputDim, random: createRandom(seed, 'weights') });

export type TrainOptions = Partial<FitOptions> & Dataset;

/** One epoch in batches of 8 with Adam, unless the options say otherwise; `seed` is that of the batches. */
export const train = (network: Sequential, options: TrainOptions, seed = 1): Promise<History> =>
  fit(network, {
    loss: new SparseCategoricalCrossentropy(),
    optimizer: new Adam(),
    epochs: 1,
    batchSize: 8,
    random: createRandom(seed, 'batches'),
    ...options,
  });
