import { describe, expect, it } from 'vitest';
import { Dense } from '../../src/nn/layers/dense.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { SLICE_ROWS } from '../../src/nn/reserve-memory.ts';
import { evaluateLoss } from '../../src/training/evaluate-loss.ts';

const network = new Sequential([new Dense({ units: 2 })], { inputDim: 1, random: createRandom(1) });
network.block.values.set([0, 1, 0, 0]);
const loss = new SparseCategoricalCrossentropy();

/** Seven kinds of rows of logits [0, x], each with its class; row i is of kind i mod 7. */
const KINDS = [-3, -1.5, -0.3, 0.1, 0.7, 2, 5].map((x, kind) => ({ x, target: kind % 2 }));

/** The loss of one row of a kind, by itself. */
const lossOf = ({ x, target }: (typeof KINDS)[number]): number =>
  loss.forward(network.forward(Tensor.from([[x]])), Int32Array.of(target));

const rowsOf = (n: number) => ({
  inputs: new Tensor(
    Float32Array.from({ length: n }, (_, i) => KINDS[i % 7]!.x),
    [n, 1],
  ),
  targets: Int32Array.from({ length: n }, (_, i) => KINDS[i % 7]!.target),
});

/** The mean over n rows, each kind's loss times its count. */
const meanOf = (n: number): number =>
  KINDS.reduce((sum, kind, k) => sum + lossOf(kind) * Math.ceil((n - k) / 7), 0) / n;

describe('evaluateLoss', () => {
  it('is within 1e-9 of the float64 mean of 1,000,000 rows, which a float32 sum misses by more than 1e-5', () => {
    const n = 1_000_000;
    expect(Math.abs(evaluateLoss(network, loss, rowsOf(n)).loss - meanOf(n))).toBeLessThanOrEqual(1e-9);
    const losses = KINDS.map(lossOf);
    let sum = 0;
    for (let i = 0; i < n; i++) sum = Math.fround(sum + losses[i % 7]!);
    expect(Math.abs(sum / n - meanOf(n))).toBeGreaterThan(1e-5);
  });

  it.each([1, 7, SLICE_ROWS - 1, SLICE_ROWS, SLICE_ROWS + 1, 2 * SLICE_ROWS + 3])(
    'counts each of %i rows once, whatever the slices, to 1e-12',
    (n) => {
      expect(Math.abs(evaluateLoss(network, loss, rowsOf(n)).loss - meanOf(n))).toBeLessThan(1e-12);
    },
  );

  it('gives the share of right rows: of the seven kinds 3 and a tie’s none', () => {
    // Predicted 1 where x > 0: kinds 3 to 6, of which 3 and 5 are of class 1; of kinds 0 to 2, 0 and 2 are of class 0.
    expect(evaluateLoss(network, loss, rowsOf(7)).accuracy).toBe(4 / 7);
    expect(evaluateLoss(network, loss, { inputs: Tensor.from([[0]]), targets: Int32Array.of(1) }).accuracy).toBe(0);
  });

  it('weighs loss over the number of rows and accuracy over the sum of weights', () => {
    const found = evaluateLoss(network, loss, rowsOf(7), [1, 3]);
    const weighted = KINDS.reduce((sum, kind) => sum + lossOf(kind) * (kind.target === 1 ? 3 : 1), 0) / 7;
    expect(found.loss).toBeCloseTo(weighted, 12);
    // Classes 0, 1, 0, 1, 0, 1, 0 weigh 1, 3, 1, 3, 1, 3, 1: 13 in all; right are kinds 0, 2, 3 and 5: 8.
    expect(found.accuracy).toBe(8 / 13);
  });
});
