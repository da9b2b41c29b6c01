import { describe, expect, it } from 'vitest';
import { TrainingError } from '../../src/errors.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { SGD } from '../../src/nn/optimizers/sgd.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../src/random.ts';
import type { Callback } from '../../src/training/callback.ts';
import { firstNonFinite } from '../../src/tensor/finite.ts';
import { fit } from '../../src/training/fit.ts';
import { makeLayers } from '../support/networks.ts';
import { randomTensor } from '../support/tensors.ts';

interface Diverging {
  readonly optimizer: Optimizer;
  /** Multiplies every input. */
  readonly scale?: number;
  readonly seed?: number;
  readonly dropout?: number;
  readonly classWeight?: readonly number[];
  /** Does damage, before the first batch or after one. */
  readonly damage?: Callback;
}

interface Ending {
  readonly error: TrainingError | undefined;
  /** Batches that ended well. */
  readonly ended: number;
  /** The batch, from 1, in which a tap first saw a bad loss, gradient, state or parameter; 0 for never. */
  readonly firstBad: number;
}

const WATCHED = /^(loss|dW\d|db\d|adam\..*|sgd\..*|[Wb]\d')$/;

/** Trains 4-8-8-2 on 40 rows in batches of 8, so 5 an epoch, for 20 epochs or until it fails. */
async function train({ optimizer, scale = 1, seed = 1, dropout = 0, classWeight, damage }: Diverging): Promise<Ending> {
  const random = createRandom(seed, 'finite');
  const network = new Sequential(makeLayers({ hidden: [8, 8], outputs: 2, dropout }), { inputDim: 4, random });
  const inputs = randomTensor(random, 40, 4);
  for (let i = 0; i < inputs.data.length; i++) inputs.data[i]! *= scale;
  let [batch, ended, firstBad] = [0, 0, 0];
  let error: TrainingError | undefined;
  try {
    await fit(network, {
      inputs,
      targets: Int32Array.from({ length: 40 }, () => random.integer(2)),
      loss: new SparseCategoricalCrossentropy(),
      optimizer,
      epochs: 20,
      batchSize: 8,
      random,
      classWeight: classWeight ?? null,
      callbacks: [{ onBatchEnd: () => void ended++ }, ...(damage === undefined ? [] : [damage])],
      tap: (name, tensor) => {
        if (name === 'x') batch++;
        if (firstBad === 0 && WATCHED.test(name) && firstNonFinite(tensor.data) !== -1) firstBad = batch;
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof TrainingError)) throw thrown;
    error = thrown;
  }
  return { error, ended, firstBad };
}

/** The batch, from 1 over all epochs, and the tensor that an error names. */
function placeOf(error: TrainingError): { batch: number; tensor: string } {
  const [, epoch, batch, tensor] = /^epoch (\d+), batch (\d+): tensor (\S+) holds (?:NaN|-?Infinity) at \[/.exec(
    error.message,
  )!;
  expect([error.code, error.exitCode, error.field]).toEqual(['E_TRAIN_DIVERGED', 6, tensor]);
  expect(error.hint).toContain('lower learningRate');
  return { batch: 5 * (Number(epoch) - 1) + Number(batch), tensor: tensor! };
}

describe('firstNonFinite', () => {
  it('finds the first NaN, Infinity or −Infinity, and nothing in the largest and smallest numbers', () => {
    for (const bad of [NaN, Infinity, -Infinity]) expect(firstNonFinite(Float32Array.of(1, 2, bad, bad))).toBe(2);
    expect(firstNonFinite(Float32Array.of(3.4e38, -3.4e38, 2 ** -149, -0, 0))).toBe(-1);
    expect(firstNonFinite(Float64Array.of(1.7e308, 5e-324))).toBe(-1);
    expect(firstNonFinite(new Float32Array(0))).toBe(-1);
  });
});

describe('training that diverges', () => {
  it('does not, with ordinary figures', async () => {
    expect(await train({ optimizer: new Adam() })).toEqual({ error: undefined, ended: 100, firstBad: 0 });
  });

  it('stops in the batch in which it does, in 480 runs with learning rates of 1e6 to 1e30 and inputs of 1e38', async () => {
    const tensors = new Set<string>();
    let [diverged, finished] = [0, 0];
    for (let seed = 1; seed <= 20; seed++) {
      for (const learningRate of [1e6, 1e9, 1e15, 1e30]) {
        for (const makeOptimizer of [
          () => new Adam({ learningRate }),
          () => new SGD({ learningRate }),
          () => new SGD({ learningRate, momentum: 0.9 }),
        ]) {
          for (const scale of [1, 1e38]) {
            const { error, ended, firstBad } = await train({ optimizer: makeOptimizer(), scale, seed });
            if (error === undefined) {
              // All units dead, all weights huge and still numbers.
              expect(firstBad).toBe(0);
              finished++;
              continue;
            }
            diverged++;
            const { batch, tensor } = placeOf(error);
            expect(batch).toBe(ended + 1);
            // The loss is tapped only when it is a number, so a bad one shows as no bad tap.
            expect([0, batch]).toContain(firstBad);
            tensors.add(tensor);
          }
        }
      }
    }
    expect(diverged + finished).toBe(480);
    expect(diverged).toBeGreaterThan(380);
    expect(tensors.size).toBeGreaterThan(5);
  });

  it('stops at batch 1 with inputs of 1e38 and an ordinary Adam, which would otherwise stand still on an infinite v', async () => {
    const { error, ended } = await train({ optimizer: new Adam(), scale: 1e38 });
    expect(placeOf(error!)).toEqual({ batch: 1, tensor: 'adam.v.W1' });
    expect(ended).toBe(0);
  });

  it.each([Infinity, -Infinity, NaN])(
    'names W2 in batch 1 when a weight of it is %d before training',
    async (value) => {
      const damage: Callback = {
        onTrainBegin: ({ network }) => void (network.layers[2]!.parameters![0]!.value.data[5] = value),
      };
      const { error } = await train({ optimizer: new Adam(), damage });
      expect(placeOf(error!)).toEqual({ batch: 1, tensor: 'W2' });
      expect(error!.message).toContain(`holds ${value} at [0, 5]`);
    },
  );

  it('names b3 in epoch 2, batch 3 when it is damaged after batch 2 of that epoch', async () => {
    let network: Sequential | undefined;
    const damage: Callback = {
      onTrainBegin: (training) => void (network = training.network),
      onBatchEnd: (epoch, batch) => {
        if (epoch === 2 && batch === 2) network!.block.values[network!.block.values.length - 1] = Infinity;
      },
    };
    const { error, ended } = await train({ optimizer: new SGD(), damage });
    expect(error!.message).toMatch(/^epoch 2, batch 3: tensor b3 holds Infinity at \[1\]$/);
    expect(ended).toBe(7);
  });

  it('names x when an input is not a number', async () => {
    const { error } = await train({ optimizer: new Adam(), scale: NaN });
    expect(placeOf(error!)).toEqual({ batch: 1, tensor: 'x' });
  });

  it('names the first layer whose output overflows', async () => {
    // 4 products of up to 1e38·0.7 stay below 3.4e38; a kernel a hundred times as large overflows in z1.
    const damage: Callback = {
      onTrainBegin: ({ network }) => {
        const { data } = network.layers[0]!.parameters![0]!.value;
        for (let i = 0; i < data.length; i++) data[i]! *= 100;
      },
    };
    expect(placeOf((await train({ optimizer: new Adam(), scale: 1e38, damage })).error!).tensor).toBe('z1');
  });

  it('names dW1 where a gradient alone overflows: inputs of 1e20 in rows that weigh 1e20', async () => {
    const { error } = await train({ optimizer: new SGD(), scale: 1e20, classWeight: [1e20, 1e20] });
    expect(placeOf(error!)).toEqual({ batch: 1, tensor: 'dW1' });
  });
});
