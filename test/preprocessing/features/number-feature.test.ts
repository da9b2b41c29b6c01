import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ENCODING } from '../../../src/preprocessing/preparation-options.ts';
import { fitNumberFeature } from '../../../src/preprocessing/features/number-feature.ts';
import { fitPipeline } from '../../../src/preprocessing/pipeline.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { errorOf } from '../../support/errors.ts';
import { allRows, inputsOf, kindColumnOf, numberColumnOf, tableOfColumns } from '../../support/tables.ts';

type Cell = number | null;
const fit = (cells: readonly Cell[], rows: readonly number[] = [...cells.keys()]) =>
  fitNumberFeature(numberColumnOf('age', cells), Int32Array.from(rows), DEFAULT_ENCODING, 'own.csv');

/** The whole encoding once more in plain arrays: sort, median, fill, mean, population sd, z. */
function oracle(cells: readonly Cell[], rows: readonly number[]) {
  const present = rows.map((row) => cells[row]!).filter((cell) => cell !== null);
  const sorted = present.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
  const filled = rows.map((row) => cells[row] ?? median);
  const mean = filled.reduce((sum, value) => sum + value, 0) / filled.length;
  const variance = filled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / filled.length;
  const scale = new Set(filled).size === 1 ? 1 : Math.sqrt(variance);
  return { median, mean, scale, hasGap: present.length < rows.length, low: sorted[0]!, high: sorted.at(-1)! };
}

const cell = fc.option(fc.integer({ min: -5000, max: 5000 }).map((whole) => whole / 8));
/** A column and the rows that train: at least one of them has a value. */
const columnAndRows = fc
  .array(cell, { minLength: 1, maxLength: 40 })
  .chain((cells) => fc.tuple(fc.constant(cells), fc.subarray([...cells.keys()], { minLength: 1 })))
  .filter(([cells, rows]) => rows.some((row) => cells[row] !== null));

// Sums of 40 numbers below 1,000 in float64: relative errors of some 1e-14.
const close = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(1e-10 * (1 + Math.abs(expected)));

describe('NumberFeature', () => {
  it('agrees with the oracle: median, fill, mean, deviation, range and inputs of all rows (1,000 columns)', () => {
    fc.assert(
      fc.property(columnAndRows, ([cells, rows]) => {
        const feature = fit(cells, rows);
        const { median, mean, scale, hasGap, low, high } = oracle(cells, rows);
        const { config } = feature;
        expect(config.fill).toBe(median);
        close(config.mean, mean);
        close(config.scale, scale);
        expect(config.range).toEqual([low, high]);
        expect(config.indicator).toBe(hasGap);
        const inputs = inputsOf(feature, numberColumnOf('age', cells), allRows(cells.length));
        for (const [row, [z, missing]] of inputs.entries()) {
          const expected = ((cells[row] ?? median) - mean) / scale;
          // One rounding to float32.
          expect(Math.abs(z! - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
          expect(missing).toBe(hasGap ? Number(cells[row] === null) : undefined);
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('standardises after the filling: 0, 2, 10 and a gap have mean 3.5, not 4', () => {
    const { config } = fit([0, 2, 10, null]);
    expect(config).toMatchObject({ fill: 2, mean: 3.5, scale: Math.sqrt((12.25 + 2.25 + 42.25 + 2.25) / 4) });
    // Control: over the three values alone both would be others.
    expect(fit([0, 2, 10]).config).toMatchObject({ mean: 4, scale: Math.sqrt((16 + 4 + 36) / 3) });
  });

  it('learns from training rows only: whatever the others hold, the config is the same (300 columns)', () => {
    fc.assert(
      fc.property(columnAndRows, fc.array(cell, { minLength: 40, maxLength: 40 }), ([cells, rows], others) => {
        const changed = cells.map((value, row) => (rows.includes(row) ? value : others[row]!));
        expect(fit(changed, rows).config).toEqual(fit(cells, rows).config);
      }),
      { seed: 2, numRuns: 300 },
    );
    // Control: a training row does move it.
    expect(fit([1, 2, 3], [0, 1]).config).not.toEqual(fit([1, 9, 3], [0, 1]).config);
  });

  it('a gap outside the training rows is filled without an input that says so', () => {
    const cells = [1, 2, 6, null];
    const feature = fit(cells, [0, 1, 2]);
    expect(feature.inputs.map(({ name }) => name)).toEqual(['age']);
    const [, z] = inputsOf(feature, numberColumnOf('age', cells), Int32Array.of(0, 3));
    expect(z).toEqual([Math.fround((2 - 3) / feature.config.scale)]);
  });

  it('names its inputs, the second one "age missing" with mean 0 and scale 1', () => {
    const { inputs, config } = fit([1, 3, null]);
    expect(inputs).toEqual([
      { name: 'age', mean: config.mean, scale: config.scale },
      { name: 'age missing', mean: 0, scale: 1 },
    ]);
  });

  it.each([
    ['−0 and 0', [-0, 0], 0],
    ['one value', [7.3], 7.3],
    ['four values', [4, 1, 3, 2], 2.5],
    ['values on both sides of 10', [9, 10, 100], 10],
  ])('the median of %s', (_, cells, median) => {
    expect(fit([...cells, null]).config.fill! + 0).toBe(median);
  });

  it('keeps how the values stand in the file: booleans are 0 and 1, dates are days', () => {
    const boolean = fitNumberFeature(
      numberColumnOf('newsletter', [0, 1, 1, null], 'boolean'),
      allRows(4),
      DEFAULT_ENCODING,
      'own.csv',
    );
    expect(boolean.config).toMatchObject({ kind: 'boolean', fill: 1, mean: 0.75, range: [0, 1] });
    const date = fitNumberFeature(
      numberColumnOf('joined', [19_723, 19_724.5, 20_088], 'date'),
      allRows(3),
      DEFAULT_ENCODING,
      'own.csv',
    );
    expect(date.config).toMatchObject({ kind: 'date', fill: 19_724.5, range: [19_723, 20_088] });
    expect(fit([1]).config.kind).toBe('number');
  });
});

describe('refusals', () => {
  it('a column without a value in any training row, by name, although other rows have one', () => {
    const error = errorOf(() => fit([null, null, 5], [0, 1]));
    expect(error).toMatchObject({ code: 'E_DATA_MISSING', field: 'age', file: 'own.csv', exitCode: 3 });
    expect(error.hint).toBe('leave it out with drop: "age"');
  });

  it('values of which float64 has no mean, by name', () => {
    expect(errorOf(() => fit([1.7e308, 1.7e308, null]))).toMatchObject({ code: 'E_DATA_RANGE', field: 'age' });
  });

  const refuse = { ...DEFAULT_ENCODING, missing: 'refuse' } as const;
  const table = tableOfColumns([numberColumnOf('age', [1, 2, null]), kindColumnOf('plan', ['a', 'b', 'a'])]);
  const roles = { target: 'y', id: null, hasHeader: true, missingWords: [''], features: ['age', 'plan'] };

  it('a missing value under the policy refuse, in training and at transform, by column', () => {
    const training = errorOf(() => fitPipeline(table, roles, allRows(3), 'own.csv', refuse));
    expect(training).toMatchObject({ code: 'E_DATA_MISSING', field: 'age', file: 'own.csv' });
    const pipeline = fitPipeline(table, roles, allRows(2), 'own.csv', refuse);
    expect(pipeline.config().features[0]).toMatchObject({ fill: null, indicator: false });
    expect(pipeline.transform(table, allRows(2)).shape).toEqual([2, 2]);
    expect(errorOf(() => pipeline.transform(table, allRows(3), 'new.csv'))).toMatchObject({
      code: 'E_DATA_MISSING',
      field: 'age',
      file: 'new.csv',
    });
    // Control: filled, the same rows pass.
    expect(fitPipeline(table, roles, allRows(2), 'own.csv').transform(table, allRows(3)).rows).toBe(3);
  });

  it('a column of kinds in the place of numbers, and the other way round', () => {
    const feature = fit([1, 2]);
    expect(() => feature.transform(kindColumnOf('age', ['a']), allRows(1), Tensor.zeros(1, 1), 0)).toThrow(RangeError);
  });
});
