/**
 * How far a central difference is from the gradient of one weight, for each h: once with the losses of the float64
 * reference, once with those of the network itself, whose numbers are float32.
 */
import { loss, type ReferenceLayer } from '../../../src/study/reference/network.ts';
import { elementOf, formatPlace } from '../../../src/study/session/parameter-place.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import type { Golden } from '../golden.ts';

export interface DifferenceError {
  readonly h: number;
  readonly float64: number;
  readonly float32: number;
}

/** The weight that is moved, counted from 1: input 2, unit 2 of the first layer. */
const MOVED = { name: 'W1', place: [2, 2] } as const;
export const MOVED_WEIGHT = formatPlace(MOVED);

const LARGEST = 0.1;
const POWERS = 12;

export function differenceErrors({ step, target, study }: Golden): DifferenceError[] {
  const layers = ['1', '2'].map((layer): ReferenceLayer => ({
    kernel: step.rows(`W${layer}`).map((row) => [...row]),
    bias: [...step.row(`b${layer}`)],
    activation: layer === '1' ? 'relu' : 'linear',
  }));
  const objective = { loss: 'sparseCategoricalCrossentropy', targets: [target - 1] } as const;
  const x = step.rows('x').map((row) => [...row]);
  const [row, column] = MOVED.place.map((index) => index - 1) as [number, number];
  const weights = layers[0]!.kernel[row]!;
  const kept = weights[column]!;
  const reference = (w: number) => {
    weights[column] = w;
    return loss(layers, x, objective);
  };
  const analytic = step.at(`d${MOVED_WEIGHT}`);
  const learner = study.probe();
  const { tensor, index } = elementOf(learner.network, MOVED);
  const inputs = Tensor.from(x);
  const network = (w: number) => {
    tensor.data[index] = w;
    return learner.loss.forward(learner.network.forward(inputs), Int32Array.of(target - 1));
  };
  const error = (of: (w: number) => number, h: number) => {
    const numeric = (of(kept + h) - of(kept - h)) / (2 * h);
    return Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric));
  };
  return Array.from({ length: POWERS }, (_, power) => {
    const h = Number((LARGEST / 10 ** power).toPrecision(1));
    return { h, float64: error(reference, h), float32: error(network, h) };
  });
}
