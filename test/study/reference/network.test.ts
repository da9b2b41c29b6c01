import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { expectClose, expectGradientsClose } from '../../support/reference/check.ts';
import { backwardRules, forward, gradients, loss } from '../../../src/study/reference/network.ts';
import { flatten, withParameters } from '../../../src/study/reference/parameter-vector.ts';
import { differences, numericGradients } from '../../../src/study/reference/numeric-gradients.ts';
import type { Matrix, Objective, ReferenceLayer } from '../../../src/study/reference/network.ts';

/**
 * Central differences of a float64 loss near 1 carry about 2⁻⁵³ / h = 1e-11 of rounding and h²·f‴/6 ≈ 1e-10·f‴/6 of
 * truncation; gradients below 1e-3 feel the first, so 1e-10 absolute, the rest is held to 1e-7.
 */
const TOLERANCE = { relative: 1e-7, absolute: 1e-10 };

interface Problem {
  layers: ReferenceLayer[];
  x: Matrix;
  objective: Objective;
}

/** A seeded net with inputs in [−1, 1), weights, L2 and dropout; `units` ends with the number of logits. */
function makeProblem(seed: number, n: number, d: number, units: readonly number[]): Problem {
  const random = createRandom(seed, 'network test');
  const draw = (): number => 2 * random.next() - 1;
  const matrix = (rows: number, columns: number, value = draw): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, value));
  const k = units.at(-1)!;
  const layers = units.map((u, index): ReferenceLayer => {
    const last = index === units.length - 1;
    return {
      kernel: matrix(index === 0 ? d : units[index - 1]!, u),
      bias: index === 1 ? null : matrix(1, u)[0]!,
      activation: last ? 'linear' : 'relu',
      l2: index === 0 ? 0.03 : 0,
      ...(index === 0 && !last ? { dropoutMask: matrix(n, u, () => (random.next() < 0.25 ? 0 : 4 / 3)) } : {}),
    };
  });
  const objective: Objective = {
    loss: k === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
    targets: Array.from({ length: n }, () => random.integer(k === 1 ? 2 : k)),
    weights: Array.from({ length: n }, () => 0.25 + random.next()),
  };
  return { layers, x: matrix(n, d), objective };
}

const linear = (kernel: Matrix, bias: number[] | null = null): ReferenceLayer => ({
  kernel,
  bias,
  activation: 'linear',
});

const isSquare = (matrix: Matrix): boolean => matrix.length === matrix[0]!.length;
const transpose = (matrix: Matrix): Matrix => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
const scale = (matrix: Matrix, factor: number): Matrix => matrix.map((row) => row.map((value) => factor * value));

describe('forward and loss', () => {
  it('gives ln k for k equal logits and ln 2 for the logit 0', () => {
    const categorical: Objective = { loss: 'sparseCategoricalCrossentropy', targets: [0, 2] };
    expect(loss([linear([[0, 0, 0]])], [[1], [2]], categorical)).toBeCloseTo(Math.log(3), 14);
    const binary: Objective = { loss: 'binaryCrossentropy', targets: [0, 1] };
    expect(loss([linear([[0]])], [[1], [2]], binary)).toBeCloseTo(Math.log(2), 14);
  });

  it('follows a 2-2-2 net worked out by hand', () => {
    // z1 = [1·1 + 2·0.5 − 0.5, −1 + 2·0.25 + 0] = [1.5, −0.5]; a1 = [1.5, 0]·mask [2, 1] = [3, 0]; z2 = [3, −3] + [0, 1].
    const layers: ReferenceLayer[] = [
      {
        kernel: [
          [1, -1],
          [0.5, 0.25],
        ],
        bias: [-0.5, 0],
        activation: 'relu',
        dropoutMask: [[2, 1]],
        l2: 0.1,
      },
      linear(
        [
          [1, -1],
          [7, 7],
        ],
        [0, 1],
      ),
    ];
    const values = forward(layers, [[1, 2]], 'sparseCategoricalCrossentropy');
    expect(values.layers).toEqual([
      { z: [[1.5, -0.5]], a: [[3, 0]] },
      { z: [[3, -2]], a: [[3, -2]] },
    ]);
    expectClose(values.p, [[1 / (1 + Math.exp(-5)), 1 / (1 + Math.exp(5))]], {
      relative: 1e-15,
      absolute: 0,
      what: 'p',
    });
    // −ln p₁ = 5 + ln(1 + e⁻⁵), and 0.1·(1 + 1 + 0.25 + 0.0625) of L2.
    const found = loss(layers, [[1, 2]], { loss: 'sparseCategoricalCrossentropy', targets: [1] });
    expect(found).toBeCloseTo(5 + Math.log(1 + Math.exp(-5)) + 0.23125, 14);
  });

  it('gives one logit z the loss of the two logits [0, z]', () => {
    for (const z of [-30, -1.5, 0, 0.25, 40]) {
      for (const target of [0, 1]) {
        const one = loss([linear([[z]])], [[1]], { loss: 'binaryCrossentropy', targets: [target] });
        const two = loss([linear([[0, z]])], [[1]], { loss: 'sparseCategoricalCrossentropy', targets: [target] });
        // Both end in ln(1 + small): the second loses what 1 + small rounds away, 2⁻⁵³ of the largest logit, 40.
        expectClose(one, two, { relative: 1e-14, absolute: 1e-14, what: `z ${z}, target ${target}` });
      }
    }
  });

  it('stays exact at logits of ±1000', () => {
    const binary = (z: number, target: number): number =>
      loss([linear([[z]])], [[1]], { loss: 'binaryCrossentropy', targets: [target] });
    expect([binary(1000, 0), binary(1000, 1), binary(-1000, 1), binary(-1000, 0)]).toEqual([1000, 0, 1000, 0]);
    const categorical: Objective = { loss: 'sparseCategoricalCrossentropy', targets: [1] };
    expect(loss([linear([[1000, -1000]])], [[1]], categorical)).toBe(2000);
    expect(forward([linear([[1000, -1000]])], [[1]], categorical.loss).p).toEqual([[1, 0]]);
    expect(forward([linear([[-1000]])], [[1]], 'binaryCrossentropy').p).toEqual([[0]]);
  });

  it('divides weighted losses by the 2 rows, not by the weights’ sum 5', () => {
    const objective: Objective = { loss: 'binaryCrossentropy', targets: [0, 1], weights: [2, 3] };
    expect(loss([linear([[0]])], [[1], [1]], objective)).toBeCloseTo((5 * Math.log(2)) / 2, 14);
  });

  it('lays 2 layers out as kernel, bias, kernel and reads them back', () => {
    const layers: ReferenceLayer[] = [
      linear(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [7, 8],
      ),
      linear([[9], [10]]),
    ];
    expect(flatten(layers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(withParameters(layers, flatten(layers))).toEqual(layers);
  });
});

describe('gradients', () => {
  it('analytic and numeric agree to 1e-7 in 60 random nets', () => {
    let compared = 0;
    let kinks = 0;
    const units = fc.tuple(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        units,
        (seed, n, d, [hidden, k]) => {
          const { layers, x, objective } = makeProblem(seed, n, d, [...hidden, k]);
          const counts = expectGradientsClose(
            gradients(layers, x, objective),
            numericGradients(layers, x, objective),
            TOLERANCE,
          );
          compared += counts.compared;
          kinks += counts.kinks;
        },
      ),
      { seed: 1, numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(1500);
    // With h = 1e-5 a ReLU input in [−1, 1) lies within h of its kink about once in 100,000 times.
    expect(kinks).toBeLessThan(5);
  });

  it('reports the kernel, bias and input elements whose ±h step changes a ReLU’s winner, and only those', () => {
    // z = 1·0.5 − 0.499999 = 1e-6: closer to 0 than h. The second unit, z = 2, is far away.
    const layers: ReferenceLayer[] = [
      { kernel: [[0.5, 1]], bias: [-0.499999, 1], activation: 'relu' },
      linear([[1], [0.5]], [0]),
    ];
    const objective: Objective = { loss: 'binaryCrossentropy', targets: [1] };
    const numeric = numericGradients(layers, [[1]], objective);
    const kinks = {
      layers: [
        { kernel: [[0, 0]], bias: [[0]] },
        { kernel: [], bias: [] },
      ],
      input: [[0, 0]],
    };
    expect(numeric.kinks).toEqual(kinks);
    const analytic = gradients(layers, [[1]], objective);
    expect(
      expectGradientsClose(analytic, { ...numeric, kinks: { ...kinks, input: [] }, input: analytic.input }, TOLERANCE),
    ).toEqual({ compared: 6, kinks: 2 });
    // Negative control: with the kinks compared, too, the half-wrong difference quotient is noticed.
    expect(() => expectGradientsClose(analytic, { layers: numeric.layers, input: numeric.input }, TOLERANCE)).toThrow(
      /layers\[0\]\.dKernel\[0\]\[0\]/,
    );
  });

  it('at one place is what it is among all: of kernel, bias and input, with the losses on both sides', () => {
    const { layers, x, objective } = makeProblem(3, 2, 3, [4, 2]);
    const all = numericGradients(layers, x, objective);
    const at = differences(layers, x, objective);
    const kernel = at({ tensor: 'kernel', layer: 1, position: [3, 1] }, 1e-5);
    expect(kernel.slope).toBe(all.layers[1]!.kernel[3]![1]);
    expect(kernel.slope).toBe((kernel.above - kernel.below) / 2e-5);
    expect(at({ tensor: 'bias', layer: 0, position: [2] }, 1e-5).slope).toBe(all.layers[0]!.bias![2]);
    expect(at({ tensor: 'input', layer: 0, position: [1, 2] }, 1e-5).slope).toBe(all.input[1]![2]);
    const moved = structuredClone(layers);
    moved[1]!.kernel[3]![1]! += 1e-5;
    expect(kernel.above).toBe(loss(moved, x, objective));
  });

  it('leaves layers and input as they were', () => {
    const { layers, x, objective } = makeProblem(3, 2, 3, [2, 1]);
    const before = structuredClone({ layers, x });
    numericGradients(layers, x, objective);
    gradients(layers, x, objective);
    expect({ layers, x }).toEqual(before);
  });
});

describe('a gradient check with tolerance 1e-7 rejects', () => {
  // A square kernel in the middle, so that a transposed one still fits; n = 6 rows, no kinks (asserted below).
  const { layers, x, objective } = makeProblem(2, 6, 4, [5, 5, 3]);
  const numeric = numericGradients(layers, x, objective);
  const check = (rules: Partial<typeof backwardRules>): unknown =>
    expectGradientsClose(gradients(layers, x, objective, { ...backwardRules, ...rules }), numeric, TOLERANCE);

  it('nothing when all rules are right: 92 elements, no kinks', () => {
    // Kernels 20 + 25 + 15, biases 5 + 0 + 3, input 24, and not one of them at a kink.
    expect(check({})).toEqual({ compared: 92, kinks: 0 });
  });

  const broken: [string, Partial<typeof backwardRules>, RegExp][] = [
    ['a flipped sign', { logits: (p, y) => scale(backwardRules.logits(p, y), -1) }, /layers\[0\]\.dKernel/],
    ['a missing 1/n', { logits: (p, y) => scale(backwardRules.logits(p, y), p.length) }, /layers\[0\]\.dKernel/],
    [
      'forgotten row weights',
      { logits: (p, y) => backwardRules.logits(p, { loss: y.loss, targets: y.targets }) },
      /dKernel/,
    ],
    [
      'a transposed kernel in dX',
      { input: (dZ, kernel) => backwardRules.input(dZ, isSquare(kernel) ? transpose(kernel) : kernel) },
      /layers\[0\]\.dKernel/,
    ],
    [
      'a transposed kernel gradient',
      {
        kernel: (a, dZ) => {
          const dW = backwardRules.kernel(a, dZ);
          return isSquare(dW) ? transpose(dW) : dW;
        },
      },
      /layers\[1\]\.dKernel/,
    ],
    ['a missing ReLU mask', { relu: (dA) => dA }, /layers\[0\]\.dKernel/],
    ['a missing dropout mask', { dropout: (dA) => dA }, /layers\[0\]\.dKernel/],
    ['a missing bias gradient', { bias: (dZ) => dZ[0]!.map(() => 0) }, /layers\[0\]\.dBias/],
    ['a bias gradient of the first row alone', { bias: (dZ) => dZ[0]! }, /layers\[0\]\.dBias/],
    ['a missing L2 term', { l2: (kernel) => scale(kernel, 0) }, /layers\[0\]\.dKernel/],
    ['an L2 term without its 2', { l2: (kernel, lambda) => scale(kernel, lambda) }, /layers\[0\]\.dKernel/],
    ['an error of 1e-6 in every logit', { logits: (p, y) => scale(backwardRules.logits(p, y), 1 + 1e-6) }, /off by/],
  ];
  it.each(broken)('%s', (_, rules, place) => {
    expect(() => check(rules)).toThrow(place);
  });
});
