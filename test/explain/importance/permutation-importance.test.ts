import { describe, expect, it } from 'vitest';
import { correctedMean } from '../../../src/evaluation/resampling/corrected-t.ts';
import { studentQuantile } from '../../../src/evaluation/resampling/student-t.ts';
import { permutationImportance, type ColumnGroup } from '../../../src/explain/importance/permutation-importance.ts';
import type { RowFunction } from '../../../src/explain/row-functions.ts';
import { rowLoss } from '../../../src/explain/row-functions.ts';
import { createRandom, type Random } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { fitClassifier } from '../../../src/training/train-classifier.ts';

/** Each input is a column; `z` is the last. */
const group = (...inputs: readonly number[]): ColumnGroup => ({
  columns: inputs.map((input) => `x${input}`),
  ranges: inputs.map((input) => ({ start: input, end: input + 1 })),
});

/** A loss made of a row's inputs. */
const lossOf =
  (loss: (x: Float32Array) => number): RowFunction =>
  (inputs) =>
    Float64Array.from({ length: inputs.rows }, (_, row) => loss(inputs.slice(row, row + 1).data));

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

function drawn(n: number, d: number, seed: number): Tensor {
  const random = createRandom(seed);
  return new Tensor(
    Float32Array.from({ length: n * d }, () => normal(random)),
    [n, d],
  );
}

describe('permutation importance', () => {
  it('is the mean over all other rows, if each row takes the column of every other one', () => {
    const inputs = drawn(7, 2, 1);
    const value = (a: number, b: number) => a * b + 2 * b;
    const importance = permutationImportance({
      loss: lossOf(([a, b]) => value(a!, b!)),
      inputs,
      groups: [group(1)],
      shuffles: 100,
      random: createRandom(1),
    });
    const rows = inputs.toRows();
    const rise = (i: number, j: number) => value(rows[i]![0]!, rows[j]![1]!) - value(rows[i]![0]!, rows[i]![1]!);
    const meanOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const varianceOf = (values: readonly number[]) =>
      values.reduce((sum, x) => sum + (x - meanOf(values)) ** 2, 0) / (values.length - 1);
    const others = (i: number) => [0, 1, 2, 3, 4, 5, 6].filter((j) => j !== i);
    const borrowed = rows.map((_, i) => others(i).map((j) => rise(i, j)));
    const lent = rows.map((_, i) => others(i).map((j) => rise(j, i)));
    const mean = meanOf(borrowed.flat());
    const ofRows = varianceOf(rows.map((_, i) => meanOf(borrowed[i]!) + meanOf(lent[i]!)));
    const within = Math.max(meanOf(borrowed.map(varianceOf)), meanOf(lent.map(varianceOf)));
    const deviation = Math.sqrt(ofRows - within / 6);
    expect(ofRows - within / 6).toBeGreaterThan(ofRows / 2);
    const half = (studentQuantile(0.05, 6) * deviation) / Math.sqrt(7);
    expect(importance.shuffles).toBe(6);
    expect(importance.columns[0]!.increase).toBeCloseTo(mean, 12);
    expect(importance.columns[0]!.interval!.low).toBeCloseTo(mean - half, 12);
    expect(importance.columns[0]!.interval!.high).toBeCloseTo(mean + half, 12);
  });

  it('is exactly 0 for what the model does not look at, and below 0 for what misleads it', () => {
    const inputs = drawn(50, 3, 2);
    // Input 2 raises the loss most in the rows as they are: where it is as large as input 0.
    inputs.data.forEach((_, i) => (inputs.data[i] = i % 3 === 2 ? inputs.data[i - 2]! : inputs.data[i]!));
    const { baseline, columns } = permutationImportance({
      loss: lossOf(([a, , c]) => a! * c!),
      inputs,
      groups: [group(1), group(2)],
      shuffles: 3,
      random: createRandom(1),
    });
    expect(columns).toEqual([
      { columns: ['x1'], increase: 0, interval: { low: 0, high: 0 } },
      { columns: ['x2'], increase: expect.closeTo(-baseline, 0), interval: expect.anything() },
    ]);
    expect(columns[1]!.increase).toBeLessThan(-0.5);
  });

  it('finds more in twins together than in both alone: permuted alone, one makes up for the other', () => {
    const inputs = drawn(400, 2, 3);
    // Columns: a number, its twin, and the answer, which is the number; the model takes the mean of the twins.
    const rows = Tensor.from(inputs.toRows().map(([x]) => [x!, x!, x!]));
    const { columns } = permutationImportance({
      loss: lossOf(([a, b, y]) => ((a! + b!) / 2 - y!) ** 2),
      inputs: rows,
      groups: [group(0), group(1), group(0, 1)],
      shuffles: 3,
      random: createRandom(1),
    });
    const [both, ...alone] = columns;
    expect(both!.columns).toEqual(['x0', 'x1']);
    // Of a difference of values, one twin alone carries over a half, and the square of that is a quarter.
    expect(both!.increase / alone[0]!.increase).toBeCloseTo(4, 4);
    expect(alone[0]!.increase).toBeCloseTo(alone[1]!.increase, 4);
  });

  it('is the same for a column whichever others are asked about', () => {
    const inputs = drawn(40, 3, 4);
    const loss = lossOf(([a, b, c]) => a! * b! + c! * c!);
    const ask = (...groups: ColumnGroup[]) =>
      permutationImportance({ loss, inputs, groups, shuffles: 2, random: createRandom(9) }).columns;
    expect(ask(group(0), group(1), group(2))).toContainEqual(ask(group(1))[0]);
  });
});

describe('the interval of a column of noise', () => {
  /** Whether intervals over rows, and over shuffles, hold the 0 that is true: of a network that has overfitted its 60 rows. */
  async function covers(seed: number): Promise<{ overRows: boolean; overShuffles: boolean }> {
    const [train, test] = [60, 150].map((n, part) => {
      const inputs = drawn(n, 2, 10 * seed + part);
      const random = createRandom(seed, `targets ${part}`);
      const targets = Int32Array.from({ length: n }, (_, i) => Number(inputs.data[2 * i]! + normal(random) > 0));
      return { inputs, targets };
    });
    const shares = [0.5, 0.5];
    const { classifier } = await fitClassifier(
      {
        train: train!,
        validation: null,
        classes: ['0', '1'],
        priors: { natural: shares, training: shares },
        heldOutMix: 'natural',
        balance: 'none',
        pipeline: null,
      },
      { hidden: [8], epochs: 30, learningRate: 0.02, batchSize: 16, seed: String(seed) },
    );
    const loss = rowLoss(classifier, test!.targets, 'natural');
    const measure = (shuffles: number, of: number) =>
      permutationImportance({
        loss,
        inputs: test!.inputs,
        groups: [group(1)],
        shuffles,
        random: createRandom(seed, `shuffle ${of}`),
      }).columns[0]!;
    const { low, high } = measure(3, 0).interval!;
    const shuffled = Array.from({ length: 20 }, (_, of) => measure(1, of + 1).increase);
    const { mean, standardError, degreesOfFreedom } = correctedMean(shuffled, 0);
    return {
      overRows: low <= 0 && high >= 0,
      overShuffles: Math.abs(mean) <= studentQuantile(0.05, degreesOfFreedom) * standardError,
    };
  }

  it('holds 0 in at least 90 of 100 runs; that over shuffles in fewer than 50', async () => {
    const runs = await Promise.all(Array.from({ length: 100 }, (_, run) => covers(run + 1)));
    expect(runs.filter(({ overRows }) => overRows).length).toBeGreaterThanOrEqual(90);
    expect(runs.filter(({ overShuffles }) => overShuffles).length).toBeLessThan(50);
  });
});
