/**
 * Optimizers with one wrong term each.
 */
import type { Optimizer } from '../../nn/optimizers/optimizer.ts';
import type { ParameterBlock } from '../../nn/parameter.ts';
import type { Parts } from '../gradcheck/problem.ts';
import type { Sabotage } from './sabotage.ts';

/** The numbers of an Adam step, for one weight at a time. */
interface AdamTerms {
  /** The step, from 1, as the bias corrections see it. */
  readonly t: (step: number) => number;
  readonly corrected: boolean;
  /** What v is the mean of. */
  readonly square: (g: number) => number;
  /** λ·w is added to the gradient in place of being taken off the weight. */
  readonly decayInGradient: boolean;
}

const RIGHT: AdamTerms = { t: (step) => step, corrected: true, square: (g) => g * g, decayInGradient: false };

/** Adam in float64 with other terms. Any other optimizer stays as it is. */
function brokenAdam(terms: Partial<AdamTerms>): Parts {
  return { optimizer: (real) => (real.kind === 'adam' ? adamOf(real, { ...RIGHT, ...terms }) : real) };
}

function adamOf(real: Optimizer, { t, corrected, square, decayInGradient }: AdamTerms): Optimizer {
  const { options } = real as unknown as { readonly options: Readonly<Record<string, number>> };
  const { learningRate = 0, beta1 = 0, beta2 = 0, epsilon = 0, weightDecay = 0 } = options;
  const [m, v]: [number[], number[]] = [[], []];
  let step = 0;
  return {
    kind: real.kind,
    state: real.state,
    stateNames: real.stateNames,
    step: ({ values: w, gradients }: ParameterBlock) => {
      step++;
      const alpha = corrected
        ? (learningRate * Math.sqrt(1 - beta2 ** t(step))) / (1 - beta1 ** t(step))
        : learningRate;
      for (let i = 0; i < w.length; i++) {
        const g = gradients[i]! + (decayInGradient ? weightDecay * w[i]! : 0);
        const first = (m[i] ?? 0) + (g - (m[i] ?? 0)) * (1 - beta1);
        const second = (v[i] ?? 0) + (square(g) - (v[i] ?? 0)) * (1 - beta2);
        [m[i], v[i]] = [first, second];
        const decay = decayInGradient ? 0 : learningRate * weightDecay * w[i]!;
        w[i] = w[i]! - decay - (alpha * first) / (Math.sqrt(second) + epsilon);
      }
    },
  };
}

/** Any optimizer, its step turned round. */
function uphill(real: Optimizer): Optimizer {
  return {
    kind: real.kind,
    state: real.state,
    stateNames: real.stateNames,
    step: (block, tap) => {
      const before = block.values.slice();
      real.step(block, tap);
      const { values } = block;
      for (let i = 0; i < values.length; i++) values[i] = 2 * before[i]! - values[i]!;
    },
  };
}

/** Plain descent, whatever the momentum. */
function withoutMomentum(real: Optimizer): Optimizer {
  if (real.kind !== 'sgd') return real;
  const { learningRate } = (real as unknown as { readonly options: { readonly learningRate: number } }).options;
  return {
    kind: real.kind,
    state: real.state,
    stateNames: real.stateNames,
    step: ({ values, gradients }) => {
      for (let i = 0; i < values.length; i++) values[i] = values[i]! - learningRate * gradients[i]!;
    },
  };
}

export const BROKEN_OPTIMIZERS: readonly Sabotage[] = [
  {
    name: 'adam-no-bias-correction',
    equation: 'adam.alpha',
    breaks: 'm and v are used as they are: αₜ = α',
    symptom: 'the first steps are 3 times too large, since m is a tenth of g and √v a thirtieth',
    needs: { optimizer: 'adam' },
    parts: brokenAdam({ corrected: false }),
  },
  {
    name: 'adam-t-plus-one',
    equation: 'adam.alpha',
    breaks: 'the bias corrections count the steps from 2 in place of 1',
    symptom: 'the first steps are a quarter too small; after some hundred steps nothing is to be seen',
    needs: { optimizer: 'adam' },
    parts: brokenAdam({ t: (step) => step + 1 }),
  },
  {
    name: 'adam-no-square',
    equation: 'adam.v',
    breaks: 'v is a running mean of g in place of g²',
    symptom: '√v of a negative mean is NaN, and so is the weight after the first step',
    needs: { optimizer: 'adam' },
    parts: brokenAdam({ square: (g) => g }),
  },
  {
    name: 'adam-sign',
    equation: 'adam.step',
    breaks: 'the step is added to the weight in place of being taken off',
    symptom: 'the loss climbs from the first step on, though all gradients are right',
    needs: { optimizer: 'adam' },
    parts: { optimizer: uphill },
  },
  {
    name: 'adam-decay-in-gradient',
    equation: 'adam.step',
    breaks: 'the decay λ·w is added to the gradient (an L2 penalty) in place of being taken off the weight',
    symptom: 'Adam divides the decay by √v, too: weights with large gradients hardly shrink',
    needs: { optimizer: 'adam', weightDecay: 0.1 },
    parts: brokenAdam({ decayInGradient: true }),
  },
  {
    name: 'sgd-no-momentum',
    equation: 'sgd.step',
    breaks: 'the velocity is forgotten from step to step',
    symptom: 'it learns ten times more slowly than a momentum of 0.9 promises',
    needs: { optimizer: 'sgd' },
    parts: { optimizer: withoutMomentum },
  },
];
