/**
 * Problems of the gradient check, drawn from a seed.
 */
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import { problemOf, type Problem } from '../../src/study/gradcheck/problem.ts';
import { drawBiases, makeLayers, type Architecture } from './networks.ts';
import { randomTensor } from './tensors.ts';

export interface DrawnProblem extends Architecture {
  readonly rows?: number;
  readonly inputDim?: number;
  readonly weighted?: boolean;
  readonly optimizer?: Partial<Problem['optimizer']>;
  readonly seed: number;
}

/** One logit is the sigmoid's. */
export function drawProblem(drawn: DrawnProblem): Problem {
  const { rows = 8, inputDim = 10, outputs, weighted = false, optimizer = {}, seed } = drawn;
  const random = createRandom(seed, 'drawn problem');
  const layers = makeLayers(drawn);
  const network = new Sequential(layers, { inputDim, random });
  drawBiases(layers, seed);
  const batch = {
    inputs: randomTensor(random, rows, inputDim),
    targets: Int32Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2))),
    weights: weighted ? Float32Array.from({ length: rows }, () => 0.25 + random.next()) : null,
  };
  return problemOf(network, batch, {
    output: outputs === 1 ? 'sigmoid' : 'softmax',
    optimizer: { optimizer: 'adam', learningRate: 0.001, momentum: 0.9, weightDecay: 0, ...optimizer },
    seed: String(seed),
  });
}
