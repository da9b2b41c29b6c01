import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Adam } from '../../../src/nn/optimizers/adam.ts';
import type { Optimizer } from '../../../src/nn/optimizers/optimizer.ts';
import { Parameter, ParameterBlock } from '../../../src/nn/parameter.ts';
import { SGD } from '../../../src/nn/optimizers/sgd.ts';
import { zeros } from '../../../src/nn/layers/initializers.ts';
import { createRandom } from '../../../src/random.ts';
import { expectClose } from '../../support/reference/check.ts';
import { createAdam, type ReferenceOptimizer } from '../../../src/study/reference/optimizers.ts';

/** A block of one vector. */
function blockOf(values: readonly number[]): ParameterBlock {
  const block = new ParameterBlock([new Parameter('kernel', [values.length], zeros)], createRandom(1));
  block.values.set(values);
  return block;
}

/** The weights after each step along the given gradients. */
function walk(optimizer: Optimizer, start: readonly number[], path: readonly (readonly number[])[]): number[][] {
  const block = blockOf(start);
  return path.map((gradient) => {
    block.gradients.set(gradient);
    optimizer.step(block);
    return [...block.values];
  });
}

/** A dozen roundings of 2⁻²⁴ in a step. */
const FLOAT32 = { relative: 1e-6, absolute: 0 };

describe('Adam', () => {
  const gradient = [2, -0.01, 1e-6];

  it.each([1e-7, 1e-3, 0.5])(
    'stands epsilon %d beside the uncorrected √v: step 1 is α·g / (|g| + ε / √(1 − β₂))',
    (epsilon) => {
      const [found] = walk(new Adam({ learningRate: 0.01, epsilon }), [0, 0, 0], [gradient]);
      const keras = gradient.map((g) => (-0.01 * g) / (Math.abs(g) + epsilon / Math.sqrt(1 - 0.999)));
      const algorithm1 = gradient.map((g) => (-0.01 * g) / (Math.abs(g) + epsilon));
      // 1 − 0.999 is rounded to float32 on its own: 3 digits fewer than α, so half of 6e-8 of 1e-3 under the root.
      expectClose(found!, keras, { relative: 5e-6, absolute: 0, what: 'step 1' });
      expect(() => expectClose(found!, algorithm1, { relative: 5e-6, absolute: 0, what: 'step 1' })).toThrow('off by');
    },
  );

  it('keeps to the float64 reference to 1e-6 over 1,000 steps of gradients that change size and sign', () => {
    const path = Array.from({ length: 1000 }, (_, t) => [1 + Math.sin(t), Math.cos(3 * t), -1e-3 * ((t % 9) + 1)]);
    const options = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    const reference = createAdam(options);
    const weights = [0, 0, 0];
    const expected = path.map((one) => {
      reference.update(weights, one.map(Math.fround));
      return [...weights];
    });
    // 1,000 float32 additions of up to 10 each may drift by 1,000·2⁻²⁵·10 = 3e-4; roundings of both signs leave less.
    expectClose(walk(new Adam(options), [0, 0, 0], path), expected, {
      relative: 1e-5,
      absolute: 1e-6,
      what: 'weights',
    });
  });

  it('moves each weight by the learning rate at step 1, whatever the gradient', () => {
    const [found] = walk(new Adam(), [0, 0], [[1e3, -1e-3]]);
    // ε / √(1 − β₂) = 3.2e-6 beside 1e-3: 0.3 %.
    expectClose(found!, [-1e-3, 1e-3], { relative: 4e-3, absolute: 0, what: 'step 1' });
  });

  it('leaves a weight whose gradient is 0 where it was', () => {
    expect(
      walk(
        new Adam(),
        [3, -0.5],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ).toEqual([
      [3, -0.5],
      [3, -0.5],
    ]);
  });

  it('with a decay of 0.5 and a rate of 0.1 takes 5 % of a weight whose gradient is 0, at every step', () => {
    const still = [0, 0];
    const found = walk(new Adam({ learningRate: 0.1, weightDecay: 0.5 }), [3, -0.5], [still, still]);
    const kept = [0.95, 0.95 ** 2].map((share) => [3 * share, -0.5 * share]);
    expectClose(found, kept, { ...FLOAT32, what: 'weights' });
  });

  it('keeps to the float64 reference with a decay to 1e-6 over 1,000 steps, and not to one in the gradient', () => {
    const path = Array.from({ length: 1000 }, (_, t) => [1 + Math.sin(t), Math.cos(3 * t), -1e-3 * ((t % 9) + 1)]);
    const options = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 1 };
    const found = walk(new Adam(options), [1, -2, 0.5], path);
    const follow = (reference: ReferenceOptimizer) => {
      const weights = [1, -2, 0.5];
      const expected: number[][] = [];
      for (const slopes of path) {
        reference.update(weights, slopes.map(Math.fround));
        expected.push([...weights]);
      }
      // Roundings fade with the weights; 1e-6 stands for those of 1,000 additions of about 1e-3.
      expectClose(found, expected, { relative: 1e-6, absolute: 1e-6, what: 'weights' });
    };
    follow(createAdam(options));
    expect(() => follow(createAdam({ ...options, defect: 'coupledDecay' }))).toThrow('off by');
  });

  it('is what its defaults say: 1e-3, 0.9, 0.999, 1e-7, no decay', () => {
    expect(new Adam().options).toEqual({ learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 });
  });

  it.each([
    [{ learningRate: 0 }, 'learningRate must be a number above 0, got 0'],
    [{ learningRate: NaN }, 'learningRate must be a number above 0, got NaN'],
    [{ learningRate: Infinity }, 'learningRate must be a number above 0, got Infinity'],
    [{ beta1: 1 }, 'beta1 must be a number in [0, 1), got 1'],
    [{ beta2: -0.1 }, 'beta2 must be a number in [0, 1), got -0.1'],
    [{ epsilon: 0 }, 'epsilon must be a number above 0, got 0'],
    [{ weightDecay: -0.1 }, 'weightDecay must be a number of at least 0, got -0.1'],
    [{ weightDecay: NaN }, 'weightDecay must be a number of at least 0, got NaN'],
  ])('refuses %o', (options, message) => {
    expect(() => new Adam(options)).toThrow(new RangeError(`Adam: ${message}`));
  });
});

describe('SGD', () => {
  it('goes α·g a step, with momentum 0.5 and gradient 2 −0.2, −0.3, −0.35, with Nesterov −0.3, −0.35, −0.375', () => {
    const path = [[2], [2], [2]];
    const what = 'weights';
    expectClose(walk(new SGD({ learningRate: 0.1 }), [1], path).flat(), [0.8, 0.6, 0.4], { ...FLOAT32, what });
    const momentum = new SGD({ learningRate: 0.1, momentum: 0.5 });
    expectClose(walk(momentum, [0], path).flat(), [-0.2, -0.5, -0.85], { ...FLOAT32, what });
    const nesterov = new SGD({ learningRate: 0.1, momentum: 0.5, nesterov: true });
    expectClose(walk(nesterov, [0], path).flat(), [-0.3, -0.65, -1.025], { ...FLOAT32, what });
  });

  it.each([
    [{ learningRate: -1 }, 'learningRate must be a number above 0, got -1'],
    [{ momentum: 1 }, 'momentum must be a number in [0, 1), got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => new SGD(options)).toThrow(new RangeError(`SGD: ${message}`));
  });
});

describe('an optimizer’s state', () => {
  it('is empty before the first step, then m and v, or the velocity, as long as the block', () => {
    for (const [optimizer, names] of [
      [new Adam(), ['adam.m', 'adam.v']],
      [new SGD(), ['sgd.velocity']],
    ] as const) {
      expect(optimizer.state.size).toBe(0);
      walk(optimizer, [1, 2, 3], [[1, 1, 1]]);
      expect([...optimizer.state.keys()]).toEqual(names);
      for (const values of optimizer.state.values()) expect(values).toHaveLength(3);
    }
  });

  it.each([[new Adam()], [new SGD()]])(
    'of %o is refused for a second network, of the same size or another',
    (optimizer) => {
      walk(optimizer, [1, 2], [[1, 1]]);
      for (const values of [[1, 2], [1]]) {
        expect(() => walk(optimizer, values, [values])).toThrow(
          new RangeError('the optimizer has trained another network: make one for each'),
        );
      }
    },
  );
});

const corpus = new URL('../../../../shared/corpora/numerics/index.json', import.meta.url);
describe.skipIf(!existsSync(corpus))('the Adam table (skipped: ../shared/corpora/numerics is not there)', () => {
  const table = existsSync(corpus) ? JSON.parse(readFileSync(corpus, 'utf8')).adam : {};

  it('of Keras’s own test: one step of 0.5', () => {
    const { lr, grads, vars, after, tol } = table.single_step;
    expectClose(walk(new Adam({ learningRate: lr }), vars, [grads])[0]!, after, {
      relative: 0,
      absolute: tol,
      what: 'x',
    });
  });

  it('of 100 float64 steps: x at steps 1, 2, 10 and 100 to 1e-6', () => {
    const path = Array.from({ length: 100 }, (_, index) => [0.1, -0.2, 0.3, 0].map((g) => g * (((index + 1) % 7) - 3)));
    const found = walk(new Adam(), [1, -2, 3, 0.5], path);
    const trace: { step: number; x: number[] }[] = table.textbook_float64.trace;
    expect(trace.map(({ step }) => step)).toEqual([1, 2, 10, 100]);
    for (const { step, x } of trace) expectClose(found[step - 1]!, x, { ...FLOAT32, what: `step ${step}` });
  });
});
