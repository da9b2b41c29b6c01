import { describe, expect, it } from 'vitest';
import { classifier, history, network, opened, seen, Swish } from '../../../bench/programs/custom-layer.ts';
import { Dense } from '../../../src/nn/layers/dense.ts';
import { SparseCategoricalCrossentropy } from '../../../src/nn/losses/softmax-crossentropy.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { createRandom } from '../../../src/random.ts';

import { Tensor } from '../../../src/tensor/tensor.ts';
import { onlyNetwork } from '../../support/networks.ts';
import { expectClose } from '../../support/reference/check.ts';
import { expectSameBits, randomTensor } from '../../support/tensors.ts';

const ROWS = 7;
const WIDTHS = [3, 5, 2] as const;
const x = randomTensor(createRandom(1, 'x'), ROWS, WIDTHS[0]);
const targets = Int32Array.of(0, 1, 1, 0, 1, 0, 0);

/** The mean cross-entropy of 3-5-2 with a swish between, in float64, of inputs and parameters in one vector. */
function lossOf(vector: readonly number[]): number {
  const [d, u, k] = WIDTHS;
  let next = 0;
  const take = (count: number) => vector.slice(next, (next += count));
  const [inputs, W1, b1, W2, b2] = [take(ROWS * d), take(d * u), take(u), take(u * k), take(k)];
  let total = 0;
  for (let i = 0; i < ROWS; i++) {
    const hidden = b1.map((bias, j) => {
      const z = bias + inputs.slice(i * d, (i + 1) * d).reduce((sum, value, s) => sum + value * W1[s * u + j]!, 0);
      return z / (1 + Math.exp(-z));
    });
    const logits = b2.map((bias, j) => bias + hidden.reduce((sum, value, s) => sum + value * W2[s * k + j]!, 0));
    total += Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[targets[i]!]!;
  }
  return total / ROWS;
}

const H = 1e-5;

/** Every gradient of 3-5-2 with the given layer between, against central differences of `lossOf`. */
function checkGradients(between: Swish): number {
  const layers = [new Dense({ units: WIDTHS[1] }), between, new Dense({ units: WIDTHS[2] })];
  const checked = new Sequential(layers, { inputDim: WIDTHS[0], random: createRandom(2, 'weights') });
  const loss = new SparseCategoricalCrossentropy();
  loss.forward(checked.forward(x), targets);
  const dX = checked.backward(loss.backward(), { inputGradient: true })!;
  const vector = [...x.data, ...checked.block.values];
  const numeric = vector.map(
    (value, i) => (lossOf(vector.with(i, value + H)) - lossOf(vector.with(i, value - H))) / (2 * H),
  );
  // As for the layers of glassnet (test/nn/gradients.test.ts): 1e-5, of 3 % of the largest where terms cancel.
  const largest = Math.max(...numeric.map(Math.abs));
  const tolerance = { relative: 1e-5, absolute: 1e-5 * 0.03 * largest + 1e-10 };
  return expectClose([...dX.data, ...checked.block.gradients], numeric, { ...tolerance, what: 'gradients' });
}

/** Forgets the second term of the product rule. */
class WrongSwish extends Swish {
  override readonly backward = (_x: Tensor, y: Tensor, dY: Tensor, dX: Tensor | null) =>
    dX?.data.set(dY.data.map((value, i) => value * y.data[i]!));
}

describe('a layer of one’s own', () => {
  it('trains: a loss below 1e-3 on a problem that no linear model can solve', () => {
    expect(history.epochs[0]!.loss).toBeGreaterThan(0.5);
    expect(history.epochs.at(-1)).toMatchObject({ accuracy: 1 });
    expect(history.epochs.at(-1)!.loss).toBeLessThan(1e-3);
  });

  it('is seen by taps under its own name, forward and back', () => {
    expect([...seen].slice(0, 15)).toEqual([
      'x',
      'z1',
      'swish1',
      'z2',
      'shifted',
      'exp',
      'p',
      'loss',
      'dz2',
      'dW2',
      'db2',
      'dswish1',
      'dz1',
      'dW1',
      'db1',
    ]);
  });

  it('has all 53 gradients within 1e-5 of float64 central differences, and wrong ones are rejected', () => {
    expect(checkGradients(new Swish())).toBe(ROWS * WIDTHS[0] + 3 * 5 + 5 + 5 * 2 + 2);
    expect(() => checkGradients(new WrongSwish())).toThrow(/off by/);
  });

  it('is saved and opened again: the same probabilities, bit for bit', () => {
    const rows = randomTensor(createRandom(3, 'rows'), 50, 2);
    const [before, after] = [Tensor.zeros(50, 2), Tensor.zeros(50, 2)];
    classifier.probabilities(rows, 'natural', before);
    opened.classifier.probabilities(rows, 'natural', after);
    expectSameBits(after.data, before.data, 'probabilities');
    expect(onlyNetwork(opened.classifier).config()).toEqual(network.config());
    expect(opened.classifier.network).not.toBe(network);
  });
});
