import { afterEach, describe, expect, it } from 'vitest';
import { MemoryError } from '../../src/errors.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Sequential } from '../../src/nn/sequential.ts';
import { requireMemory, reserveMemory, reserveTrainingMemory } from '../../src/nn/reserve-memory.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { KernelMemory } from '../../src/tensor/kernels/kernel-memory.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { expectSameBits } from '../support/tensors.ts';
import { makeData, makeNetwork } from '../support/training.ts';

const ARCHITECTURE = { hidden: [7, 6], outputs: 2, dropout: 0.5 };
const data = makeData(1, 20);

/** Steps over all rows. */
function steps(network: Sequential, optimizer: Adam, count: number): void {
  const learner = { network, loss: new SparseCategoricalCrossentropy(), optimizer };
  for (let step = 0; step < count; step++) trainStep(learner, data);
}

describe('reserveMemory', () => {
  afterEach(() => useKernels(simdKernels));

  it('keeps the parameters and gradients, and lays everything into one memory of the kernels', () => {
    const network = makeNetwork(5, ARCHITECTURE);
    const [loss, optimizer] = [new SparseCategoricalCrossentropy(), new Adam()];
    const before = network.block.values.slice();
    network.block.gradients.fill(0.25);
    reserveTrainingMemory({ network, loss, optimizer }, 20);
    expectSameBits(network.block.values, before, 'parameters');
    expect(new Set(network.block.gradients)).toEqual(new Set([0.25]));
    const memory = KernelMemory.of(network.block.values)!;
    expect(memory).toBeInstanceOf(KernelMemory);
    const views = network.block.parameters.flatMap(({ value, gradient }) => [value.data, gradient.data]);
    const rows = [...network.workspace.buffers, ...loss.memory.buffers(2)].map((buffer) => buffer.rows(20).data);
    const all = [network.block.gradients, ...views, ...rows, ...optimizer.state.values()];
    // 2 · 6 views of the parameters; the batch, 2 of each of 5 layers and 3 of dropout; m and v.
    expect(all.length).toBeGreaterThan(30);
    for (const array of all) expect(memory.holds(array)).toBe(true);
    expect(network.block.parameters[0]!.value.data[3]).toBe(network.block.values[3]);
  });

  it('a second time keeps the optimizer’s state: 6 steps are 3 and 3 with another memory between', () => {
    const [once, twice] = [makeNetwork(5, ARCHITECTURE), makeNetwork(5, ARCHITECTURE)];
    const [first, second, loss] = [new Adam(), new Adam(), new SparseCategoricalCrossentropy()];
    reserveTrainingMemory({ network: once, optimizer: first, loss }, 20);
    steps(once, first, 6);
    reserveTrainingMemory({ network: twice, optimizer: second, loss }, 20);
    steps(twice, second, 3);
    const old = twice.block.values;
    reserveTrainingMemory({ network: twice, optimizer: second, loss }, 64);
    expect(twice.block.values.buffer).not.toBe(old.buffer);
    steps(twice, second, 3);
    expectSameBits(twice.block.values, once.block.values, 'weights');
    // Without the moments of the first 3 steps it would end elsewhere.
    const forgetful = makeNetwork(5, ARCHITECTURE);
    steps(forgetful, new Adam(), 3);
    steps(forgetful, new Adam(), 3);
    expect(() => expectSameBits(forgetful.block.values, once.block.values, 'weights')).toThrow('bits differ');
  });

  it('for 8 rows lets 20 pass with the same bits, and takes 8 from its memory again afterwards', () => {
    const [reserved, plain] = [makeNetwork(5, ARCHITECTURE), makeNetwork(5, ARCHITECTURE)];
    reserveMemory({ network: reserved, rows: 8 });
    steps(reserved, new Adam(), 4);
    steps(plain, new Adam(), 4);
    expectSameBits(reserved.block.values, plain.block.values, 'weights');
    const logits = reserved.forward(data.inputs.slice(0, 8));
    expect(KernelMemory.of(logits.data)).toBe(KernelMemory.of(reserved.block.values));
    expectSameBits(logits.data, plain.forward(data.inputs.slice(0, 8)).data, 'logits');
  });

  it('gives two networks memory apart: training one leaves the other as it was', () => {
    const [one, other] = [makeNetwork(5, ARCHITECTURE), makeNetwork(5, ARCHITECTURE, 2)];
    for (const network of [one, other]) reserveMemory({ network, rows: 20 });
    expect(one.block.values.buffer).not.toBe(other.block.values.buffer);
    const before = other.block.values.slice();
    const logits = other.forward(data.inputs).data;
    const kept = logits.slice();
    steps(one, new Adam(), 3);
    expectSameBits(other.block.values, before, 'weights of the other');
    expectSameBits(logits, kept, 'logits of the other');
  });

  it.each([2 ** 40, 2 ** 52])('for %i rows names rows, widths and bytes, and changes nothing', (rows) => {
    const network = makeNetwork(5, { hidden: [7], outputs: 2 });
    const before = network.block.values;
    expect(() => reserveMemory({ network, rows })).toThrow(
      new RegExp(String.raw`^${rows} rows of widths 5, 7, 7, 2: \d+ bytes, more than the host gives$`),
    );
    expect(() => reserveMemory({ network, rows })).toThrow(MemoryError);
    expect(network.block.values).toBe(before);
    expect(network.workspace.reservedRows).toBe(0);
    steps(network, new Adam(), 1);
  });

  it('requireMemory counts 6 float32 a parameter and names widths and bytes; what there is room for passes', () => {
    requireMemory([10, 50, 50, 50, 2]);
    // (2³⁰ + 1) · 2³⁰ + (2³⁰ + 1) · 2 parameters
    const widths = [2 ** 30, 2 ** 30, 2];
    const bytes = 4 * 6 * ((2 ** 30 + 1) * 2 ** 30 + (2 ** 30 + 1) * 2);
    expect(() => requireMemory(widths)).toThrow(
      new MemoryError(`a network of widths 1073741824, 1073741824, 2: ${bytes} bytes, more than the host gives`),
    );
  });

  it('leaves other errors of the kernels as they are', () => {
    const broken = new TypeError('a bug');
    useKernels({
      ...currentKernels(),
      allocate: () => {
        throw broken;
      },
    });
    expect(() => reserveMemory({ network: makeNetwork(5, ARCHITECTURE), rows: 8 })).toThrow(broken);
  });
});
