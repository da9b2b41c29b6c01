import { afterEach, describe, expect, it, vi } from 'vitest';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import type { Layer } from '../../src/nn/layers/layer.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { SGD } from '../../src/nn/optimizers/sgd.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import type { Tap } from '../../src/nn/tap.ts';
import { createRandom } from '../../src/random.ts';
import { useKernels } from '../../src/tensor/kernels/current.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { gatherRows } from '../../src/tensor/operations.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { fit } from '../../src/training/fit.ts';
import { expectClose } from '../support/reference/check.ts';
import { forward } from '../../src/study/reference/network.ts';
import { drawBiases, makeLayers, toReference } from '../support/networks.ts';
import { expectSameBits, randomTensor, toRows } from '../support/tensors.ts';

const build = (hidden: readonly number[], outputs = 2, inputDim = 10, dropout = 0): Sequential =>
  new Sequential(makeLayers({ hidden, outputs, dropout }), { inputDim, random: createRandom(1, 'weights') });

/** The six outputs before the logits, of two hidden layers with dropout. */
const outputsOf = (network: Sequential, x: Tensor): Tensor[] => {
  const seen: Tensor[] = [];
  network.forward(x, { training: true, tap: (name, tensor) => name !== 'x' && seen.push(tensor) });
  // z3 is the logits, seen already.
  return seen.slice(0, 6);
};

/** The kernel, writing its name into `calls`. */
const counted =
  <Operands extends unknown[]>(name: string, kernel: (...operands: Operands) => void, calls: string[]) =>
  (...operands: Operands) => {
    calls.push(name);
    kernel(...operands);
  };

/** One batch of 6 rows through `fit`: weights and, where a tap is asked for, what it saw. */
async function trainOnce(optimizer: Optimizer, tap?: Tap, dropout = 0): Promise<Float32Array> {
  const network = build([4, 3], 2, 5, dropout);
  const random = createRandom(8);
  await fit(network, {
    inputs: randomTensor(random, 6, 5),
    targets: Int32Array.of(0, 1, 0, 1, 1, 0),
    loss: new SparseCategoricalCrossentropy(),
    optimizer,
    epochs: 1,
    batchSize: 6,
    random,
    tap,
  });
  return network.block.values;
}

afterEach(() => useKernels(simdKernels));

describe('shapes', () => {
  it('names the shape it got and the width it takes', () => {
    expect(() => build([5]).forward(Tensor.zeros(3, 9))).toThrow(
      new RangeError('Sequential: x is [3, 9], expected [n, 10]'),
    );
    expect(() => build([5]).forward(Tensor.zeros(10))).toThrow(
      new RangeError('Sequential: x is [10], expected [n, 10]'),
    );
  });

  it('refuses a network of no layers and an input of no width', () => {
    const random = createRandom(1);
    expect(() => new Sequential([], { inputDim: 1, random })).toThrow('at least one layer');
    for (const inputDim of [0, -1, 1.5, NaN]) {
      expect(() => new Sequential([new ReLU()], { inputDim, random })).toThrow(`at least 1, got ${inputDim}`);
    }
  });

  it('refuses a dense layer of no units or of a negative L2', () => {
    for (const units of [0, -3, 2.5, NaN]) expect(() => new Dense({ units })).toThrow(`at least 1, got ${units}`);
    for (const l2 of [-1, NaN, Infinity]) expect(() => new Dense({ units: 1, l2 })).toThrow(`at least 0, got ${l2}`);
  });
});

describe('forward', () => {
  it('is within 1e-6 of the float64 reference, relative to the largest, for 17 rows through 10-50-50-50-2', () => {
    const layers = makeLayers({ hidden: [50, 50, 50], outputs: 2 });
    const network = new Sequential(layers, { inputDim: 10, random: createRandom(2) });
    drawBiases(layers, 2);
    const x = randomTensor(createRandom(3), 17, 10);
    const { z } = forward(toReference(layers, 17), toRows(x), 'sparseCategoricalCrossentropy').layers.at(-1)!;
    const largest = Math.max(...z.flat().map(Math.abs));
    // Terms round to 2⁻²⁴ = 6e-8 twice each, at random; seen: 2.6e-7 after four products of up to 50 terms.
    const tolerance = { relative: 0, absolute: 1e-6 * largest };
    expectClose(toRows(network.forward(x)), z, { ...tolerance, what: 'logits' });
    layers[0]!.parameters![1]!.value.data[0]! += 1e-3;
    expect(() => expectClose(toRows(network.forward(x)), z, { ...tolerance, what: 'logits' })).toThrow(/off by/);
  });

  it('gives a row equal bits alone, in a batch of 1,000, shuffled and behind a longer batch', () => {
    const network = build([17, 9], 3, 7);
    const random = createRandom(4);
    const x = randomTensor(random, 1000, 7);
    const together = network.forward(x).data.slice();
    const order = random.shuffle(Int32Array.from({ length: 1000 }, (_, row) => row));
    const shuffled = Tensor.zeros(1000, 7);
    gatherRows(x, order, shuffled);
    const moved = network.forward(shuffled).data.slice();
    for (const [place, row] of order.entries()) {
      const expected = together.subarray(3 * row, 3 * row + 3);
      expectSameBits(moved.subarray(3 * place, 3 * place + 3), expected, `row ${row} shuffled`);
      expectSameBits(network.forward(x.slice(row, row + 1)).data, expected, `row ${row} alone`);
    }
    expect(new Set(order).size).toBe(1000);
  });

  it('takes no rows', () => {
    expect(build([5]).forward(Tensor.zeros(0, 10)).shape).toEqual([0, 2]);
  });

  it('leaves its input as it was', () => {
    const x = randomTensor(createRandom(5), 8, 10);
    const before = x.data.slice();
    const network = build([5], 2, 10, 0.5);
    network.forward(x, { training: true });
    network.backward(randomTensor(createRandom(6), 8, 2), { inputGradient: true });
    expectSameBits(x.data, before, 'x');
  });
});

describe('memory', () => {
  it('is taken at the first step and handed out again: the same tensors in steps 2 to 10', () => {
    const network = build([9, 5], 2, 10, 0.25);
    const loss = new SparseCategoricalCrossentropy();
    const optimizer = new Adam();
    const x = randomTensor(createRandom(7), 8, 10);
    const targets = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1);
    const step = (): unknown[] => {
      const logits = network.forward(x, { training: true });
      loss.forward(logits, targets);
      const dX = network.backward(loss.backward(), { inputGradient: true });
      optimizer.step(network.block);
      return [logits, loss.backward(), dX, ...optimizer.state.values(), ...outputsOf(network, x)];
    };
    const first = step();
    expect(first).toHaveLength(5 + 6);
    for (let again = 2; again <= 10; again++) {
      for (const [index, tensor] of step().entries()) expect(tensor === first[index], `tensor ${index}`).toBe(true);
    }
  });
});

describe('rows that the host has no memory for', () => {
  it('are refused by their bytes, and rows of before pass as before', () => {
    const wide: Layer = {
      kind: 'wide',
      build: () => 2 ** 40,
      forward: () => {},
      backward: () => {},
      config: () => ({ kind: 'wide' }),
    };
    const network = new Sequential([new Dense({ units: 3 }), wide], { inputDim: 2, random: createRandom(1) });
    const none = Tensor.zeros(0, 2);
    expect(network.forward(none).shape).toEqual([0, 2 ** 40]);
    expect(() => network.forward(Tensor.zeros(1, 2))).toThrow(/^RowBuffer: \[1, 1099511627776\]: 4398046511104 bytes/);
    // The dense layer had memory for the one row already.
    expect(network.forward(none).shape).toEqual([0, 2 ** 40]);
  });
});

describe('summary', () => {
  it('of 10-50-50-50-2 has 5,752 parameters in 23,008 bytes', () => {
    expect(build([50, 50, 50]).summary()).toBe(
      [
        'Layer  Output shape  Parameters',
        '───────────────────────────────',
        'input  [n, 10]                0',
        'dense  [n, 50]              550',
        'relu   [n, 50]                0',
        'dense  [n, 50]            2,550',
        'relu   [n, 50]                0',
        'dense  [n, 50]            2,550',
        'relu   [n, 50]                0',
        'dense  [n, 2]               102',
        'Total parameters: 5,752 (23,008 bytes as float32)',
      ].join('\n'),
    );
  });
});

describe('config', () => {
  it('holds what makes each layer again', () => {
    const layers = makeLayers({ hidden: [3], outputs: 2, useBias: false, l2: 0.5, dropout: 0.1 });
    expect(new Sequential(layers, { inputDim: 4, random: createRandom(1) }).config()).toEqual([
      { kind: 'dense', units: 3, useBias: false, l2: 0.5 },
      { kind: 'relu' },
      { kind: 'dropout', rate: 0.1 },
      { kind: 'dense', units: 2, useBias: false, l2: 0.5 },
    ]);
  });
});

describe('taps', () => {
  const forwardNames = ['x', 'z1', 'a1', 'z2', 'a2', 'z3', 'shifted', 'exp', 'p', 'loss'];
  const backwardNames = ['dz3', 'dW3', 'db3', 'da2', 'dz2', 'dW2', 'db2', 'da1', 'dz1', 'dW1', 'db1'];
  const parameters = ['W1', 'b1', 'W2', 'b2', 'W3', 'b3'];

  it('see one step of a net with two hidden layers and Adam under 57 names, in the order of the computation', async () => {
    const names: string[] = [];
    const shapes = new Map<string, readonly number[]>();
    await trainOnce(new Adam(), (name, tensor) => {
      names.push(name);
      shapes.set(name, tensor.shape);
    });
    const optimizerNames = parameters.flatMap((name) => [
      ...['m', 'v', 'mhat', 'vhat', 'step'].map((what) => `adam.${what}.${name}`),
      `${name}'`,
    ]);
    expect(names).toEqual([...forwardNames, ...backwardNames, ...optimizerNames]);
    expect(names).toHaveLength(57);
    expect(Object.fromEntries(shapes)).toMatchObject({
      x: [6, 5],
      z1: [6, 4],
      a2: [6, 3],
      shifted: [6, 2],
      exp: [6, 2],
      p: [6, 2],
      loss: [1],
      dz3: [6, 2],
      dW2: [4, 3],
      db2: [3],
      'adam.v.W1': [5, 4],
      'adam.step.W1': [5, 4],
      "b3'": [2],
    });
  });

  it('see SGD under sgd.velocity and sgd.step, and dropout behind each ReLU', async () => {
    const names: string[] = [];
    await trainOnce(new SGD(), (name) => names.push(name), 0.5);
    expect(names.filter((name) => name.includes('dropout'))).toEqual([
      'dropout1',
      'dropout2',
      'ddropout2',
      'ddropout1',
    ]);
    expect(names.slice(-18)).toEqual(
      parameters.flatMap((name) => [`sgd.velocity.${name}`, `sgd.step.${name}`, `${name}'`]),
    );
  });

  it('see dx last where the input gradient is asked for', () => {
    const network = build([4], 2, 5);
    const names: string[] = [];
    const x = randomTensor(createRandom(9), 3, 5);
    network.forward(x);
    const dX = network.backward(randomTensor(createRandom(10), 3, 2), {
      inputGradient: true,
      tap: (name) => names.push(name),
    });
    expect(names).toEqual(['dz2', 'dW2', 'db2', 'da1', 'dz1', 'dW1', 'db1', 'dx']);
    expect(dX!.shape).toEqual([3, 5]);
    expect(network.backward(randomTensor(createRandom(10), 3, 2))).toBeNull();
  });

  it('see no gradient with respect to the input, and none is computed, unless it is asked for', () => {
    const layers = makeLayers({ hidden: [4], outputs: 2 });
    const network = new Sequential(layers, { inputDim: 5, random: createRandom(1) });
    const asked = layers.map((layer) => vi.spyOn(layer, 'backward'));
    const products: string[] = [];
    const { matmulNT, matmulNTRelu } = referenceKernels;
    const count = {
      matmulNT: counted('NT', matmulNT, products),
      matmulNTRelu: counted('NT, ReLU', matmulNTRelu, products),
    };
    useKernels({ ...referenceKernels, ...count });
    network.forward(randomTensor(createRandom(9), 3, 5));
    for (const inputGradient of [false, true]) {
      network.backward(randomTensor(createRandom(10), 3, 2), { inputGradient, tap: () => {} });
      expect(asked.map(({ mock }) => mock.lastCall![3] !== null)).toEqual([inputGradient, true, true]);
      expect(products.splice(0)).toEqual(inputGradient ? ['NT', 'NT'] : ['NT']);
      network.backward(randomTensor(createRandom(10), 3, 2), { inputGradient });
      expect(products.splice(0)).toEqual(inputGradient ? ['NT, ReLU', 'NT'] : ['NT, ReLU']);
    }
  });

  it('change no bit of the weights', async () => {
    const untapped = await trainOnce(new Adam(), undefined, 0.5);
    const tapped = await trainOnce(new Adam(), () => {}, 0.5);
    expectSameBits(tapped, untapped, 'weights');
    expect([...untapped]).not.toEqual([...build([4, 3], 2, 5).block.values]);
  });
});

describe('a dense layer and the ReLU behind it in one', () => {
  const watched = { tap: () => {} };
  const rows = 13;
  const x = randomTensor(createRandom(11), rows, 10);
  const dLogits = randomTensor(createRandom(12), rows, 2);

  /** Gradients and dX of one pass forward and back, watched or not on either way. */
  function pass(layers: readonly Layer[], onWay: object, back: object): Float32Array {
    const network = new Sequential(layers, { inputDim: 10, random: createRandom(1, 'weights') });
    const logits = network.forward(x, { training: true, ...onWay }).data.slice();
    const dX = network.backward(dLogits, { inputGradient: true, ...back })!;
    return Float32Array.of(...logits, ...network.block.gradients, ...dX.data);
  }

  const dense = (units: number, useBias = true) => new Dense({ units, useBias });
  it.each<[string, () => Layer[]]>([
    ['3 hidden layers', () => makeLayers({ hidden: [9, 17, 5], outputs: 2 })],
    ['dropout behind each', () => makeLayers({ hidden: [9, 17, 5], outputs: 2, dropout: 0.3 })],
    ['no bias', () => makeLayers({ hidden: [9, 5], outputs: 2, useBias: false })],
    ['a ReLU first', () => [new ReLU(), dense(7), new ReLU(), dense(2)]],
    ['a ReLU last', () => [dense(7), dense(6), new ReLU(), new ReLU(), dense(2), new ReLU()]],
  ])('has the bits of both alone, of %s, whether forward, backward or both are watched', (_, make) => {
    const expected = pass(make(), watched, watched);
    for (const [onWay, back] of [
      [{}, {}],
      [watched, {}],
      [{}, watched],
    ] as const) {
      expectSameBits(pass(make(), onWay, back), expected, 'logits, gradients and dX');
    }
    expect(new Set(expected).size).toBeGreaterThan(100);
  });

  it('is not done to a subclass, which may compute something else', () => {
    class Doubled extends Dense {
      override forward(inputs: Tensor, z: Tensor): void {
        super.forward(inputs, z);
        for (let i = 0; i < z.data.length; i++) z.data[i]! *= 2;
      }
    }
    class Passing extends ReLU {
      override forward(z: Tensor, a: Tensor): void {
        a.data.set(z.data);
      }
    }
    const outputs = (make: () => Layer[], options: object) =>
      new Sequential(make(), { inputDim: 10, random: createRandom(1) }).forward(x, options).data.slice();
    for (const make of [() => [new Doubled({ units: 5 }), new ReLU()], () => [dense(5), new Passing()]]) {
      expectSameBits(outputs(make, {}), outputs(make, watched), 'outputs');
      expect(() =>
        expectSameBits(
          outputs(make, {}),
          outputs(() => [dense(5), new ReLU()], {}),
          'outputs',
        ),
      ).toThrow();
    }
  });

  it('calls neither kernel of the ReLU, and both when watched', () => {
    const calls: string[] = [];
    const { relu, reluGradient } = referenceKernels;
    const count = { relu: counted('relu', relu, calls), reluGradient: counted('gradient', reluGradient, calls) };
    useKernels({ ...referenceKernels, ...count });
    pass(makeLayers({ hidden: [9, 5], outputs: 2 }), {}, {});
    expect(calls).toEqual([]);
    pass(makeLayers({ hidden: [9, 5], outputs: 2 }), watched, watched);
    expect(calls).toEqual(['relu', 'relu', 'gradient', 'gradient']);
  });
});
