/** A column that is alike in all training rows has no way to the scores, whatever stands there later. */
import { describe, expect, it } from 'vitest';
import { train } from '../../../src/facade/train.ts';
import type { TrainOptions } from '../../../src/facade/train.ts';
import { MLPClassifier } from '../../../src/facade/mlp-classifier.ts';
import { decodeModel } from '../../../src/formats/model-bytes.ts';
import { heUniform } from '../../../src/nn/layers/initializers.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { fitClassifier } from '../../../src/training/train-classifier.ts';
import { constantInputs, withoutInputs, withoutWeights } from '../../../src/training/rows/constant-inputs.ts';
import { onlyNetwork } from '../../support/networks.ts';
import { makeData } from '../../support/training.ts';

type Row = Record<string, string | number | null>;

/** 200 rows whose class follows from `visits`, with more columns beside. */
const rowsWith = (others: (i: number) => Row): Row[] =>
  Array.from({ length: 200 }, (_, i) => ({ visits: i % 20, ...others(i), bought: i % 20 > 9 ? 'yes' : 'no' }));

const QUICK: TrainOptions = {
  preset: 'plain',
  target: 'bought',
  hidden: [8],
  batchSize: 20,
  epochs: 6,
  balance: 'none',
};

/** The probabilities of one customer with each of the values in a column of the model. */
async function scoresOf(rows: Row[], column: string, values: readonly (string | number | null)[], options = QUICK) {
  const { classifier } = await train(rows, options);
  return values.map((value) => classifier.predictProba([{ ...rows[3]!, [column]: value }])[0]);
}

describe('a column that is constant in training', () => {
  const years = [2023, 2024, 20_230, -1e9, 1e30, null];

  it.each(['1', '4', '7'])('of numbers gives the same bits for any value, seed %s', async (seed) => {
    const scores = await scoresOf(
      rowsWith(() => ({ year: 2023 })),
      'year',
      years,
      { ...QUICK, seed },
    );
    expect(new Set(scores.map(String)).size).toBe(1);
  });

  it('of numbers moves scores as soon as one training row differs', async () => {
    const rows = rowsWith((i) => ({ year: i === 7 ? 2022 : 2023 }));
    const scores = await scoresOf(rows, 'year', [2023, 2024, 20_230], { ...QUICK, split: [98, 1, 1] });
    expect(new Set(scores.map(String)).size).toBe(3);
  });

  it('of 0.1, whose mean over 200 rows need not be 0.1, gives the same bits for any value', async () => {
    const scores = await scoresOf(
      rowsWith(() => ({ rate: 0.1 })),
      'rate',
      [0.1, 0.2, 1e6],
    );
    expect(new Set(scores.map(String)).size).toBe(1);
  });

  it('with l2, dropout, SGD or no hidden layer gives the same bits for any value', async () => {
    const rows = rowsWith(() => ({ year: 2023 }));
    for (const others of [{ l2: 0.1 }, { dropout: 0.5 }, { optimizer: 'sgd' }, { hidden: [] }] as const) {
      expect(new Set((await scoresOf(rows, 'year', years, { ...QUICK, ...others })).map(String)).size).toBe(1);
    }
  });

  it('of kinds gives the same bits for a kind that training never saw', async () => {
    const rows = rowsWith(() => ({ country: 'AT' }));
    const scores = await scoresOf(rows, 'country', ['AT', 'DE', null], { ...QUICK, categorical: ['country'] });
    expect(new Set(scores.map(String)).size).toBe(1);
  });

  it('has weights of exactly 0, in the file, too, and no other column has', async () => {
    const { toBytes } = await train(
      rowsWith(() => ({ year: 2023, country: 'AT' })),
      { ...QUICK, categorical: ['country'] },
    );
    const { classifier } = decodeModel(toBytes());
    const { data, columns } = onlyNetwork(classifier).block.parameters[0]!.value;
    expect(classifier.pipeline!.inputs.map(({ name }) => name)).toEqual(['visits', 'year', 'country "AT"']);
    expect([...data.subarray(columns)].every((weight) => Object.is(weight, 0))).toBe(true);
    expect([...data.subarray(0, columns)].every((weight) => weight !== 0)).toBe(true);
  });
});

describe('an input that no training row has', () => {
  it('is a bucket of a hash that no kind falls into: a kind that does gives the bits of every other one', async () => {
    const options = { ...QUICK, categorical: ['plan'], highCardinality: 'hash', maxLevels: 1 } as const;
    const { classifier } = await train(
      rowsWith((i) => ({ plan: 'ab'[i % 2]! })),
      options,
    );
    const kinds = Array.from({ length: 40 }, (_, i) => `new ${i}`);
    const scores = kinds.map((plan) => String(classifier.predictProba([{ visits: 3, plan }])[0]));
    // 30 of the 32 buckets have no row; a and b have theirs.
    expect(new Set(scores).size).toBeLessThanOrEqual(3);
    const weights = onlyNetwork(classifier).block.parameters[0]!.value.toRows().slice(1);
    expect(weights.filter((row) => row.every((weight) => weight === 0))).toHaveLength(30);
  });
});

describe('bare arrays with a constant column of 5', () => {
  const { inputs, targets } = makeData(1, 60, 3);
  for (let i = 0; i < 60; i++) inputs.data[3 * i + 1] = 5;
  const shares = [0.5, 0.5];
  const data = {
    train: { inputs, targets },
    validation: { inputs, targets },
    classes: ['a', 'b'],
    priors: { natural: shares, training: shares },
    heldOutMix: 'natural',
    balance: 'none',
    pipeline: null,
  } as const;
  const at = (value: number) => Tensor.from([[0.3, value, -0.2]]);

  it('give the same bits for any value there, and the caller’s array is left as it was', async () => {
    const { classifier } = await fitClassifier(data, { hidden: [6], epochs: 3, batchSize: 10 });
    expect([5, 0, -7, 1e20].map((value) => String(classifier.score(at(value)).natural.data))).toEqual(
      Array(4).fill(String(classifier.score(at(5)).natural.data)),
    );
    expect(inputs.data[1]).toBe(5);
  });

  it('also in an MLPClassifier that does not standardise', async () => {
    const options = { hidden: [6], epochs: 3, validationFraction: 0, standardise: false };
    const classifier = await new MLPClassifier(options).fit(inputs, [...targets]);
    expect(classifier.predictProba(at(5))).toEqual(classifier.predictProba(at(-1e9)));
    expect(classifier.predictProba(at(5))).not.toEqual(classifier.predictProba([[0.4, 5, -0.2]]));
  });

  it('are refused where all columns are constant', async () => {
    const alike = { inputs: new Tensor(new Float32Array(120).fill(5), [60, 2]), targets };
    await expect(fitClassifier({ ...data, train: alike })).rejects.toThrow(
      'the 60 training rows are alike in all columns: nothing tells them apart',
    );
  });
});

describe('a file', () => {
  it('whose columns are all constant is refused', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ year: 2023, plan: 'pro', bought: 'ny'[i % 2]! }));
    await expect(train(rows, { target: 'bought' })).rejects.toMatchObject({ code: 'E_SCHEMA_FEATURES', exitCode: 3 });
  });
});

describe('constantInputs', () => {
  it('finds the columns of one value, in whatever row another one differs', () => {
    const x = Tensor.from([
      [1, 2, 0, 4],
      [1, 2, 0, 4],
      [1, 3, 0, 5],
    ]);
    expect(constantInputs(x)).toEqual([0, 2]);
    expect(constantInputs(x.slice(0, 1))).toEqual([0, 1, 2, 3]);
    expect(constantInputs(Tensor.from([[1], [Number.NaN]]))).toEqual([]);
  });

  it('copies x only where a constant is not 0 yet', () => {
    const x = Tensor.from([
      [0, 7],
      [0, 7],
    ]);
    expect(withoutInputs(x, [0])).toBe(x);
    expect([...withoutInputs(x, [1]).data]).toEqual([0, 0, 0, 0]);
    expect([...x.data]).toEqual([0, 7, 0, 7]);
  });

  it('draws as many numbers as without constants: the other weights are the same', () => {
    const [plain, zeroed] = [Tensor.zeros(3, 2), Tensor.zeros(3, 2)];
    heUniform(plain, createRandom(1));
    withoutWeights(heUniform, [1])(zeroed, createRandom(1));
    expect([...zeroed.data]).toEqual([...plain.data.subarray(0, 2), 0, 0, ...plain.data.subarray(4)]);
  });
});
