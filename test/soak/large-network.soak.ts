/**
 * A network of 100 MB of parameters trains on every set of kernels, to the same bits.
 */
import { afterEach, expect, it } from 'vitest';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { availableKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { sha256 } from '../support/models.ts';
import { makeData, makeNetwork, train } from '../support/training.ts';

const before = availableKernels().at(-1)!;
afterEach(() => useKernels(before));

it('10-5000-5000-2 has the same 100,280,008 bytes of weights after 2 steps of 10 rows on all kernels', async () => {
  const digests = new Map<string, string>();
  for (const kernels of availableKernels()) {
    useKernels(kernels);
    const network = makeNetwork(10, { hidden: [5000, 5000], outputs: 2 });
    const start = sha256(bytesOf(network.block.values));
    await train(network, {
      ...makeData(1, 20, 10),
      loss: new SparseCategoricalCrossentropy(),
      optimizer: new Adam(),
      epochs: 1,
      batchSize: 10,
    });
    const bytes = bytesOf(network.block.values);
    expect(bytes.length).toBe(100_280_008);
    expect(network.block.values.every(Number.isFinite)).toBe(true);
    digests.set(kernels.name, sha256(bytes));
    expect(digests.get(kernels.name)).not.toBe(start);
  }
  expect(digests.size).toBeGreaterThanOrEqual(2);
  expect(new Set(digests.values()).size).toBe(1);
});

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}
