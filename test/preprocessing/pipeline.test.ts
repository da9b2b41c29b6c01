import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/formats/json.ts';
import { Field } from '../../src/formats/json-field.ts';
import { readPipeline } from '../../src/formats/pipeline-config.ts';
import { refusalFor } from '../../src/formats/refusal.ts';
import type { Column } from '../../src/data/table.ts';
import { DEFAULT_ENCODING, type EncodingOptions } from '../../src/preprocessing/preparation-options.ts';
import { constantColumns, fitPipeline, Pipeline } from '../../src/preprocessing/pipeline.ts';
import { createRandom } from '../../src/random.ts';
import { errorOf } from '../support/errors.ts';
import { allRows, kindColumnOf, numberColumnOf, tableOfColumns, uniformNumbers } from '../support/tables.ts';

const N = 1000;
const TRAIN = allRows(N).filter((row) => row % 3 !== 0);
const plans = ['basic', 'plus', '__proto__', 'ünï\u{1f600}'];
const random = createRandom(1, 'rows');

/** Numbers, booleans, dates and categories, few and many; the even columns have gaps. */
const columns = [
  numberColumnOf(
    'age',
    uniformNumbers(N, 18, 90).map((age, row) => (row % 7 === 0 ? null : age)),
  ),
  numberColumnOf(
    'newsletter',
    Array.from({ length: N }, (_, row) => row % 2),
    'boolean',
  ),
  numberColumnOf(
    'joined',
    uniformNumbers(N, 19_000, 20_000, 2).map((day, row) => (row % 11 === 0 ? null : day)),
    'date',
  ),
  kindColumnOf(
    'plan',
    Array.from({ length: N }, () => plans[random.integer(4)]!),
  ),
  kindColumnOf(
    'town',
    Array.from({ length: N }, (_, row) => (row % 5 === 0 ? null : `town ${random.integer(60)}`)),
  ),
];
const table = tableOfColumns(columns);
const roles = {
  target: 'y',
  id: 'customer',
  hasHeader: true,
  missingWords: ['', '-999'],
  features: columns.map(({ name }) => name),
};
const fit = (options: Partial<EncodingOptions> = {}) =>
  fitPipeline(table, roles, TRAIN, 'own.csv', { ...DEFAULT_ENCODING, ...options });

const OPTIONS: [string, Partial<EncodingOptions>, number][] = [
  // age, newsletter and joined with 2 gaps: 5; plan: 4; town: 60 one-hot or 1 or 32, and its gap.
  ['one-hot', { maxLevels: 60, minFrequency: 1 }, 5 + 4 + 61],
  ['frequency', {}, 5 + 4 + 2],
  ['hash', { highCardinality: 'hash' }, 5 + 4 + 33],
];

/** Through the text of a model file. */
function reread(pipeline: Pipeline): Pipeline {
  const json = parseJson(JSON.stringify(pipeline.config()), 'own.json');
  return new Pipeline(readPipeline(new Field(json, 'pipeline', 'E_MODEL_CONFIG', refusalFor('own.json'))));
}

describe.each(OPTIONS)('%s', (_, options, width) => {
  const pipeline = fit(options);
  const whole = pipeline.transform(table, allRows(N));

  it(`makes ${width} inputs, all finite, one for each name`, () => {
    expect(whole.shape).toEqual([N, width]);
    expect(pipeline.inputs).toHaveLength(width);
    expect(new Set(pipeline.inputs.map(({ name }) => name)).size).toBe(width);
    expect(whole.data.every(Number.isFinite)).toBe(true);
  });

  it('comes back from its JSON with the same config, text and inputs, bit for bit', () => {
    const back = reread(pipeline);
    expect(back.config()).toEqual(pipeline.config());
    expect(JSON.stringify(back.config())).toBe(JSON.stringify(pipeline.config()));
    expect(back.inputs).toEqual(pipeline.inputs);
    expect(back.transform(table, allRows(N))).toEqual(whole);
  });

  it('encodes a row alone, in any company and order, to the same bits (200 selections)', () => {
    const ofRow = (row: number) => whole.data.subarray(row * width, (row + 1) * width);
    fc.assert(
      fc.property(fc.array(fc.nat(N - 1), { minLength: 1, maxLength: 30 }), (rows) => {
        const some = pipeline.transform(table, Int32Array.from(rows));
        for (const [i, row] of rows.entries()) {
          expect(some.data.subarray(i * width, (i + 1) * width)).toEqual(ofRow(row));
        }
      }),
      { seed: 1, numRuns: 200 },
    );
    const shuffled = createRandom(2).shuffle(allRows(N));
    const other = pipeline.transform(table, shuffled);
    for (const [i, row] of shuffled.entries()) {
      if (!other.data.subarray(i * width, (i + 1) * width).every((value, j) => value === ofRow(row)[j])) {
        expect.fail(`row ${row} shuffled to place ${i} has other inputs`);
      }
    }
    // Control: rows do differ, so the comparisons are not of one row with itself.
    expect(new Set(Array.from(allRows(N), (row) => ofRow(row).join())).size).toBeGreaterThan(900);
  });

  it('does not depend on how a table numbers its levels, nor on levels that no row has', () => {
    const renumbered = columns.map((column): Column => {
      if (column.kind === 'number') return column;
      const levels = ['nobody', ...column.levels.toReversed()];
      const codes = column.codes.map((code) => (code === -1 ? -1 : levels.length - 1 - code));
      return { kind: 'text', name: column.name, levels, codes };
    });
    const other = tableOfColumns(renumbered.toReversed());
    const again = fitPipeline(other, roles, TRAIN, 'own.csv', { ...DEFAULT_ENCODING, ...options });
    expect(again.config()).toEqual(pipeline.config());
    expect(again.transform(other, allRows(N))).toEqual(whole);
  });
});

describe('constants', () => {
  const constantsOf = (cells: readonly (string | null)[], options: Partial<EncodingOptions> = {}) => {
    const of = tableOfColumns([kindColumnOf('plan', cells), numberColumnOf('age', [...cells.keys()])]);
    const all = { ...roles, features: ['plan', 'age'] };
    return constantColumns(fitPipeline(of, all, allRows(cells.length), 'own.csv', { ...DEFAULT_ENCODING, ...options }));
  };

  it.each<[string, (string | null)[], Partial<EncodingOptions>, string[]]>([
    ['one level', Array(9).fill('a'), {}, ['plan']],
    ['one level and a gap, which tells something', [...Array<string>(9).fill('a'), null], {}, []],
    ['rare levels only', ['a', 'b', 'c'], {}, ['plan']],
    ['rare levels beside a frequent one', [...Array<string>(9).fill('a'), 'b'], {}, []],
    ['levels all equally frequent, by frequency', ['a', 'a', 'b', 'b'], { minFrequency: 1, maxLevels: 1 }, ['plan']],
    ['levels of two frequencies, by frequency', ['a', 'a', 'b'], { minFrequency: 1, maxLevels: 1 }, []],
    ['two levels', ['a', 'b'], { minFrequency: 1 }, []],
  ])('%s', (_, cells, options, names) => {
    expect(constantsOf(cells, options)).toEqual(names);
  });
});

describe('a value too far for float32', () => {
  it('is named with its column and value, behind columns of several inputs', () => {
    const far = tableOfColumns([kindColumnOf('plan', ['a', 'a', 'b']), numberColumnOf('age', [1, 2, 1e300])]);
    const pipeline = fitPipeline(far, { ...roles, features: ['plan', 'age'] }, allRows(2), 'own.csv');
    expect(pipeline.transform(far, allRows(2)).rows).toBe(2);
    const error = errorOf(() => pipeline.transform(far, allRows(3), 'new.csv'));
    expect(error).toMatchObject({ code: 'E_DATA_RANGE', field: 'age', file: 'new.csv' });
    expect(error.message).toContain('1e+300');
  });
});
