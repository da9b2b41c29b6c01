import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../src/nn/layers/layer.ts';
import type { Loss } from '../../src/nn/losses/loss.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { BinaryCrossentropy } from '../../src/nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../support/reference/check.ts';
import type { Matrix } from '../../src/study/reference/network.ts';
import type { Positions } from '../../src/study/reference/numeric-gradients.ts';
import { numericGradients } from '../../src/study/reference/numeric-gradients.ts';
import { drawBiases, gradientsOf, makeLayers, toReference } from '../support/networks.ts';
import type { Architecture } from '../support/networks.ts';
import { randomTensor, toRows } from '../support/tensors.ts';

interface Problem extends Architecture {
  readonly rows: number;
  readonly inputDim: number;
  readonly weighted: boolean;
  readonly seed: number;
}

/** What a negative control breaks. */
interface Changes {
  readonly alter?: (layer: Layer, index: number) => Layer;
  readonly alterGradient?: (dLogits: Tensor, targets: Int32Array) => Tensor;
}

/**
 * |a − n| / max(|a|, |n|, floor) ≤ 1e-5, the floor being 3 % of the tensor's largest gradient. An element is a sum of
 * up to n·u float32 terms, each off by some 2⁻²⁴ = 6e-8 of its size: where they cancel, the sum's error stays what the
 * terms made it, so elements much smaller than their neighbours have fewer digits. Over 300 nets the largest error was
 * 6.6e-6 with this floor, 2.0e-5 with 1 %, 8e-4 without.
 */
const RELATIVE = 1e-5;
const FLOOR = 0.03;

/** The numeric gradient's own error: differences of a loss near 1, good to 2⁻⁵³, over 2h = 2e-5, a few times over. */
const NUMERIC_ERROR = 1e-10;

/** Throws unless every gradient of the problem agrees; returns how many elements were compared and left out. */
function checkGradients(problem: Problem, { alter, alterGradient }: Changes = {}): { compared: number; kinks: number } {
  const { rows, inputDim, outputs, weighted, seed } = problem;
  const random = createRandom(seed, 'gradient check');
  const layers = makeLayers(problem);
  const network = new Sequential(alter === undefined ? layers : layers.map(alter), { inputDim, random });
  drawBiases(layers, seed);
  const x = randomTensor(random, rows, inputDim);
  const targets = Int32Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2)));
  const weights = weighted ? Float32Array.from({ length: rows }, () => 0.25 + random.next()) : null;
  const loss: Loss = outputs === 1 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();

  loss.forward(network.forward(x, { training: true }), targets, weights);
  const dLogits = alterGradient === undefined ? loss.backward() : alterGradient(loss.backward(), targets);
  const dX = network.backward(dLogits, { inputGradient: true })!;

  const numeric = numericGradients(toReference(layers, rows), toRows(x), {
    loss: outputs === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
    targets: [...targets],
    ...(weights === null ? {} : { weights: [...weights] }),
  });
  const found = gradientsOf(layers);
  expect(found).toHaveLength(numeric.layers.length);
  let [compared, kinks] = [0, 0];
  const compare = (actual: Matrix | number[], expected: Matrix | number[], what: string, except: Positions): void => {
    const largest = Math.max(...expected.flat().map(Math.abs));
    const size = expected.flat().length;
    kinks += except.length;
    if (except.length === size) return;
    const absolute = RELATIVE * FLOOR * largest + NUMERIC_ERROR;
    compared += expectClose(actual, expected, { relative: RELATIVE, absolute, what, except });
  };
  for (const [index, { kernel, bias }] of numeric.layers.entries()) {
    const at = numeric.kinks.layers[index]!;
    compare(found[index]!.kernel, kernel, `dW${index + 1}`, at.kernel);
    if (bias === null) expect(found[index]!.bias).toBeNull();
    else compare(found[index]!.bias!, bias, `db${index + 1}`, at.bias);
  }
  compare(toRows(dX), numeric.input, 'dX', numeric.kinks.input);
  return { compared, kinks };
}

describe('every element of every gradient is within 1e-5 of float64 central differences', () => {
  it('for 100 drawn nets of depth 0 to 3, at most 1 element in 1,000 left out at a kink', () => {
    const size = fc.constantFrom(1, 3, 4, 5, 7, 8, 9);
    const problems: fc.Arbitrary<Problem> = fc.record({
      rows: fc.constantFrom(1, 3, 4, 5, 7, 8, 9, 17),
      inputDim: size,
      hidden: fc.array(size, { maxLength: 3 }),
      // One logit is the binary loss.
      outputs: fc.constantFrom(1, 1, 2, 3, 5),
      useBias: fc.boolean(),
      l2: fc.constantFrom(0, 0.03),
      dropout: fc.constantFrom(0, 0.25),
      weighted: fc.boolean(),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    const total = { compared: 0, kinks: 0 };
    const depths = new Set<number>();
    fc.assert(
      fc.property(problems, (problem) => {
        const { compared, kinks } = checkGradients(problem);
        total.compared += compared;
        total.kinks += kinks;
        depths.add(problem.hidden.length);
      }),
      { seed: 1, numRuns: 100 },
    );
    expect(depths).toEqual(new Set([0, 1, 2, 3]));
    expect(total.compared).toBeGreaterThan(5000);
    expect(total.kinks / total.compared).toBeLessThan(1e-3);
  });

  const base: Problem = { rows: 5, inputDim: 4, hidden: [3, 7], outputs: 3, weighted: false, seed: 3 };
  it.each<[string, Partial<Problem>]>([
    ['a linear model', { hidden: [] }],
    ['softmax and two hidden layers', {}],
    ['row weights', { weighted: true }],
    ['L2', { l2: 0.1 }],
    ['dropout', { dropout: 0.5, rows: 17 }],
    ['no bias', { useBias: false }],
    ['one row', { rows: 1 }],
    ['one logit', { outputs: 1 }],
    [
      'one logit, weights, L2, dropout, no bias',
      { outputs: 1, weighted: true, l2: 0.1, dropout: 0.25, useBias: false },
    ],
  ])('for %s', (_, change) => {
    expect(checkGradients({ ...base, ...change }).compared).toBeGreaterThan(10);
  });
});

type Backward = Layer['backward'];

/** The layer with another backward pass. */
const withBackward = (layer: Layer, backward: Backward): Layer => ({
  kind: layer.kind,
  get parameters() {
    return layer.parameters ?? [];
  },
  build: (inputDim, random) => layer.build(inputDim, random),
  forward: (x, y, training) => layer.forward(x, y, training),
  backward,
  get buffers() {
    return layer.buffers ?? [];
  },
  penalty: () => layer.penalty?.() ?? 0,
  config: () => layer.config(),
});

/** Lets layers of one kind change what their right backward pass has left behind. */
const after =
  (kind: Layer['kind'], change: (layer: Layer, dY: Tensor, dX: Tensor) => void) =>
  (layer: Layer): Layer =>
    layer.kind !== kind
      ? layer
      : withBackward(layer, (x, y, dY, dX) => {
          layer.backward(x, y, dY, dX);
          change(layer, dY, dX!);
        });

const map = (tensor: Tensor, value: (index: number) => number): void =>
  tensor.data.set(Array.from(tensor.data, (_, index) => value(index)));
const kernelOf = (layer: Layer) => layer.parameters![0]!;
const biasOf = (layer: Layer) => layer.parameters![1]!;
const transposed = (index: number): number => (index % 4) * 4 + Math.floor(index / 4);

describe('the gradient check rejects', () => {
  // Square kernels, so that a transposed one fits; as many rows as units, so that the other axis fits too.
  const problem: Problem = {
    rows: 4,
    inputDim: 4,
    hidden: [4, 4],
    outputs: 4,
    weighted: true,
    l2: 0.1,
    dropout: 0.3,
    seed: 5,
  };

  const broken: Record<string, Changes> = {
    'a kernel gradient of the wrong sign': {
      alter: after('dense', (layer) => map(kernelOf(layer).gradient, (i) => -kernelOf(layer).gradient.data[i]!)),
    },
    'a transposed kernel gradient': {
      alter: after('dense', (layer) => {
        const right = kernelOf(layer).gradient.data.slice();
        map(kernelOf(layer).gradient, (i) => right[transposed(i)]!);
      }),
    },
    'dX = dZ·W, the kernel not transposed': {
      alter: after('dense', (layer, dZ, dX) => {
        const W = kernelOf(layer).value.data;
        map(dX, (index) => {
          let sum = 0;
          for (let k = 0; k < 4; k++) sum += dZ.data[Math.floor(index / 4) * 4 + k]! * W[k * 4 + (index % 4)]!;
          return sum;
        });
      }),
    },
    'a bias gradient summed over the wrong axis': {
      alter: after('dense', (layer, dZ) =>
        map(biasOf(layer).gradient, (j) => dZ.slice(j, j + 1).data.reduce((sum, value) => sum + value, 0)),
      ),
    },
    'a bias gradient left at 0': { alter: after('dense', (layer) => map(biasOf(layer).gradient, () => 0)) },
    'L2 with the factor 1 in place of 2': {
      alter: after('dense', (layer) => {
        const { value, gradient } = kernelOf(layer);
        map(gradient, (i) => gradient.data[i]! - 0.1 * value.data[i]!);
      }),
    },
    'L2 forgotten': {
      alter: after('dense', (layer) => {
        const { value, gradient } = kernelOf(layer);
        map(gradient, (i) => gradient.data[i]! - 0.2 * value.data[i]!);
      }),
    },
    'a ReLU that lets everything pass': { alter: after('relu', (_, dA, dZ) => dZ.data.set(dA.data)) },
    'a dropout mask forgotten': { alter: after('dropout', (_, dY, dX) => dX.data.set(dY.data)) },
    'a dropout scale forgotten': {
      alter: after('dropout', (_, _dY, dX) => {
        map(dX, (i) => dX.data[i]! * 0.7);
      }),
    },
    'a missing 1 / n': {
      alterGradient: (dLogits) =>
        new Tensor(
          dLogits.data.map((value) => value * 4),
          dLogits.shape,
        ),
    },
    'p in place of p − 1': {
      alterGradient: (dLogits, targets) => {
        const wrong = new Tensor(dLogits.data.slice(), dLogits.shape);
        wrong.data[targets[0]!]! += 0.25;
        return wrong;
      },
    },
    'one element that is off by 1e-4 of the largest': {
      alter: after('dense', (layer) => {
        const { data } = kernelOf(layer).gradient;
        data[5]! += 1e-4 * Math.max(...data.map(Math.abs));
      }),
    },
    'a NaN': {
      alter: after('dense', (layer) => {
        kernelOf(layer).gradient.data[7] = NaN;
      }),
    },
  };

  it('nothing where nothing is broken: the same net, its layers wrapped', () => {
    expect(checkGradients(problem).kinks).toBe(0);
    checkGradients(problem, { alter: (layer) => withBackward(layer, (...given) => layer.backward(...given)) });
  });

  it.each(Object.entries(broken))('%s', (_, changes) => {
    expect(() => checkGradients(problem, changes)).toThrow(/off by/);
  });
});
