import { describe, expect, it } from 'vitest';
import { MLPClassifier, type MLPOptions } from '../../src/facade/mlp-classifier.ts';
import { decodeModel } from '../../src/formats/model-bytes.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { rejectionOf, errorOf } from '../support/errors.ts';
import { toRows } from '../support/tensors.ts';
import { makeData } from '../support/training.ts';

/** Two columns of unlike size, of which the sum of their standard scores says the class. */
function customers(n: number, seed = 1): { X: number[][]; y: string[] } {
  const random = createRandom(seed, 'customers');
  const X = Array.from({ length: n }, () => [random.next() * 1e6 - 3e5, random.next()]);
  const y = X.map(([spent, share]) => (spent! / 1e6 + 0.3 + share! > 1 ? 'yes' : 'no'));
  return { X, y };
}

const { X, y } = customers(400);
const unseen = customers(500, 2);
const QUICK: MLPOptions = { hidden: [8], epochs: 30, batchSize: 20, learningRate: 0.01 };

describe('MLPClassifier', () => {
  it('learns from arrays: above 0.9 on 500 new rows, probabilities that sum to 1, the likelier class predicted', async () => {
    const model = new MLPClassifier(QUICK);
    expect(await model.fit(X, y)).toBe(model);
    expect(model.classes).toEqual(['no', 'yes']);
    expect(model.score(unseen.X, unseen.y)).toBeGreaterThan(0.9);
    const probabilities = model.predictProba(unseen.X);
    for (const [i, label] of model.predict(unseen.X).entries()) {
      const [no, yes] = probabilities[i]!;
      expect(no! + yes!).toBeCloseTo(1, 6);
      expect(label).toBe(yes! > no! ? 'yes' : 'no');
    }
    expect(model.history.epochs.length).toBeGreaterThanOrEqual(model.bestEpoch);
  });

  it('without standardising it learns nothing from columns of so unlike sizes', async () => {
    const raw = await new MLPClassifier({ ...QUICK, standardise: false, epochs: 3 }).fit(X, y);
    const scaled = await new MLPClassifier({ ...QUICK, epochs: 3 }).fit(X, y);
    expect(scaled.score(unseen.X, unseen.y)).toBeGreaterThan(raw.score(unseen.X, unseen.y) + 0.1);
  });

  it('gives the same bits for the same seed, whichever way the numbers come', async () => {
    const { inputs, targets } = makeData(3, 60);
    const rows = toRows(inputs);
    const bytes = await Promise.all(
      [inputs, rows, rows.map((row) => Float64Array.from(row)), rows.map((row) => Float32Array.from(row))].map(
        async (matrix, i) => (await new MLPClassifier(QUICK).fit(matrix, i === 0 ? targets : [...targets])).toBytes(),
      ),
    );
    for (const one of bytes) expect(one).toEqual(bytes[0]);
    expect((await new MLPClassifier({ ...QUICK, seed: 2 }).fit(inputs, targets)).toBytes()).not.toEqual(bytes[0]);
    const model = await new MLPClassifier(QUICK).fit(inputs, targets);
    expect(model.predictProba(inputs.data)).toEqual(model.predictProba(rows));
    expect(model.predict(inputs)).toEqual(model.predict(rows));
  });

  it('gives numbers back as numbers, ascending by size: 2 before 10', async () => {
    const labels = y.map((name, i) => (name === 'yes' ? 10 : i % 5 === 0 ? -1 : 2));
    const model = await new MLPClassifier(QUICK).fit(X, labels);
    expect(model.classes).toEqual([-1, 2, 10]);
    expect(new Set(model.predict(unseen.X))).toEqual(new Set([2, 10]));
    expect(model.score(X, Int32Array.from(labels))).toBe(model.score(X, labels));
    expect(
      (
        await new MLPClassifier(QUICK).fit(
          X,
          y.map((name) => (name === 'no' ? 'b' : 'B')),
        )
      ).classes,
    ).toEqual(['B', 'b']);
  });

  it('holds a tenth of the rows apart, another share, given rows, or none: each stops by its own loss', async () => {
    const epochs = async (options: MLPOptions, given?: object) => {
      const { history } = await new MLPClassifier({ ...QUICK, epochs: 2, ...options }).fit(X, y, given);
      return history.epochs[0]!;
    };
    const [tenth, half] = [await epochs({}), await epochs({ validationFraction: 0.5 })];
    expect(tenth.validationLoss).not.toBe(half.validationLoss);
    expect(await epochs({}, { validationData: unseen })).toMatchObject({
      validationLoss: expect.any(Number) as number,
    });
    expect(Object.keys(await epochs({ validationFraction: 0 }))).toEqual(['loss', 'accuracy']);
    const stopped = await new MLPClassifier({
      ...QUICK,
      validationFraction: 0,
      epochs: 500,
      patience: 1,
      learningRate: 1,
    }).fit(X, y);
    expect(stopped.history.epochs.length).toBeLessThan(500);
  });

  it('is saved with its standardisation, and opens as a classifier of column_1, column_2', async () => {
    const model = await new MLPClassifier({ ...QUICK, calibrate: 'temperature' }).fit(X, y);
    const { classifier, config } = decodeModel(model.toBytes());
    expect(config.seed).toBe('1');
    expect(classifier.pipeline!.featureNames).toEqual(['column_1', 'column_2']);
    const columns = [0, 1].map((j) => {
      return { kind: 'number', name: `column_${j + 1}`, values: Float64Array.from(X, (row) => row[j]!) } as const;
    });
    const rows = Int32Array.from(X.keys());
    const inputs = classifier.pipeline!.transform({ columns, rowCount: X.length, blankLineCount: 0 }, rows, 'X');
    expect(toRows(classifier.score(inputs).natural)).toEqual(model.predictProba(X));
  });

  it('forgets what it learned before, and doesn’t change the caller’s arrays', async () => {
    const copy = structuredClone({ X, y });
    const model = await new MLPClassifier(QUICK).fit(customers(100, 5).X, customers(100, 5).y);
    const twice = await model.fit(X, y);
    expect(twice.toBytes()).toEqual((await new MLPClassifier(QUICK).fit(X, y)).toBytes());
    expect({ X, y }).toEqual(copy);
  });
});

describe('MLPClassifier refuses', () => {
  const fit = (matrix: unknown, labels: unknown, options: MLPOptions = {}, given?: object) =>
    new MLPClassifier({ ...QUICK, epochs: 1, ...options }).fit(matrix as never, labels as never, given);

  it.each<[string, unknown, unknown, string]>([
    ['ragged rows', [[1, 2], [3]], ['a', 'b'], 'fit: X[1] has 1 values, expected 2'],
    ['rows and classes of other lengths', [[1], [2], [3]], ['a', 'b'], 'fit: X has 3 rows, y 2'],
    ['no rows', [], [], 'fit: X has no rows'],
    ['no columns', [[], []], ['a', 'b'], 'fit: X has no columns'],
    ['no X', undefined, ['a'], 'fit: X is undefined, expected a Tensor or an array of rows'],
    ['no y', [[1]], undefined, 'fit: y is undefined, expected a list of classes'],
    ['a text for y', [[1], [2]], 'ab', 'fit: y is "ab", expected a list of classes'],
    [
      'numbers in a row',
      Float32Array.of(1, 2),
      ['a', 'b'],
      'fit: X are 2 numbers in a row, expected rows, or a Tensor',
    ],
    ['a vector', Tensor.from([1, 2]), ['a', 'b'], 'fit: X is [2], expected a matrix [n, d]'],
  ])('%s as a RangeError', async (_, matrix, labels, message) => {
    const action = fit(matrix, labels);
    await expect(action).rejects.toThrow(RangeError);
    await expect(action).rejects.toThrow(message);
  });

  const many = Array.from({ length: 101 }, (_, i) => i);
  it.each<[string, unknown, unknown, string]>([
    [
      'a NaN',
      [
        [1, 2],
        [3, NaN],
      ],
      ['a', 'b'],
      'E_DATA_VALUE: fit: X[1][1] is NaN, expected a finite number',
    ],
    ['an infinity', [[1, -Infinity]], ['a'], 'E_DATA_VALUE: fit: X[0][1] is -Infinity'],
    ['a text among numbers', [[1, '2']], ['a'], 'E_DATA_VALUE: fit: X[0][1] is "2", expected a finite number'],
    ['one class', [[1], [2]], ['a', 'a'], 'E_DATA_CLASSES: fit: y has 1 class, "a", in 2 rows, expected 2 to 100'],
    ['101 classes', many.map((i) => [i]), many, 'E_DATA_CLASSES: fit: y has 101 distinct values in 101 rows'],
    [
      'a class that is a half',
      [[1], [2]],
      [1, 1.5],
      'E_DATA_LABEL: fit: y[1] is 1.5, expected a whole number as y[0] is',
    ],
    ['a NaN as class', [[1], [2]], [NaN, 1], 'E_DATA_LABEL: fit: y[0] is NaN, expected a whole number or a text'],
    ['texts among numbers', [[1], [2]], [1, '1'], 'E_DATA_LABEL: fit: y[1] is "1", expected a whole number as y[0] is'],
    ['numbers among texts', [[1], [2]], ['1', 1], 'E_DATA_LABEL: fit: y[1] is 1, expected a text as y[0] is'],
    ['a missing class', [[1], [2]], ['a', null], 'E_DATA_LABEL: fit: y[1] is null, expected a text as y[0] is'],
    [
      'too few rows to hold some apart',
      [[1], [2]],
      ['a', 'b'],
      'E_DATA_ROWS: fit: of 2 rows, validationFraction 0.1 leaves none',
    ],
    ['numbers too large to standardise', [[1e308], [-1e308], [1e308], [2]], [0, 1, 0, 1], 'E_DATA_R'],
  ])('%s, saying where and what was expected', async (_, matrix, labels, message) => {
    const error = await rejectionOf(fit(matrix, labels));
    expect(error.exitCode).toBe(3);
    expect(`${error.code}: ${error.message}`).toContain(message);
  });

  it('rows to predict that differ from those it learned from', async () => {
    const model = await fit(X, y);
    expect(() => model.predict([[1]])).toThrow(new RangeError('predict: X[0] has 1 values, expected 2'));
    expect(() => model.predict(Tensor.zeros(2, 3))).toThrow(new RangeError('predict: X is [2, 3], expected [n, 2]'));
    expect(() => model.predictProba([[1, NaN]])).toThrow('predictProba: X[0][1] is NaN');
    expect(() => model.score([[1, 2]], [])).toThrow(new RangeError('score: X has 1 rows, y 0'));
    expect(errorOf(() => model.score([[1, 2]], ['maybe']))).toMatchObject({
      code: 'E_DATA_LABEL',
      message: 'score: y[0] is "maybe", expected one of "no", "yes"',
    });
    expect(errorOf(() => model.predict([[1e300, 1]]))).toMatchObject({ code: 'E_DATA_RANGE', file: 'X' });
    expect(model.predict([])).toEqual([]);
  });

  it('to be asked before it has learned', () => {
    const model = new MLPClassifier();
    for (const ask of [() => model.predict(X), () => model.classes, () => model.toBytes(), () => model.score(X, y)]) {
      expect(errorOf(ask)).toMatchObject({ code: 'E_USAGE_UNFITTED', hint: 'await fit(X, y) first' });
    }
    expect(errorOf(() => model.predictProba(X)).message).toBe('MLPClassifier: predictProba comes before fit');
  });

  it('options that there are not, in the constructor and in fit, with the nearest name', async () => {
    expect(errorOf(() => new MLPClassifier({ hiddenLayers: [5] } as never)).message).toBe(
      'MLPClassifier: there is no option "hiddenLayers"',
    );
    expect(errorOf(() => new MLPClassifier({ standardize: false } as never)).hint).toBe('did you mean standardise?');
    expect(errorOf(() => new MLPClassifier({ validationFraction: 1 })).message).toBe(
      'MLPClassifier: validationFraction: got 1, expected a number from 0 to 0.9',
    );
    const error = await rejectionOf(fit(X, y, {}, { validation_data: unseen }));
    expect([error.message, error.hint]).toEqual([
      'fit: there is no option "validation_data"',
      'did you mean validationData?',
    ]);
    expect((await rejectionOf(fit(X, y, {}, { validationData: { X: [[1, 2]], y: ['maybe'] } }))).message).toBe(
      'fit: y[0] is "maybe", expected one of "no", "yes"',
    );
    expect((await rejectionOf(fit(X, y, { validationFraction: 0, calibrate: 'platt' }))).message).toContain(
      'calibrate: "platt" needs validation rows',
    );
  });
});
