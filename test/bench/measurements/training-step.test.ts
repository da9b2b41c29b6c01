import { describe, expect, it } from 'vitest';
import { benchTrainingStep } from '../../../bench/measurements/training-step.ts';
import { checkGradients, checkTraining } from '../../../bench/measurements/training-run.ts';
import { currentKernels } from '../../../src/tensor/kernels/current.ts';
import type { Kernels } from '../../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { scalarKernels } from '../../../src/tensor/kernels/scalar.ts';
import { simdKernels } from '../../../src/tensor/kernels/simd.ts';

const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };

function negate(out: Float32Array): void {
  out.forEach((value, at) => (out[at] = -value));
}

/** Kernels whose gradients by the weights, or by the activations, have all signs turned: backward then leads uphill. */
const negated = {
  dW: {
    ...referenceKernels,
    name: 'negated dW',
    matmulTN: (a, b, out, ...sizes) => {
      referenceKernels.matmulTN(a, b, out, ...sizes);
      negate(out);
    },
  },
  dX: {
    ...referenceKernels,
    name: 'negated dX',
    matmulNTRelu: (a, b, x, dZ, ...sizes) => {
      referenceKernels.matmulNTRelu(a, b, x, dZ, ...sizes);
      negate(dZ);
    },
  },
} satisfies Record<string, Kernels>;

describe('benchTrainingStep', () => {
  it('has a line for each batch size and kernels, after two steps in which the loss fell', async () => {
    const { rows, lead } = await benchTrainingStep([200, 32], [referenceKernels, scalarKernels, simdKernels], ONCE);
    expect(lead).toBe('ms');
    expect(rows.map(({ item, name, samples }) => [item, name, samples])).toEqual([
      ['batch of 200', 'reference', 1],
      ['batch of 200', 'scalar', 1],
      ['batch of 200', 'simd', 1],
      ['batch of 32', 'reference', 1],
      ['batch of 32', 'scalar', 1],
      ['batch of 32', 'simd', 1],
    ]);
    // Steps a second and milliseconds a step: 12 digits, the same number turned round.
    for (const { rate, medianMs } of rows) expect((rate * medianMs) / 1000).toBeCloseTo(1, 12);
  });

  it('runs each candidate with its own kernels and leaves the process with those it had', async () => {
    const seen = new Set<string>();
    const watched: Kernels = {
      ...referenceKernels,
      name: 'watched',
      affine: (...operands) => {
        seen.add(currentKernels().name);
        referenceKernels.affine(...operands);
      },
    };
    const before = currentKernels();
    await benchTrainingStep([32], [scalarKernels, watched], ONCE);
    expect([...seen]).toEqual(['watched']);
    expect(currentKernels()).toBe(before);
  });

  it('gives no figure when all kernel gradients have the wrong sign: the loss rises', async () => {
    const wrong = benchTrainingStep([200], [negated.dW], { ...ONCE, rounds: 10 });
    await expect(wrong).rejects.toThrow('it should fall');
  });

  it('gives no figure when only dX has the wrong sign: the loss falls, the gradients are others', async () => {
    const before = currentKernels();
    const wrong = benchTrainingStep([200], [negated.dX], { ...ONCE, rounds: 10 });
    await expect(wrong).rejects.toThrow(/gradient \d+ is /);
    expect(currentKernels()).toBe(before);
  });
});

describe('checkGradients', () => {
  const expected = Float32Array.of(0.5, -0.25);

  it('accepts equal ones', () => {
    expect(() => checkGradients('a', expected.slice(), expected)).not.toThrow();
  });

  it.each([
    ['all zeros', [0, 0], 'gradient 0 is 0, expected 0.5'],
    ['one off by a unit in the last place', [0.5, -0.25 - 2 ** -25], 'gradient 1 is -0.2500000'],
    ['a NaN', [NaN, -0.25], 'gradient 0 is NaN'],
    ['one too few', [0.5], 'gradient'],
    ['one too many', [0.5, -0.25, 0], 'gradient 2'],
  ])('rejects %s', (_, values, message) => {
    expect(() => checkGradients('a', Float32Array.from(values), expected)).toThrow(message);
  });

  it('rejects a NaN in both: equal, but no gradient', () => {
    expect(() => checkGradients('a', Float32Array.of(NaN), Float32Array.of(NaN))).toThrow('gradient 0');
  });
});

describe('checkTraining', () => {
  const weights = Float32Array.of(0.5, -0.25);

  it('accepts a loss that fell with finite weights', () => {
    expect(() => checkTraining('a', 0.7, 0.69, weights)).not.toThrow();
  });

  it.each([
    ['rose', 0.7, 0.71],
    ['stayed', 0.7, 0.7],
    ['became NaN', 0.7, NaN],
    ['was NaN', NaN, 0.7],
  ])('rejects a loss that %s', (_, lossBefore, lossAfter) => {
    expect(() => checkTraining('a', lossBefore, lossAfter, weights)).toThrow(`from ${lossBefore} to ${lossAfter}`);
  });

  it.each([NaN, Infinity, -Infinity])('rejects a weight of %s and names its place', (value) => {
    expect(() => checkTraining('a', 0.7, 0.6, Float32Array.of(0.5, value))).toThrow(`weight 1 is ${value}`);
  });
});
