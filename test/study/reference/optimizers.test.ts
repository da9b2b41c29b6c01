import { describe, expect, it } from 'vitest';
import { expectClose } from '../../support/reference/check.ts';
import { createAdam, createSgd } from '../../../src/study/reference/optimizers.ts';
import type {
  AdamDefect,
  AdamOptions,
  DecayDefect,
  ReferenceOptimizer,
} from '../../../src/study/reference/optimizers.ts';

const ADAM: AdamOptions = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
/** A handful of roundings of 2⁻⁵³ each, 1 − 0.999 losing three digits. */
const ROUNDING = { relative: 1e-12, absolute: 0 };

/** Weights after each step from [0, 0, 0] along gradients that change size and sign. */
function walk(optimizer: ReferenceOptimizer, steps: number): number[][] {
  const weights = [0, 0, 0];
  return Array.from({ length: steps }, (_, t) => {
    optimizer.update(weights, [1 + Math.sin(t), Math.cos(3 * t), -1e-3 * (t + 1)]);
    return [...weights];
  });
}

/** Compares 50 steps of Keras's form with Algorithm 1's. */
function compareForms(epsilon: number): number {
  const keras = walk(createAdam({ ...ADAM, epsilon }), 50);
  const algorithm1 = walk(createAdam({ ...ADAM, epsilon, form: 'algorithm1' }), 50);
  return expectClose(keras, algorithm1, { ...ROUNDING, what: 'forms' });
}

describe('Adam', () => {
  it.each([1e-7, 1e-3, 0.5])('places epsilon %d as Keras does: step 1 is α·g / (|g| + ε / √(1 − β₂))', (epsilon) => {
    const gradient = [2, -0.01, 1e-6];
    const weights = [0, 0, 0];
    createAdam({ ...ADAM, epsilon }).update(weights, gradient);
    const expected = gradient.map((g) => (-0.01 * g) / (Math.abs(g) + epsilon / Math.sqrt(1 - 0.999)));
    expectClose(weights, expected, { ...ROUNDING, what: 'weights' });
  });

  it.each([1e-7, 1e-3, 0.5])('places epsilon %d as Algorithm 1 does: step 1 is α·g / (|g| + ε)', (epsilon) => {
    const gradient = [2, -0.01, 1e-6];
    const weights = [0, 0, 0];
    createAdam({ ...ADAM, epsilon, form: 'algorithm1' }).update(weights, gradient);
    const expected = gradient.map((g) => (-0.01 * g) / (Math.abs(g) + epsilon));
    expectClose(weights, expected, { ...ROUNDING, what: 'weights' });
  });

  it('has the two forms agree to 1e-12 over 50 steps without epsilon, and not with 1e-7', () => {
    expect(compareForms(0)).toBe(150);
    expect(() => compareForms(1e-7)).toThrow(/forms\[0\]\[0\]/);
  });

  it('keeps a constant gradient’s step at α for 20 steps: the bias corrections cancel', () => {
    const weights = [0, 0];
    const optimizer = createAdam({ ...ADAM, epsilon: 0 });
    for (let t = 0; t < 20; t++) optimizer.update(weights, [3, -0.2]);
    expectClose(weights, [-0.2, 0.2], { ...ROUNDING, what: 'weights' });
  });

  const defects: AdamDefect[] = ['signFlipped', 'noBiasCorrection', 'offByOneStep', 'stepFromZero', 'signOfGradient'];
  it.each(defects)('%s leads elsewhere within 3 steps, by more than 1 %%', (defect) => {
    const right = walk(createAdam(ADAM), 3);
    const wrong = walk(createAdam({ ...ADAM, defect }), 3);
    expect(() => expectClose(wrong, right, { relative: 0.01, absolute: 0, what: defect })).toThrow(/off by/);
  });

  it('takes α·λ of each weight, and nothing else where the gradient is 0', () => {
    const weights = [3, -0.5];
    const optimizer = createAdam({ ...ADAM, weightDecay: 2 });
    for (let t = 0; t < 2; t++) optimizer.update(weights, [0, 0]);
    expectClose(weights, [3 * 0.98 ** 2, -0.5 * 0.98 ** 2], { ...ROUNDING, what: 'weights' });
  });

  const ofDecay: DecayDefect[] = ['coupledDecay', 'decayGrows', 'decayAfter', 'correctedDecay'];
  it.each(ofDecay)('with a decay of 10, %s leads elsewhere within 3 steps, by more than 1 %%', (defect) => {
    const options = { ...ADAM, weightDecay: 10 };
    const [right, wrong] = [walk(createAdam(options), 3), walk(createAdam({ ...options, defect }), 3)];
    expect(() => expectClose(wrong, right, { relative: 0.01, absolute: 0, what: defect })).toThrow(/off by/);
  });
});

describe('SGD', () => {
  const SGD = { learningRate: 0.1, momentum: 0.5, nesterov: false };

  it('without momentum goes α·g a step', () => {
    const weights = [1];
    const optimizer = createSgd({ ...SGD, momentum: 0 });
    for (const g of [2, -1]) optimizer.update(weights, [g]);
    expectClose(weights, [1 - 0.2 + 0.1], { ...ROUNDING, what: 'weights' });
  });

  it('with momentum 0.5 and gradient 2 goes −0.2, −0.3, −0.35', () => {
    const weights = [0];
    const optimizer = createSgd(SGD);
    const path = [0, 1, 2].map(() => {
      optimizer.update(weights, [2]);
      return weights[0]!;
    });
    expectClose(path, [-0.2, -0.5, -0.85], { ...ROUNDING, what: 'path' });
  });

  it('with Nesterov momentum 0.5 and gradient 2 goes −0.3, −0.35, −0.375', () => {
    const weights = [0];
    const optimizer = createSgd({ ...SGD, nesterov: true });
    const path = [0, 1, 2].map(() => {
      optimizer.update(weights, [2]);
      return weights[0]!;
    });
    expectClose(path, [-0.3, -0.65, -1.025], { ...ROUNDING, what: 'path' });
  });

  it('signFlipped climbs', () => {
    const weights = [0];
    createSgd({ ...SGD, defect: 'signFlipped' }).update(weights, [2]);
    expect(weights).toEqual([0.2]);
  });
});
