import { describe, expect, it } from 'vitest';
import { glorotUniform, heUniform, zeros } from '../../../src/nn/layers/initializers.ts';
import type { Initializer } from '../../../src/nn/layers/initializers.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { expectSameBits } from '../../support/tensors.ts';

const N = 400 * 250;

function draw(initializer: Initializer, seed: number): Tensor {
  const kernel = Tensor.zeros(400, 250);
  initializer(kernel, createRandom(seed));
  return kernel;
}

/**
 * Throws unless the values look like N draws from U(−l, l): all inside, the extremes near ±l, mean 0, variance l²/3.
 * Five standard errors each, which a right initializer misses once in a million seeds: the mean's is l/√(3N), the
 * variance's l²·√(4 / 45N) since the fourth central moment is l⁴/5. An extreme misses l by 2l/N on average.
 */
function expectUniform({ data }: Tensor, limit: number): void {
  const size = Math.fround(limit);
  const mean = data.reduce((sum, w) => sum + w, 0) / N;
  const variance = data.reduce((sum, w) => sum + (w - mean) * (w - mean), 0) / N;
  const [smallest, largest] = [Math.min(...data.subarray(0, N)), Math.max(...data)];
  if (!(smallest >= -size && largest <= size)) throw new Error(`outside ±${size}: ${smallest} or ${largest}`);
  if (!(largest > size * (1 - 40 / N) && smallest < -size * (1 - 40 / N))) throw new Error('extremes not near ±l');
  if (!(Math.abs(mean) < 5 * limit * Math.sqrt(1 / (3 * N)))) throw new Error(`mean ${mean}`);
  if (!(Math.abs(variance - limit ** 2 / 3) < 5 * limit ** 2 * Math.sqrt(4 / (45 * N)))) {
    throw new Error(`variance ${variance}, expected ${limit ** 2 / 3}`);
  }
}

const glorotLimit = Math.sqrt(6 / (400 + 250));
const heLimit = Math.sqrt(6 / 400);

/** The largest value in a kernel of the other shape. */
const largest = (initializer: Initializer): number => {
  const kernel = Tensor.zeros(250, 400);
  initializer(kernel, createRandom(1));
  return Math.max(...kernel.data);
};

describe('initializers, on a kernel [400, 250]', () => {
  it('glorotUniform draws from ±√(6 / 650) = ±0.0961, and not from He’s ±0.1225', () => {
    expectUniform(draw(glorotUniform, 1), glorotLimit);
    expect(() => expectUniform(draw(glorotUniform, 1), heLimit)).toThrow('extremes');
  });

  it('heUniform draws from ±√(6 / 400) = ±0.1225: fan-in alone, and not from the fan-out’s ±0.1549', () => {
    expectUniform(draw(heUniform, 1), heLimit);
    expect(() => expectUniform(draw(heUniform, 1), Math.sqrt(6 / 250))).toThrow('extremes');
    expect(() => expectUniform(draw(heUniform, 1), glorotLimit)).toThrow('outside');
  });

  it('glorotUniform gives the same limit to the transposed kernel, heUniform another', () => {
    expect(largest(glorotUniform)).toBeCloseTo(glorotLimit, 4);
    expect(largest(heUniform)).toBeCloseTo(Math.sqrt(6 / 250), 4);
  });

  it('the check rejects U(0, l), a constant and a variance 3 % off', () => {
    const shrunk = draw(glorotUniform, 1);
    for (let i = 0; i < N; i++) if (Math.abs(shrunk.data[i]!) < 0.99 * glorotLimit) shrunk.data[i]! *= 0.985;
    expect(() => expectUniform(shrunk, glorotLimit)).toThrow('variance');
    const positive = draw(glorotUniform, 1);
    for (let i = 0; i < N; i++) positive.data[i] = Math.abs(positive.data[i]!);
    expect(() => expectUniform(positive, glorotLimit)).toThrow('extremes');
    expect(() => expectUniform(Tensor.zeros(400, 250), glorotLimit)).toThrow('extremes');
  });

  it('draw equal bits from equal seeds and others from another', () => {
    for (const initializer of [glorotUniform, heUniform]) {
      expectSameBits(draw(initializer, 3).data, draw(initializer, 3).data, 'kernel');
      expect(() => expectSameBits(draw(initializer, 4).data, draw(initializer, 3).data, 'kernel')).toThrow('bits');
    }
  });

  it('zeros overwrites everything with 0', () => {
    const out = Tensor.from([
      [NaN, 1],
      [2, 3],
    ]);
    zeros(out);
    expectSameBits(out.data, new Float32Array(4), 'zeros');
  });
});
