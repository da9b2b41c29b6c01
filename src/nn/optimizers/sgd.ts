/**
 * Stochastic gradient descent with momentum, as in Keras: velocity = μ·velocity − α·g, then w += velocity, or, with
 * Nesterov's look-ahead, w += μ·velocity − α·g (Sutskever et al. 2013, eqs. 1 to 4). Without momentum: w −= α·g.
 */
import { BOOLEAN, FRACTION, POSITIVE, requireOptions } from '../rules.ts';
import type { ParameterBlock } from '../parameter.ts';
import type { Tap } from '../tap.ts';
import { stateFor, tapStep, type Optimizer } from './optimizer.ts';

const { fround } = Math;

export interface SGDOptions {
  /** α, default 0.01. */
  readonly learningRate?: number;
  /** μ in [0, 1), default 0. */
  readonly momentum?: number;
  /** Default false. */
  readonly nesterov?: boolean;
}

export class SGD implements Optimizer {
  readonly kind = 'sgd';
  readonly options: Required<SGDOptions>;
  readonly state = new Map<string, Float32Array>();
  readonly stateNames = ['sgd.velocity'];

  constructor({ learningRate = 0.01, momentum = 0, nesterov = false }: SGDOptions = {}) {
    this.options = { learningRate, momentum, nesterov };
    requireOptions('SGD', { learningRate: POSITIVE, momentum: FRACTION, nesterov: BOOLEAN }, this.options);
  }

  step(block: ParameterBlock, tap?: Tap): void {
    const { learningRate, momentum, nesterov } = this.options;
    const velocity = stateFor(this.state, 'sgd.velocity', block);
    const alpha = fround(learningRate);
    const mu = fround(momentum);
    const { values: w, gradients: g } = block;
    for (let i = 0; i < w.length; i++) {
      const descent = fround(alpha * g[i]!); // eq:sgd.step {
      velocity[i] = fround(mu * velocity[i]!) - descent;
      w[i] = w[i]! + (nesterov ? fround(fround(mu * velocity[i]!) - descent) : velocity[i]!); // eq:sgd.step }
    }
    if (tap === undefined) return;
    // What is taken from w: W' = W − step, to the bit.
    const ahead = (i: number) => fround(fround(mu * velocity[i]!) - fround(alpha * g[i]!));
    const step = velocity.map((v, i) => -(nesterov ? ahead(i) : v));
    tapStep([...this.state, ['sgd.step', step]], block, tap);
  }
}
