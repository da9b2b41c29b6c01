import { describe, expect, it } from 'vitest';
import { evaluateClassifier } from '../../src/model/evaluate.ts';
import { nearest } from '../../src/options/nearest.ts';
import { asDataset, asTargets, type TargetsLike } from '../../src/preprocessing/as-dataset.ts';
import { DataError } from '../../src/errors.ts';
import { createRandom } from '../../src/random.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { evaluateLoss } from '../../src/training/evaluate-loss.ts';
import { fit } from '../../src/training/fit.ts';
import { smallClassifier } from '../support/models.ts';
import { expectSameBits, toRows } from '../support/tensors.ts';
import { makeData, makeNetwork } from '../support/training.ts';

const CLASSES = ['no', 'yes'];

describe('asTargets', () => {
  it('gives class numbers from numbers, and from names where they are known', () => {
    const numbers = Int32Array.of(0, 1, 1);
    expect(asTargets('fit', numbers)).toBe(numbers);
    for (const targets of [[0, 1, 1], Float32Array.of(0, 1, 1), Uint8Array.of(0, 1, 1)]) {
      expect(asTargets('fit', targets)).toEqual(numbers);
    }
    expect(asTargets('fit', ['no', 'yes', 'yes'], CLASSES)).toEqual(numbers);
  });

  it.each<[unknown, readonly string[] | undefined, string]>([
    [[0, 0.5], undefined, 'fit: targets[1] is 0.5, expected a class number'],
    [[0, -1], undefined, 'fit: targets[1] is -1, expected a class number'],
    [[0, NaN], undefined, 'fit: targets[1] is NaN, expected a class number'],
    [[0, null], undefined, 'fit: targets[1] is null, expected a class number'],
    [[0, 2 ** 31], undefined, 'fit: targets[1] is 2147483648, expected a class number'],
    [[0, 2], CLASSES, 'fit: targets[1] is 2, expected a class number below 2, or one of "no", "yes"'],
    [['no', 'Yes'], CLASSES, 'fit: targets[1] is "Yes", expected a class number below 2, or one of "no", "yes"'],
    [['no', '__proto__'], CLASSES, 'targets[1] is "__proto__"'],
  ])('refuses %j', (targets, classes, message) => {
    const action = () => asTargets('fit', targets as TargetsLike, classes);
    expect(action).toThrow(DataError);
    expect(action).toThrow(message);
  });

  it('names the class that was probably meant, and refuses names where none are known', () => {
    let error: unknown;
    try {
      asTargets('fit', ['yess'], CLASSES, nearest);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'E_DATA_LABEL', hint: 'did you mean "yes"?' });
    expect(() => asTargets('fit', ['yes'])).toThrow(RangeError);
  });
});

describe('plain arrays and seeds', () => {
  const data = makeData(1, 40);
  const arrays = { inputs: toRows(data.inputs), targets: [...data.targets] };
  const train = async (given: object) => {
    const network = makeNetwork(5, { hidden: [4], outputs: 2 });
    const loss = new SparseCategoricalCrossentropy();
    const options = { loss, optimizer: new Adam(), epochs: 2, batchSize: 8, validationData: arrays };
    const { epochs } = await fit(network, { ...options, ...data, ...given });
    return { network, epochs };
  };

  it('train to the bits of Tensors and streams, in fit and in evaluateLoss', async () => {
    const expected = await train({ random: createRandom(7, 'batches') });
    for (const given of [arrays, { ...arrays, inputs: Float64Array.from(data.inputs.data) }]) {
      const { network, epochs } = await train({ ...given, seed: 7 });
      expectSameBits(network.block.values, expected.network.block.values, 'weights');
      expect(epochs).toEqual(expected.epochs);
    }
    const loss = new SparseCategoricalCrossentropy();
    expect(evaluateLoss(expected.network, loss, arrays)).toEqual(evaluateLoss(expected.network, loss, data));
  });

  it('are refused by name before anything is trained', async () => {
    await expect(train({ ...arrays, seed: 1, targets: [...arrays.targets.slice(1), 7] })).rejects.toThrow('class 7');
    await expect(train({ seed: 1, inputs: arrays.inputs.map((row) => row.slice(1)) })).rejects.toThrow(
      new RangeError('fit: inputs[0] has 4 values, expected 5'),
    );
    await expect(train({ seed: 1, validationData: { ...arrays, targets: ['a'] } })).rejects.toThrow(
      'fit: validation: targets[0] is "a"',
    );
    await expect(train({})).rejects.toThrow(
      new RangeError('batches: got neither a seed nor a random, expected one of them'),
    );
  });

  it('are evaluated by a classifier, which knows the names of its classes', () => {
    const classifier = smallClassifier();
    const inputs = [
      [1, 2],
      [3, -4],
    ];
    const named = evaluateClassifier(classifier, { inputs, targets: ['yes', 'no'] }, 'natural');
    expect(named).toEqual(evaluateClassifier(classifier, asDataset('test', { inputs, targets: [1, 0] }, 2), 'natural'));
    expect(() => evaluateClassifier(classifier, { inputs, targets: ['yes', 'maybe'] }, 'natural')).toThrow('"maybe"');
  });
});
