import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BinaryCrossentropy } from '../../../src/nn/losses/sigmoid-crossentropy.ts';
import { sigmoid } from '../../../src/nn/losses/sigmoid.ts';
import { softmax } from '../../../src/nn/losses/softmax.ts';
import { SparseCategoricalCrossentropy } from '../../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../support/reference/check.ts';
import { loss as referenceLoss } from '../../../src/study/reference/network.ts';
import { randomTensor, toRows } from '../../support/tensors.ts';

/**
 * exp and log round to float32 (2⁻²⁵ of the value) and so does what is stored: 2⁻²³ = 1.2e-7 allows four roundings.
 */
const FLOAT32 = { relative: 2 ** -23, absolute: 0 };

/** The rows of softmax(z). */
function probabilitiesOf(z: readonly (readonly number[])[]): number[][] {
  const logits = Tensor.from(z);
  const p = Tensor.zeros(...logits.shape);
  p.data.fill(NaN);
  softmax(logits, p);
  return toRows(p);
}

const categorical = (z: readonly (readonly number[])[], targets: readonly number[], weights?: readonly number[]) => {
  const loss = new SparseCategoricalCrossentropy();
  const value = loss.forward(Tensor.from(z), Int32Array.from(targets), weights ? Float32Array.from(weights) : null);
  return { value, gradient: toRows(loss.backward()) };
};

const binary = (z: readonly number[], targets: readonly number[], weights?: readonly number[]) => {
  const loss = new BinaryCrossentropy();
  const logits = new Tensor(Float32Array.from(z), [z.length, 1]);
  const value = loss.forward(logits, Int32Array.from(targets), weights ? Float32Array.from(weights) : null);
  return { value, gradient: [...loss.backward().data] };
};

describe('softmax', () => {
  it('of [1000, 1000] is [0.5, 0.5], of [−1000, 0] is [0, 1], of three zeros thirds', () => {
    expect(probabilitiesOf([[1000, 1000]])).toEqual([[0.5, 0.5]]);
    expect(probabilitiesOf([[-1000, 0]])).toEqual([[0, 1]]);
    expect(probabilitiesOf([[0, 0, 0]])).toEqual([Array(3).fill(Math.fround(1 / 3))]);
  });

  it('of logits at ±3.4e38 has no NaN', () => {
    expect(
      probabilitiesOf([
        [3.4e38, -3.4e38],
        [-3.4e38, -3.4e38],
      ]),
    ).toEqual([
      [1, 0],
      [0.5, 0.5],
    ]);
  });

  it('is the float64 softmax to 2⁻²³ for 200 rows of 5 logits up to ±20, and sums to 1', () => {
    const z = randomTensor(createRandom(1, 'softmax'), 200, 5);
    const rows = toRows(z).map((row) => row.map((value) => Math.fround(20 * value)));
    const exact = rows.map((row) => {
      const powers = row.map((value) => Math.exp(value - Math.max(...row)));
      const sum = powers.reduce((left, right) => left + right, 0);
      return powers.map((power) => power / sum);
    });
    const found = probabilitiesOf(rows);
    // The difference of two logits, up to 40, rounds nowhere: it is taken in float64.
    expectClose(found, exact, { ...FLOAT32, what: 'softmax' });
    for (const row of found) expect(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(5 * 2 ** -24);
  });

  it('gives NaN for a row with a NaN, and leaves the next row alone', () => {
    expect(
      probabilitiesOf([
        [NaN, 0],
        [0, NaN],
        [0, 0],
      ]),
    ).toEqual([
      [NaN, NaN],
      [NaN, NaN],
      [0.5, 0.5],
    ]);
  });

  it('names the shapes that do not fit', () => {
    expect(() => softmax(Tensor.zeros(2, 3), Tensor.zeros(3, 2))).toThrow(
      new RangeError('softmax: out is [3, 2], expected [2, 3]'),
    );
  });
});

describe('sigmoid', () => {
  it('is 0 at −1000, 1 at 1000, 0.5 at 0, and 4.248e-18, not 0, at −40', () => {
    expect([-1000, 0, 1000].map(sigmoid)).toEqual([0, 0.5, 1]);
    expectClose([sigmoid(-40)], [1 / (1 + Math.exp(40))], { ...FLOAT32, what: 'sigmoid' });
    expect([sigmoid(NaN), sigmoid(Infinity), sigmoid(-Infinity)]).toEqual([NaN, 1, 0]);
  });

  it('has sigmoid(−z) = 1 − sigmoid(z) to 2⁻²³ from −16 to 16', () => {
    for (let z = -16; z <= 16; z += 0.37) expect(Math.abs(sigmoid(z) + sigmoid(-z) - 1)).toBeLessThan(2 ** -23);
  });
});

describe('sparse categorical cross-entropy', () => {
  it.each([2, 3, 10, 1000])('of %i equal logits is ln k', (k) => {
    for (const level of [0, 1000, -1000]) {
      const row = Array.from({ length: k }, () => level);
      expectClose([categorical([row, row], [0, k - 1]).value], [Math.log(k)], { ...FLOAT32, what: 'ln k' });
    }
  });

  it('of logits [0, −1000] and class 1 is 1000 with the gradient [1, −1]: nothing is clipped', () => {
    expect(categorical([[0, -1000]], [1])).toEqual({ value: 1000, gradient: [[1, -1]] });
  });

  it('of logits [10000, 0] and class 0 is 0 with the gradient [0, 0]', () => {
    const { value, gradient } = categorical([[10000, 0]], [0]);
    expect([value, ...gradient[0]!].map(Math.abs)).toEqual([0, 0, 0]);
  });

  it('is the mean of wᵢ·lossᵢ over the n rows, not over the sum of weights', () => {
    const z = [
      [1, 2, 3],
      [0, -1, 1],
    ];
    const single = [categorical([z[0]!], [0]).value, categorical([z[1]!], [2]).value];
    expect(categorical(z, [0, 2]).value).toBe((single[0]! + single[1]!) / 2);
    expect(categorical(z, [0, 2], [3, 0.5]).value).toBe((3 * single[0]! + 0.5 * single[1]!) / 2);
  });

  it('is the float64 loss to 2⁻²³ on 500 rows of 4 logits up to ±10', () => {
    const random = createRandom(2, 'loss');
    const rows = toRows(randomTensor(random, 500, 4)).map((row) => row.map((value) => Math.fround(10 * value)));
    const targets = Array.from({ length: 500 }, () => random.integer(4));
    const identity = { kernel: rows[0]!.map((_, i) => rows[0]!.map((_value, j) => Number(i === j))), bias: null };
    const exact = referenceLoss([{ ...identity, activation: 'linear' }], rows, {
      loss: 'sparseCategoricalCrossentropy',
      targets,
    });
    expectClose([categorical(rows, targets).value], [exact], { ...FLOAT32, what: 'loss' });
  });

  it('keeps the digits of p − 1: at a lead of 20 it is −2.06e-9 to 1e-6, where a float32 p would give 0', () => {
    const lead = 20;
    const exact = -Math.exp(-lead) / (1 + Math.exp(-lead));
    const { gradient } = categorical([[lead, 0]], [0]);
    expectClose(gradient[0]!, [exact, -exact], { relative: 1e-6, absolute: 0, what: 'p − 1' });
    expect(Math.fround(1 / (1 + Math.exp(-lead))) - 1).toBe(0);
  });

  it('refuses a class number out of range and shapes that do not fit', () => {
    for (const wrong of [-1, 2])
      expect(() => categorical([[0, 0]], [wrong])).toThrow(`class ${wrong}, expected 0 to 1`);
    expect(() => categorical([[0, 0]], [0, 1])).toThrow('1 rows of logits, 2 targets');
    expect(() => categorical([[0, 0]], [0], [1, 1])).toThrow('1 rows of logits, 1 targets, 2 weights');
  });

  it('predicts the largest logit, the first of equals, and takes k logits for k classes', () => {
    const loss = new SparseCategoricalCrossentropy();
    const out = new Int32Array(3);
    loss.predict(
      Tensor.from([
        [1, 2],
        [2, 1],
        [3, 3],
      ]),
      out,
    );
    expect([...out]).toEqual([1, 0, 0]);
    expect(loss.outputUnits(7)).toBe(7);
  });

  it('is NaN when a logit is', () => {
    expect(categorical([[0, NaN]], [0]).value).toBeNaN();
  });
});

describe('binary cross-entropy', () => {
  it('of the logit 0 is ln 2', () => {
    expectClose([binary([0, 0], [0, 1]).value], [Math.LN2], { ...FLOAT32, what: 'ln 2' });
  });

  it('of the logit −1000 is 1000 for class 1 and 0 for class 0, of 1000 the other way round', () => {
    expect([binary([-1000], [1]).value, binary([-1000], [0]).value]).toEqual([1000, 0]);
    expect([binary([1000], [0]).value, binary([1000], [1]).value]).toEqual([1000, 0]);
    expect(binary([-1000], [1]).gradient).toEqual([-1]);
  });

  it('keeps the digits of p − 1 at the logits 20, 40 and 80, where a float64 1 − p would give 0', () => {
    for (const z of [20, 40, 80]) {
      const exact = -Math.exp(-z) / (1 + Math.exp(-z));
      expectClose(binary([z], [1]).gradient, [exact], { ...FLOAT32, what: 'p − 1' });
      expectClose(binary([-z], [0]).gradient, [-exact], { ...FLOAT32, what: 'p' });
    }
    expect(1 / (1 + Math.exp(-40)) - 1).toBe(0);
  });

  it('is the softmax loss of the logits [0, z], value and gradient, to 4 float32 roundings', () => {
    for (let z = -12; z <= 12; z += 0.75) {
      for (const target of [0, 1]) {
        const two = categorical([[0, z]], [target], [1.5]);
        const one = binary([z], [target], [1.5]);
        // The small loss of a sure and right row is ln of a float64 near 1; p − 1 there is good to 2⁻⁵³ / 6e-6.
        expectClose([one.value], [two.value], { relative: 4 * 2 ** -24, absolute: 0, what: `loss at ${z}` });
        expectClose(one.gradient, [two.gradient[0]![1]!], { relative: 4 * 2 ** -24, absolute: 0, what: `dz at ${z}` });
      }
    }
  });

  it('refuses a class that is not 0 or 1, two logits, and more than 2 classes', () => {
    expect(() => binary([0], [2])).toThrow('class 2, expected 0 to 1');
    expect(() => new BinaryCrossentropy().forward(Tensor.zeros(1, 2), Int32Array.of(0))).toThrow(
      'logits is [1, 2], expected [1, 1]',
    );
    expect(() => binary([0], [0], [1, 1])).toThrow('1 rows of logits, 1 targets, 2 weights');
    expect(() => new BinaryCrossentropy().outputUnits(3)).toThrow('3 classes, one logit tells 2 apart');
    expect(new BinaryCrossentropy().outputUnits(2)).toBe(1);
  });

  it('gives both probabilities, each with its digits, and predicts class 1 above the logit 0 only', () => {
    const loss = new BinaryCrossentropy();
    const z = new Tensor(Float32Array.of(-40, 0, 40), [3, 1]);
    const out = Tensor.zeros(3, 2);
    loss.probabilities(z, out);
    const small = Math.exp(-40) / (1 + Math.exp(-40));
    expectClose(
      toRows(out),
      [
        [1, small],
        [0.5, 0.5],
        [small, 1],
      ],
      { ...FLOAT32, what: 'probabilities' },
    );
    const classes = new Int32Array(3);
    loss.predict(z, classes);
    expect([...classes]).toEqual([0, 0, 1]);
  });
});

it('both losses give a row in a batch of 17 a 17th of its gradient alone, to 2⁻²³', () => {
  const random = createRandom(3, 'loss rows');
  for (const [loss, k] of [
    [new SparseCategoricalCrossentropy(), 3],
    [new BinaryCrossentropy(), 1],
  ] as const) {
    const z = randomTensor(random, 17, k);
    const targets = Int32Array.from({ length: 17 }, () => random.integer(2));
    loss.forward(z, targets);
    const together = loss.backward().data.slice();
    for (let i = 0; i < 17; i++) {
      loss.forward(z.slice(i, i + 1), targets.subarray(i, i + 1));
      const alone = loss.backward().data.map((value) => value / 17);
      expectClose(together.subarray(i * k, (i + 1) * k), alone, { ...FLOAT32, what: `row ${i}` });
    }
  }
});

const corpus = new URL('../../../../shared/corpora/numerics/index.json', import.meta.url);
describe.skipIf(!existsSync(corpus))('the stable-math table (skipped: ../shared/corpora/numerics is not there)', () => {
  interface Row {
    op: string;
    x?: number[];
    y?: number[];
    logits?: number[];
    label?: number;
    loss?: number;
    grad?: number[];
  }
  const rows: Row[] = existsSync(corpus) ? JSON.parse(readFileSync(corpus, 'utf8')).stable_math : [];
  const of = (op: string): Row[] => rows.filter((row) => row.op === op);

  it('has 3 softmax rows, 2 cross-entropies and 6 sigmoids, and ours agree to 2⁻²³', () => {
    for (const { x, y } of of('softmax')) expectClose(probabilitiesOf([x!]), [y!], { ...FLOAT32, what: 'softmax' });
    for (const { logits, label, loss, grad } of of('cross_entropy_from_logits')) {
      const found = categorical([logits!], [label!]);
      expectClose([found.value], [loss!], { ...FLOAT32, what: 'cross-entropy' });
      if (grad !== undefined) expectClose(found.gradient, [grad], { ...FLOAT32, what: 'gradient' });
    }
    for (const { x, y } of of('sigmoid')) {
      // The table writes 0 where e⁻⁷⁴⁵ = 5e-324 is far below float32.
      expectClose(x!.map(sigmoid), y!, { ...FLOAT32, what: 'sigmoid' });
    }
    expect([of('softmax').length, of('cross_entropy_from_logits').length, of('sigmoid')[0]!.x!.length]).toEqual([
      3, 2, 6,
    ]);
  });
});
