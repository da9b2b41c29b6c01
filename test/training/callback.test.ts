import { describe, expect, it } from 'vitest';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Callback } from '../../src/training/callback.ts';
import { EarlyStopping } from '../../src/training/early-stopping.ts';
import { expectSameBits } from '../support/tensors.ts';
import { makeData, makeNetwork, train } from '../support/training.ts';

describe('callbacks', () => {
  const data = makeData(12, 20);
  const network = makeNetwork(5, { hidden: [], outputs: 2 });

  it('hear begin, each batch, each epoch and the end, in the order of the list, each awaited', async () => {
    const heard: string[] = [];
    /** Yields before it notes the event, so that one that isn't awaited comes late. */
    const listen = (name: string): Callback => {
      const note = async (event: string): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        heard.push(`${name} ${event}`);
      };
      return {
        onTrainBegin: ({ epochs, batchesPerEpoch }) => note(`begin ${epochs}×${batchesPerEpoch}`),
        onBatchEnd: (epoch, batch) => note(`batch ${epoch}.${batch}`),
        onEpochEnd: (epoch) => note(`epoch ${epoch}`),
        onTrainEnd: () => note('end'),
      };
    };
    await train(network, { ...data, epochs: 2, batchSize: 10, callbacks: [listen('a'), {}, listen('b')] });
    const events = ['begin 2×2', 'batch 1.1', 'batch 1.2', 'epoch 1', 'batch 2.1', 'batch 2.2', 'epoch 2', 'end'];
    expect(heard).toEqual(events.flatMap((event) => [`a ${event}`, `b ${event}`]));
  });

  it('end training after the epoch in which one of them says stop, and still hear the end', async () => {
    const heard: string[] = [];
    const callbacks: Callback[] = [
      { onEpochEnd: (epoch, _, training) => (epoch === 3 ? training.stop() : undefined) },
      { onEpochEnd: (epoch) => void heard.push(`epoch ${epoch}`), onTrainEnd: () => void heard.push('end') },
    ];
    const { epochs } = await train(network, { ...data, epochs: 10, callbacks });
    expect(epochs).toHaveLength(3);
    expect(heard).toEqual(['epoch 1', 'epoch 2', 'epoch 3', 'end']);
  });

  it('see the figures that the history keeps', async () => {
    const seen: unknown[] = [];
    const callbacks: Callback[] = [{ onEpochEnd: (_, logs) => void seen.push(logs) }];
    const { epochs } = await train(network, { ...data, epochs: 3, validationData: data, callbacks });
    expect(seen).toEqual(epochs);
  });

  it('that fail end training with their error', async () => {
    const callbacks: Callback[] = [{ onBatchEnd: () => Promise.reject(new Error('disk full')) }];
    await expect(train(network, { ...data, callbacks })).rejects.toThrow('disk full');
  });

  it('of early stopping leave the weights of the best epoch, in a first fit and in a second', async () => {
    // Random labels and a large step: the validation loss is best early.
    const noise = makeData(13, 40, 5, { random: true });
    const overfitted = makeNetwork(5, { hidden: [16], outputs: 2 });
    const earlyStopping = new EarlyStopping({ patience: 3 });
    for (const validationData of [makeData(14, 40, 5, { random: true }), makeData(15, 40, 5, { random: true })]) {
      const weights: Float32Array[] = [];
      const remember: Callback = { onEpochEnd: () => void weights.push(overfitted.block.values.slice()) };
      const optimizer = new Adam({ learningRate: 0.02 });
      const callbacks = [remember, earlyStopping];
      const { epochs } = await train(overfitted, { ...noise, optimizer, epochs: 200, validationData, callbacks });
      const losses = epochs.map(({ validationLoss }) => validationLoss!);
      expect(earlyStopping.best).toBe(Math.min(...losses));
      expect(earlyStopping.bestEpoch).toBe(losses.indexOf(earlyStopping.best) + 1);
      expect([earlyStopping.stoppedEpoch, epochs.length]).toEqual(Array(2).fill(earlyStopping.bestEpoch + 3));
      expectSameBits(overfitted.block.values, weights[earlyStopping.bestEpoch - 1]!, 'weights');
      expect(() => expectSameBits(overfitted.block.values, weights.at(-1)!, 'weights')).toThrow('bits differ');
    }
  });
});
