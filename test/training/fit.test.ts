import { describe, expect, it } from 'vitest';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import { SGD } from '../../src/nn/optimizers/sgd.ts';
import { BinaryCrossentropy } from '../../src/nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../src/random.ts';
import { gatherRows } from '../../src/tensor/operations.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import type { Callback } from '../../src/training/callback.ts';
import { evaluateLoss } from '../../src/training/evaluate-loss.ts';
import { expectClose } from '../support/reference/check.ts';
import { drawBiases } from '../support/networks.ts';
import { expectSameBits, randomTensor } from '../support/tensors.ts';
import { makeData, makeNetwork, train } from '../support/training.ts';
import type { TrainOptions } from '../support/training.ts';

/** So small a step that no float32 weight moves, unless it is 0. */
const standStill = (): Optimizer => new SGD({ learningRate: 1e-30 });

/** The row numbers of every batch; each row's input is its number. */
async function batchesOf(n: number, batchSize: number, epochs: number, seed = 1): Promise<number[][]> {
  const inputs = Tensor.from(Array.from({ length: n }, (_, row) => [row]));
  const targets = Int32Array.from({ length: n }, (_, row) => row % 2);
  const batches: number[][] = [];
  const tap = (name: string, tensor: Tensor): void => {
    if (name === 'x') batches.push([...tensor.data]);
  };
  const network = makeNetwork(1, { hidden: [], outputs: 2 });
  await train(network, { inputs, targets, batchSize, epochs, tap, optimizer: standStill() }, seed);
  return batches;
}

const orders = (batches: number[][]): string[] => [0, 3, 6].map((start) => batches.slice(start, start + 3).join());

describe('batches', () => {
  it('show each of 23 rows once an epoch, in batches of 8, 8 and 7', async () => {
    const batches = await batchesOf(23, 8, 3);
    expect(batches.map((rows) => rows.length)).toEqual([8, 8, 7, 8, 8, 7, 8, 8, 7]);
    for (let epoch = 0; epoch < 3; epoch++) {
      const rows = batches.slice(3 * epoch, 3 * epoch + 3).flat();
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, row) => row));
    }
  });

  it('come in another order each epoch, the same one for the same seed', async () => {
    const first = orders(await batchesOf(23, 8, 3));
    expect(new Set(first).size).toBe(3);
    expect(orders(await batchesOf(23, 8, 3))).toEqual(first);
    expect(orders(await batchesOf(23, 8, 3, 2))[0]).not.toBe(first[0]);
  });

  it('larger than the data hold all rows, and one row is a batch', async () => {
    expect((await batchesOf(5, 1000, 2)).map((rows) => rows.length)).toEqual([5, 5]);
    expect(await batchesOf(1, 8, 2)).toEqual([[0], [0]]);
    expect((await batchesOf(4, 1, 1)).map((rows) => rows.length)).toEqual([1, 1, 1, 1]);
  });

  it('carry each row’s own target', async () => {
    // Class = row mod 2 and a linear model on [even, odd]: only right pairs let the loss fall.
    const inputs = Tensor.from(Array.from({ length: 40 }, (_, row) => [1 - (row % 2), row % 2]));
    const targets = Int32Array.from({ length: 40 }, (_, row) => row % 2);
    const network = makeNetwork(2, { hidden: [], outputs: 2 });
    const { epochs } = await train(network, { inputs, targets, epochs: 60, optimizer: new SGD({ learningRate: 1 }) });
    expect(epochs.at(-1)).toMatchObject({ accuracy: 1 });
    expect(epochs.at(-1)!.loss).toBeLessThan(0.01);
  });
});

describe('the epoch’s figures', () => {
  it('are means over rows, not batches: within 1e-9 of the float64 mean of 23 rows in batches of 8, 8 and 7', async () => {
    const data = makeData(1, 23);
    const network = makeNetwork(5, { hidden: [4], outputs: 2 });
    // A bias of 0 would be the one weight that so small a step moves.
    drawBiases(network.layers, 1);
    const loss = new SparseCategoricalCrossentropy();
    const rowLosses = [...data.targets].map((target, i) =>
      loss.forward(network.forward(data.inputs.slice(i, i + 1)), Int32Array.of(target)),
    );
    const mean = rowLosses.reduce((sum, value) => sum + value, 0) / 23;
    const ends: number[] = [];
    const callbacks: Callback[] = [{ onBatchEnd: (_epoch, _batch, batchLoss) => void ends.push(batchLoss) }];
    const { epochs } = await train(network, { ...data, optimizer: standStill(), callbacks, validationData: data });
    expect(Math.abs(epochs[0]!.loss - mean)).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(epochs[0]!.validationLoss! - mean)).toBeLessThanOrEqual(1e-9);
    expect(epochs[0]!.validationAccuracy).toBe(epochs[0]!.accuracy);
    // The mean of the three batches' means is another number.
    expect(Math.abs((ends[0]! + ends[1]! + ends[2]!) / 3 - mean)).toBeGreaterThan(1e-5);
  });

  it('hold the L2 penalty in the training loss and not in the validation loss', async () => {
    const data = makeData(2, 16);
    const network = makeNetwork(5, { hidden: [4], outputs: 2, l2: 0.1 });
    const penalty = network.penalty();
    const { epochs } = await train(network, { ...data, optimizer: standStill(), validationData: data });
    expect(penalty).toBeGreaterThan(0.1);
    expect(epochs[0]!.loss - epochs[0]!.validationLoss!).toBeCloseTo(penalty, 12);
  });

  it('have no validation figures without validation data', async () => {
    const { epochs } = await train(makeNetwork(5, { hidden: [], outputs: 2 }), makeData(3, 16));
    expect(Object.keys(epochs[0]!)).toEqual(['loss', 'accuracy']);
  });
});

const accuracy = async (random: boolean): Promise<number> => {
  const network = makeNetwork(5, { hidden: [16], outputs: 2 });
  await train(network, {
    ...makeData(6, 1000, 5, { random }),
    optimizer: new Adam({ learningRate: 0.01 }),
    epochs: 30,
    batchSize: 50,
  });
  return evaluateLoss(network, new SparseCategoricalCrossentropy(), makeData(7, 2000, 5, { random })).accuracy;
};

describe('learning', () => {
  it.each([2, 3, 10])('begins within 10 %% of ln k with %i classes', async (classes) => {
    const data = makeData(4, 500, 10, { classes, random: true });
    const network = makeNetwork(10, { hidden: [50, 50], outputs: classes });
    const { loss } = evaluateLoss(network, new SparseCategoricalCrossentropy(), data);
    expect(Math.abs(loss / Math.log(classes) - 1)).toBeLessThan(0.1);
  });

  it.each([
    ['softmax', 2, new SparseCategoricalCrossentropy()],
    ['sigmoid', 1, new BinaryCrossentropy()],
  ] as const)(
    'brings one batch of 20 random labels under a loss of 1e-3 in 500 steps (%s)',
    async (_, outputs, loss) => {
      const data = makeData(5, 20, 10, { random: true });
      const network = makeNetwork(10, { hidden: [50, 50], outputs });
      const optimizer = new Adam({ learningRate: 0.01 });
      const { epochs } = await train(network, { ...data, loss, optimizer, epochs: 500, batchSize: 20 });
      expect(epochs[0]!.loss).toBeGreaterThan(0.5);
      expect(epochs.at(-1)!.loss).toBeLessThan(1e-3);
    },
  );

  it('reaches 0.9 on 2,000 new rows of a learnable class, and 0.5 ± 0.056 where labels were drawn at random', async () => {
    expect(await accuracy(false)).toBeGreaterThan(0.9);
    // Five standard errors √(0.25 / 2000).
    expect(Math.abs((await accuracy(true)) - 0.5)).toBeLessThan(0.056);
  });

  it('gives equal bits for equal seeds, and other ones for other batches, weights or dropout masks', async () => {
    const data = makeData(8, 50);
    const weights = async (seed: number, batchSeed: number, dropout = 0): Promise<Float32Array> => {
      const network = makeNetwork(5, { hidden: [8], outputs: 2, dropout }, seed);
      await train(network, { ...data, epochs: 3 }, batchSeed);
      return network.block.values;
    };
    const first = await weights(1, 1);
    expectSameBits(await weights(1, 1), first, 'weights');
    expectSameBits(await weights(1, 1, 0.5), await weights(1, 1, 0.5), 'weights with dropout');
    for (const other of [await weights(2, 1), await weights(1, 2), await weights(1, 1, 0.5)]) {
      expect(() => expectSameBits(other, first, 'weights')).toThrow('bits differ');
    }
  });

  it('leaves the caller’s rows as they were', async () => {
    const data = makeData(9, 20);
    const before = { inputs: data.inputs.data.slice(), targets: data.targets.slice() };
    await train(makeNetwork(5, { hidden: [8], outputs: 2, dropout: 0.5 }), { ...data, epochs: 2 });
    expectSameBits(data.inputs.data, before.inputs, 'inputs');
    expect([...data.targets]).toEqual([...before.targets]);
  });
});

const run = async (options: TrainOptions) => {
  const network = makeNetwork(5, { hidden: [6], outputs: 2 });
  const optimizer = new SGD({ learningRate: 0.5 });
  const { epochs } = await train(network, { ...options, optimizer, epochs: 50, batchSize: 48 });
  return { weights: [...network.block.values], epochs };
};

describe('class weights', () => {
  // 24 rows of class 0 and 8 of class 1; three times the latter makes 48 rows, so rows weigh 32/48 and 3·32/48.
  const targets = Int32Array.from({ length: 32 }, (_, row) => (row < 24 ? 0 : 1));
  const inputs = randomTensor(createRandom(10), 32, 5);
  const repeated = Int32Array.from({ length: 48 }, (_, row) => (row < 24 ? row : 24 + ((row - 24) % 8)));
  const repeatedInputs = Tensor.zeros(48, 5);
  gatherRows(inputs, repeated, repeatedInputs);

  it('2/3 and 2 do what repeating class 1 three times does: weights to 1e-5 after 50 steps, loss and accuracy too', async () => {
    const repeating = await run({
      inputs: repeatedInputs,
      targets: Int32Array.from(repeated, (row) => targets[row]!),
    });
    const weighing = await run({ inputs, targets, classWeight: [2 / 3, 2] });
    // The same float64 numbers but for the order of the rows and 2/3 rounded to float32.
    const tolerance = { relative: 1e-5, absolute: 1e-6 };
    expectClose(weighing.weights, repeating.weights, { ...tolerance, what: 'weights' });
    for (const key of ['loss', 'accuracy'] as const) {
      const figures = (of: typeof weighing): number[] => of.epochs.map((logs) => logs[key]);
      expectClose(figures(weighing), figures(repeating), { ...tolerance, what: key });
    }
    const unweighted = await run({ inputs, targets });
    expect(() => expectClose(unweighted.weights, repeating.weights, { ...tolerance, what: 'weights' })).toThrow(
      'off by',
    );
  });

  it('of validation rows count in the validation figures alone', async () => {
    const plain = await run({ inputs, targets, validationData: { inputs, targets } });
    const weighed = await run({
      inputs,
      targets,
      validationData: { inputs, targets },
      validationClassWeight: [2 / 3, 2],
    });
    expect(weighed.weights).toEqual(plain.weights);
    expect(weighed.epochs[0]!.loss).toBe(plain.epochs[0]!.loss);
    expect(weighed.epochs[0]!.validationLoss).not.toBe(plain.epochs[0]!.validationLoss);
  });
});

describe('refusals', () => {
  const network = makeNetwork(5, { hidden: [], outputs: 2 });
  const data = makeData(11, 8);

  it.each([0, -1, 1.5, NaN, Infinity])('of %d epochs, and of a batch of as many rows', async (count) => {
    for (const name of ['epochs', 'batchSize'] as const) {
      await expect(train(network, { ...data, [name]: count })).rejects.toThrow(
        new RangeError(`fit: ${name} must be a whole number of at least 1, got ${count}`),
      );
    }
  });

  it('of no rows, of fewer targets than inputs, and of inputs of another width', async () => {
    await expect(train(network, { inputs: Tensor.zeros(0, 5), targets: new Int32Array(0) })).rejects.toThrow(
      new RangeError('fit: inputs have no rows'),
    );
    await expect(train(network, { ...data, targets: data.targets.subarray(1) })).rejects.toThrow('8 inputs, 7 targets');
    await expect(train(network, makeData(11, 8, 4))).rejects.toThrow(
      new RangeError('fit: inputs are [8, 4], the network takes [n, 5]'),
    );
  });

  it('of validation rows with fewer targets or of another width, before anything is trained', async () => {
    const before = network.block.values.slice();
    const { inputs, targets } = data;
    await expect(train(network, { ...data, validationData: makeData(11, 8, 4) })).rejects.toThrow(
      new RangeError('fit: validation: inputs are [8, 4], the network takes [n, 5]'),
    );
    await expect(train(network, { ...data, validationData: { inputs, targets: targets.subarray(1) } })).rejects.toThrow(
      new RangeError('fit: validation: 8 inputs, 7 targets'),
    );
    expectSameBits(network.block.values, before, 'weights');
  });
});
