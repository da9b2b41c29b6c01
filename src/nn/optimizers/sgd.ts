/**
 * Stochastic gradient descent with momentum, in the form of Keras: velocity = μ·velocity − α·g, then w += velocity, or,
 * with Nesterov's look-ahead, w += μ·velocity − α·g (Sutskever et al. 2013, eqs. 1 to 4). Without momentum: w −= α·g.
 */
import type { ParameterBlock } from '../parameter.ts';
import { moveState, requireFraction, requirePositive, stateFor, type Optimizer } from './optimizer.ts';
import type { Tap } from '../tap.ts';

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
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly state = new Map<string, Float32Array>();
  readonly stateNames = ['sgd.velocity'];

  constructor({ learningRate = 0.01, momentum = 0, nesterov = false }: SGDOptions = {}) {
    requirePositive('SGD', 'learningRate', learningRate);
    requireFraction('SGD', 'momentum', momentum);
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  moveState(name: string, values: Float32Array): void {
    moveState(this.state, name, values);
  }

  step(block: ParameterBlock, tap?: Tap): void {
    const velocity = stateFor(this.state, 'sgd.velocity', block);
    const alpha = fround(this.learningRate);
    const mu = fround(this.momentum);
    const { values: w, gradients: g } = block;
    for (let i = 0; i < w.length; i++) {
      const descent = fround(alpha * g[i]!);
      velocity[i] = fround(mu * velocity[i]!) - descent;
      w[i] = w[i]! + (this.nesterov ? fround(fround(mu * velocity[i]!) - descent) : velocity[i]!);
    }
    if (tap === undefined) return;
    for (const parameter of block.parameters) {
      tap(`sgd.velocity.${parameter.name}`, block.partOf(velocity, parameter));
      tap(`${parameter.name}'`, parameter.value);
    }
  }
}
