/** What `fit` refuses before it changes anything, and what ends it: no training goes wrong in silence. */
import { describe, expect, it } from 'vitest';
import { BinaryCrossentropy } from '../../src/nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { EarlyStopping } from '../../src/training/early-stopping.ts';
import { evaluateLoss } from '../../src/training/evaluate-loss.ts';
import { expectSameBits } from '../support/tensors.ts';
import { makeData, makeNetwork, train, type TrainOptions } from '../support/training.ts';

const data = makeData(1, 12, 3);
const network = makeNetwork(3, { hidden: [4], outputs: 2 });
const before = network.block.values.slice();

/** The refusal, after which no weight has moved. */
async function refusalOf(options: Partial<TrainOptions>): Promise<unknown> {
  const error: unknown = await train(network, { ...data, ...options }).then(
    () => 'it trained',
    (thrown: unknown) => thrown,
  );
  expectSameBits(network.block.values, before, 'weights');
  return error;
}

describe('class weights', () => {
  const wrong = [[1, -1], [1], [1, 1, 1], [NaN, 1], [1, Infinity], [1, 1e39], [], ['1', '1'], 'ab', [undefined, 1]];

  it.each(wrong.map((weights) => [weights]))(
    'of %o are refused, for training and for validation rows',
    async (weights) => {
      const classWeight = weights as number[];
      const says = { name: 'RangeError', message: expect.stringContaining('expected 2 numbers of at least 0') };
      expect(await refusalOf({ classWeight })).toMatchObject(says);
      expect(await refusalOf({ validationData: data, validationClassWeight: classWeight })).toMatchObject(says);
      const loss = new SparseCategoricalCrossentropy();
      expect(() => evaluateLoss(network, loss, data, classWeight)).toThrow('expected 2 numbers of at least 0');
    },
  );

  it('that leave no row are refused: all 0, or 0 for the only class that has rows', async () => {
    const says = { message: expect.stringContaining('one above 0 for a class with rows') };
    expect(await refusalOf({ classWeight: [0, 0] })).toMatchObject(says);
    expect(await refusalOf({ targets: new Int32Array(12), classWeight: [0, 5] })).toMatchObject(says);
  });

  it('of 0 for one class and 2 for the other train', async () => {
    const { epochs } = await train(makeNetwork(3, { hidden: [4], outputs: 2 }), { ...data, classWeight: [0, 2] });
    expect(epochs[0]!.accuracy).toBeGreaterThanOrEqual(0);
  });
});

describe('rows', () => {
  it('of a class that the network has no logit for are refused before the first epoch, in validation too', async () => {
    const targets = Int32Array.from(data.targets, (target, i) => (i === 11 ? 2 : target));
    const message = (what: string) => ({
      name: 'RangeError',
      message: `fit${what}: class 2, expected 0 to 1`,
    });
    expect(await refusalOf({ targets })).toMatchObject(message(''));
    expect(await refusalOf({ validationData: { ...data, targets } })).toMatchObject(message(': validation'));
  });

  it('of validation have to be there', async () => {
    const none = { inputs: Tensor.zeros(0, 3), targets: new Int32Array(0) };
    const message = 'fit: validation: inputs have no rows';
    expect(await refusalOf({ validationData: none })).toMatchObject({ name: 'RangeError', message });
    const loss = new SparseCategoricalCrossentropy();
    expect(() => evaluateLoss(network, loss, none)).toThrow(new RangeError('evaluateLoss: inputs have no rows'));
  });

  it('meet a loss of as many logits: a sigmoid with 2 is refused', async () => {
    const message = 'fit: the loss takes 1 logit a row, the network gives 2';
    expect(await refusalOf({ loss: new BinaryCrossentropy() })).toMatchObject({ name: 'RangeError', message });
  });
});

describe('a validation loss that is not finite', () => {
  const far = (value: number) => {
    const inputs = new Tensor(data.inputs.data.slice(), data.inputs.shape);
    inputs.data[3 * 7 + 1] = value;
    return { inputs, targets: data.targets };
  };

  it.each([NaN, Infinity, 3e38])(
    'ends training after epoch 1, naming the validation rows, for one with %d',
    async (value) => {
      const callbacks = [new EarlyStopping({ patience: 3 })];
      const one = makeNetwork(3, { hidden: [4], outputs: 2 });
      // Weights so large that 3e38 times one of them is none that float32 holds.
      one.block.values.fill(2);
      await expect(train(one, { ...data, validationData: far(value), callbacks, epochs: 5 })).rejects.toMatchObject({
        code: 'E_TRAIN_DIVERGED',
        message: expect.stringMatching(/^epoch 1: the loss of the 12 validation rows is (NaN|Infinity)$/),
      });
    },
  );

  it('of finite logits, however large, does not', async () => {
    const { epochs } = await train(makeNetwork(3, { hidden: [4], outputs: 2 }), { ...data, validationData: far(1e30) });
    expect(epochs[0]!.validationLoss).toBeLessThan(1e31);
  });
});

describe('one network', () => {
  it('is not trained twice at once: the second fit is refused, the first ends as if alone', async () => {
    const [both, alone] = [makeNetwork(3, { hidden: [4], outputs: 2 }), makeNetwork(3, { hidden: [4], outputs: 2 })];
    const pause = { onBatchEnd: () => new Promise<void>((resolve) => setImmediate(resolve)) };
    const first = train(both, { ...data, epochs: 3, callbacks: [pause] });
    await expect(train(both, { ...data })).rejects.toThrow(new RangeError('fit: the network is being trained already'));
    await first;
    await train(alone, { ...data, epochs: 3 });
    expectSameBits(both.block.values, alone.block.values, 'weights');
  });

  it('can be trained again after a fit that ended or was refused', async () => {
    const one = makeNetwork(3, { hidden: [4], outputs: 2 });
    await expect(train(one, { ...data, epochs: 0 })).rejects.toThrow('epochs');
    await train(one, { ...data });
    await expect(train(one, { ...data })).resolves.toBeDefined();
  });

  it('has its own optimizer: an Adam that trained another network of the same size is refused', async () => {
    const [one, other] = [makeNetwork(3, { hidden: [4], outputs: 2 }), makeNetwork(3, { hidden: [4], outputs: 2 })];
    const optimizer = new Adam();
    await train(one, { ...data, optimizer });
    const start = other.block.values.slice();
    await expect(train(other, { ...data, optimizer })).rejects.toThrow(
      'the optimizer has trained another network: make one for each',
    );
    expectSameBits(other.block.values, start, 'weights');
    await expect(train(one, { ...data, optimizer })).resolves.toBeDefined();
  });

  it('may share its loss with one of another width, but not that loss’s gradient', () => {
    const loss = new SparseCategoricalCrossentropy();
    const wide = makeNetwork(3, { hidden: [], outputs: 4 });
    const narrow = makeNetwork(3, { hidden: [], outputs: 2 });
    for (const one of [wide, narrow]) loss.forward(one.forward(data.inputs), data.targets);
    expect(() => wide.backward(loss.backward())).toThrow(
      new RangeError('Sequential: dLogits is [12, 2], expected [12, 4]'),
    );
    expect(narrow.backward(loss.backward())).toBeNull();
    const fresh = makeNetwork(3, { hidden: [], outputs: 2 });
    expect(() => fresh.backward(loss.backward())).toThrow('dLogits is [12, 2], expected [0, 2]');
  });
});
