/**
 * Gradients of opened weights beside central differences of the float64 reference, on the same rows with the same masks.
 */
import type { Output } from '../../model/output.ts';
import type { Batch, Learner } from '../../nn/learner.ts';
import { objectiveOf, referenceLayers } from '../gradcheck/reference-layers.ts';
import { largestOf } from '../gradcheck/check-row.ts';
import { FLOAT32_RULE, floorOf, relativeError } from '../gradcheck/rule.ts';
import { differences } from '../reference/numeric-gradients.ts';
import { elementOf, type ParameterPlace } from '../session/parameter-place.ts';
import { blockOf } from './open-parameter.ts';
import { denseBlocks } from './dense-blocks.ts';
import type { OpenedParameter } from './trace-document.ts';

/** The reference takes some 40 ns for a product, so this is a fraction of a second. */
const MOST_PRODUCTS = 2_000_000;

type Check = (place: ParameterPlace) => OpenedParameter['check'];

const NONE: Check = () => null;

/**
 * @param learner that has taken the step: its gradients and masks are those of the step
 * @param weights all parameters before the step; the network has these again from now on
 * @returns no check of a network that is too large
 */
export function float64Check(learner: Learner, weights: Float32Array, batch: Batch, output: Output): Check {
  const { network } = learner;
  if (weights.length * batch.targets.length > MOST_PRODUCTS) return NONE;
  network.block.values.set(weights);
  const layers = referenceLayers({ learner, batch, layers: network.layers }, batch.targets.length);
  const difference = differences(layers, batch.inputs.toRows(), objectiveOf(batch, output));
  const { h } = FLOAT32_RULE;
  return (place) => {
    const block = blockOf(denseBlocks(network), place);
    const tensor = block.kernel.name === place.name ? 'kernel' : 'bias';
    const position = place.place.map((one) => one - 1);
    const { slope, isKink, above } = difference({ tensor, layer: block.number - 1, position }, h);
    const { gradient } = network.block.parameters.find(({ name }) => name === place.name)!;
    const floor = floorOf(largestOf(gradient.data), above, FLOAT32_RULE);
    const analytic = gradient.data[elementOf(network, place).index]!;
    return { h, numeric: slope, relativeError: relativeError(analytic, slope, floor), isKink };
  };
}
