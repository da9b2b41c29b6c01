/**
 * What is checked: a network at a moment, as plain data, and rows to check it on. The network that is built from it is
 * the real one; a part of it can be replaced, by a broken one or by a student's own.
 */
import { UsageError, quoted } from '../../errors.ts';
import { makeLoss } from '../../model/make-loss.ts';
import type { Output } from '../../model/output.ts';
import type { Batch, Learner } from '../../nn/learner.ts';
import type { Initializer } from '../../nn/layers/initializers.ts';
import type { LayerConfig } from '../../nn/layers/layer-config.ts';
import type { Layer } from '../../nn/layers/layer.ts';
import { layerKinds } from '../../nn/layers/layers.ts';
import type { Loss } from '../../nn/losses/loss.ts';
import type { Optimizer } from '../../nn/optimizers/optimizer.ts';
import { Sequential } from '../../nn/sequential.ts';
import { createRandom } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { makeOptimizer, type OptimizerOptions } from '../../training/ensemble/member.ts';

export interface Problem {
  /** From the input on, as `Sequential.config` gives them: dense layers, each with a ReLU and dropout behind it or not. */
  readonly layers: readonly LayerConfig[];
  readonly inputDim: number;
  /** All weights in the order of the network: W1, b1, W2, … */
  readonly parameters: Float32Array;
  /** [n, d] */
  readonly inputs: Float32Array;
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** How often each row counts [n]; once where left out. */
  readonly weights?: Float32Array | null;
  readonly output: Output;
  readonly optimizer: OptimizerOptions;
  /** Of the dropout masks and of the places that are checked. */
  readonly seed: string;
}

/** What takes the place of a part of the network; left out, the real part stays. */
export interface Parts {
  /** @param index from 0 */
  readonly layer?: (real: Layer, index: number) => Layer;
  readonly loss?: (real: Loss) => Loss;
  readonly optimizer?: (real: Optimizer) => Optimizer;
  /** Of start values; a check of gradients draws none. */
  readonly initializer?: (real: Initializer) => Initializer;
}

export interface BuiltProblem {
  readonly learner: Learner;
  readonly batch: Batch;
  /** The real layers, also where others took their places. */
  readonly layers: readonly Layer[];
}

/** A network with these rows as a problem; the weights are copied. */
export function problemOf(
  network: Sequential,
  { inputs, targets, weights = null }: Batch,
  rest: Pick<Problem, 'output' | 'optimizer' | 'seed'>,
): Problem {
  const parameters = network.block.values.slice();
  return {
    layers: network.config(),
    inputDim: network.inputDim,
    parameters,
    inputs: inputs.data,
    targets,
    weights,
    ...rest,
  };
}

/** @throws UsageError E_USAGE_CONFLICT for a layer that the float64 reference doesn't have. */
export function buildProblem(problem: Problem, parts: Parts = {}): BuiltProblem {
  const { inputDim, targets, weights = null, seed } = problem;
  requireKnown(problem.layers);
  const kinds = layerKinds();
  const layers = problem.layers.map((config) => kinds.get(config.kind)!.fromConfig(config));
  const network = new Sequential(
    layers.map((layer, index) => parts.layer?.(layer, index) ?? layer),
    { inputDim, random: createRandom(seed, 'gradcheck') },
  );
  network.block.values.set(problem.parameters);
  const [loss, optimizer] = [makeLoss(problem.output), makeOptimizer(problem.optimizer)];
  return {
    learner: {
      network,
      loss: parts.loss?.(loss) ?? loss,
      optimizer: parts.optimizer?.(optimizer) ?? optimizer,
    },
    batch: { inputs: new Tensor(problem.inputs, [targets.length, inputDim]), targets, weights },
    layers,
  };
}

/** Leaves all weights where they are. */
export const STANDSTILL: Optimizer = { kind: 'none', state: new Map(), stateNames: [], step: () => {} };

const KNOWN = ['dense', 'relu', 'dropout'];

function requireKnown(layers: readonly LayerConfig[]): void {
  const strange = layers.findIndex(({ kind }, index) => !(index === 0 ? ['dense'] : KNOWN).includes(kind));
  if (strange === -1) return;
  const place = `layer ${strange + 1} is ${quoted(layers[strange]!.kind)}`;
  throw new UsageError(
    'E_USAGE_CONFLICT',
    `gradcheck: ${place}; the float64 reference has dense layers first of all, then relu and dropout, and no others`,
  );
}
