/**
 * A student's part in a gradient check: another network than the recorded ones, with numbers that nobody has written
 * down, beside float64 differences.
 */
import type { Dense } from '../../nn/layers/dense.ts';
import { createRandom } from '../../random.ts';
import { currentKernels, useKernels } from '../../tensor/kernels/current.ts';
import { gradcheck, type GradcheckReport } from '../gradcheck/gradcheck.ts';
import type { Problem } from '../gradcheck/problem.ts';
import type { Parts } from './recipe.ts';

const [ROWS, WIDTHS] = [8, [4, 6, 5, 3]];

export const GRADIENT_NETWORK = `a network ${WIDTHS.join('-')} on ${ROWS} rows`;

/** The kernels in use are put back in the end, whatever happens. */
export function checkGradients({ referenceKernels, Dense: OwnDense, Adam: OwnAdam }: Parts): GradcheckReport {
  const before = currentKernels();
  useKernels(referenceKernels);
  try {
    return gradcheck(drawnProblem(), {
      parts: {
        layer: (real) => (real.kind === 'dense' ? new OwnDense((real as Dense).options) : real),
        optimizer: () => new OwnAdam(ADAM),
      },
    });
  } finally {
    useKernels(before);
  }
}

const ADAM = { learningRate: 0.01, weightDecay: 0.1 };

function drawnProblem(): Problem {
  const random = createRandom(3, 'exercise');
  const draw = (length: number) => Float32Array.from({ length }, () => 2 * random.next() - 1);
  const [inputDim = 0, ...units] = WIDTHS;
  const dense = units.map((width) => ({ kind: 'dense', units: width, useBias: true, l2: 0.05 }));
  const layers = dense.flatMap((layer, index) => (index < dense.length - 1 ? [layer, { kind: 'relu' }] : [layer]));
  const count = units.reduce((sum, width, index) => sum + (WIDTHS[index]! + 1) * width, 0);
  return {
    layers,
    inputDim,
    parameters: draw(count),
    inputs: draw(ROWS * inputDim),
    targets: Int32Array.from({ length: ROWS }, () => random.integer(WIDTHS.at(-1)!)),
    weights: Float32Array.from({ length: ROWS }, () => 0.5 + random.next()),
    output: 'softmax',
    optimizer: { optimizer: 'adam', momentum: 0, ...ADAM },
    seed: 'exercise',
  };
}
