import { describe, expect, it } from 'vitest';
import { Dense } from '../../src/nn/layers/dense.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { reserveMemory } from '../../src/nn/reserve-memory.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { makeLayers } from '../support/networks.ts';
import { expectSameBits } from '../support/tensors.ts';

const build = (seed: number): Sequential =>
  new Sequential(makeLayers({ hidden: [4, 3], outputs: 2 }), { inputDim: 5, random: createRandom(seed) });

const network = build(1);
const { block } = network;

describe('the parameter block', () => {
  it('lays W1, b1, W2, b2, W3, b3 out one behind the other without a gap: 20 + 4 + 12 + 3 + 6 + 2 = 47', () => {
    let next = 0;
    for (const { value, gradient } of block.parameters) {
      expect([value.data.buffer, value.data.byteOffset]).toEqual([block.values.buffer, 4 * next]);
      expect([gradient.data.buffer, gradient.data.byteOffset]).toEqual([block.gradients.buffer, 4 * next]);
      expect(gradient.shape).toEqual(value.shape);
      next += value.data.length;
    }
    expect(block.parameters.map(({ name }) => name)).toEqual(['W1', 'b1', 'W2', 'b2', 'W3', 'b3']);
    expect([next, block.values.length, block.gradients.length, network.parameterCount]).toEqual([47, 47, 47, 47]);
  });

  it('is what layers compute with: a number written into it shows in kernel, bias and output', () => {
    const dense = new Dense({ units: 1 });
    const one = new Sequential([dense], { inputDim: 2, random: createRandom(1) });
    one.block.values.set([2, 3, 5]);
    expect([[...dense.kernel.data], [...dense.bias!.data]]).toEqual([[2, 3], [5]]);
    expect([...one.forward(Tensor.from([[10, 100]])).data]).toEqual([325]);
    dense.kernel.data[1] = 4;
    expect([...one.block.values]).toEqual([2, 4, 5]);
  });

  it('moves with the tensors that are held: they stay the layer’s own, read and write; the old arrays read NaN', () => {
    const dense = new Dense({ units: 1 });
    const one = new Sequential([dense], { inputDim: 2, random: createRandom(1) });
    one.block.values.set([2, 3, 5]);
    const held = [dense.kernel, dense.bias!, dense.parameters[0]!.gradient, one.block.values] as const;
    for (let move = 0; move < 2; move++) {
      reserveMemory({ network: one, rows: 4 });
      expect(dense.kernel).toBe(held[0]);
      expect(dense.parameters[0]!.gradient).toBe(held[2]);
      expect([...held[0].data, ...held[1].data]).toEqual([2, 3, 5]);
    }
    held[0].data[0] = 7;
    expect(one.forward(Tensor.from([[1, 1]])).data[0]).toBe(15);
    expect([...one.block.values]).toEqual([7, 3, 5]);
    expect([...held[3]]).toEqual([NaN, NaN, NaN]);
  });

  it('finds the part of another array of its layout that belongs to a parameter, as a view', () => {
    const other = Float32Array.from({ length: 47 }, (_, i) => i);
    const part = block.partOf(other, block.parameters[2]!);
    expect([part.shape, part.data[0], part.data.length]).toEqual([[4, 3], 24, 12]);
    part.data[0] = -1;
    expect(other[24]).toBe(-1);
  });

  it('draws equal bits from equal seeds, other ones from another seed, and zeros for biases', () => {
    expectSameBits(build(1).block.values, block.values, 'values');
    expect(() => expectSameBits(build(2).block.values, block.values, 'values')).toThrow('bits differ');
    for (const { role, value } of block.parameters) {
      expect(value.data.every((number) => number === 0)).toBe(role === 'bias');
    }
  });
});
