import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCategoryFeature, type CategoryFeature } from '../../../src/preprocessing/features/category-feature.ts';
import { DEFAULT_ENCODING, type EncodingOptions } from '../../../src/preprocessing/preparation-options.ts';
import { hashText } from '../../../src/preprocessing/features/hash-text.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { errorOf } from '../../support/errors.ts';
import { allRows, inputsOf, kindColumnOf, numberColumnOf } from '../../support/tables.ts';

type Cell = string | null;
const SMALL: EncodingOptions = { ...DEFAULT_ENCODING, minFrequency: 2 };
const fit = (cells: readonly Cell[], options = SMALL, rows: readonly number[] = [...cells.keys()]) =>
  fitCategoryFeature(kindColumnOf('plan', cells), Int32Array.from(rows), options, 'own.csv');
const encode = (feature: CategoryFeature, cells: readonly Cell[]) =>
  inputsOf(feature, kindColumnOf('plan', cells), allRows(cells.length));

/** Kinds that trip over prototypes, cases, blanks and normal forms, and some plain ones. */
const AWKWARD = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'a',
  'A',
  ' a',
  'ä',
  'a\u0308',
  '\u{1f600}',
  '\uffff',
];
const anyLevel = fc.constantFrom<Cell[]>(null, ...AWKWARD, 'b', 'c');
const column = fc
  .array(anyLevel, { minLength: 1, maxLength: 60 })
  .filter((cells) => cells.some((cell) => cell !== null));

/** How many training rows have each level, gaps counted as the most frequent one; in the order of code units. */
function countsOf(cells: readonly Cell[]): { counts: Map<string, number>; fill: string } {
  const present = cells.filter((cell) => cell !== null);
  const sorted = [...new Set(present)].toSorted((a, b) => (a < b ? -1 : 1));
  const counts = new Map(sorted.map((name) => [name, present.filter((cell) => cell === name).length]));
  const fill = sorted.find((name) => counts.get(name) === Math.max(...counts.values()))!;
  return { fill, counts: counts.set(fill, counts.get(fill)! + cells.length - present.length) };
}

describe('one-hot', () => {
  it('has an input for each level of enough rows, by code unit, and other for the rest: counted again (500 columns)', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 6 }), (cells, minFrequency) => {
        const feature = fit(cells, { ...SMALL, minFrequency });
        const { counts, fill } = countsOf(cells);
        const levels = [...counts.keys()].filter((name) => counts.get(name)! >= minFrequency);
        const other = levels.length < counts.size;
        expect(feature.config).toEqual({
          name: 'plan',
          kind: 'category',
          encoding: { method: 'one-hot', levels, other },
          fill,
          indicator: cells.includes(null),
          known: [...counts.keys()],
          unseen: 'other',
        });
        for (const [row, inputs] of encode(feature, cells).entries()) {
          const name = cells[row] ?? fill;
          const expected = levels.map((level) => Number(level === name));
          if (other) expected.push(Number(!levels.includes(name)));
          if (cells.includes(null)) expected.push(Number(cells[row] === null));
          expect(inputs).toEqual(expected);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('sorts Z before a and U+FFFF behind an emoji’s surrogates, as code units go', () => {
    const levels = ['\uffff', '\u{1f600}', 'a', 'Z', 'ä'];
    expect(fit([...levels, ...levels]).config.encoding).toMatchObject({
      levels: ['Z', 'a', 'ä', '\u{1f600}', '\uffff'],
      other: false,
    });
  });

  it('gives an unseen level to other, and to no input where there is none', () => {
    expect(encode(fit(['a', 'a', 'b', 'b', 'c']), ['a', 'b', 'c', 'new'])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(encode(fit(['a', 'a', 'b', 'b']), ['a', 'new', '__proto__', 'constructor'])).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('fills with the most frequent level of the training rows, of equally frequent ones the first by code unit', () => {
    expect(fit(['b', 'b', 'a', 'a', null]).config.fill).toBe('a');
    expect(fit(['b', 'b', 'a', null]).config.fill).toBe('b');
    expect(fit(['b', 'a', 'a', 'b', 'b'], SMALL, [0, 1, 2]).config.fill).toBe('a');
    // Two rows and two filled ones are four: enough for an input of its own.
    expect(fit(['a', 'a', null, null], { ...SMALL, minFrequency: 4 }).config.encoding).toMatchObject({ levels: ['a'] });
  });

  it('learns from training rows only: other rows with other levels leave the config as it was (300 columns)', () => {
    fc.assert(
      fc.property(column, column, (cells, others) => {
        const rows = [...cells.keys()];
        expect(fit([...cells, ...others], SMALL, rows).config).toEqual(fit(cells).config);
      }),
      { seed: 2, numRuns: 300 },
    );
    expect(fit(['a', 'b'], SMALL, [0]).config).not.toEqual(fit(['c', 'b'], SMALL, [0]).config);
  });

  it('keeps an input for the rare levels alone where all are rare', () => {
    const feature = fit(['a', 'b', 'c'], { ...SMALL, minFrequency: 5 });
    expect(feature.inputs).toEqual([{ name: 'plan other', mean: 0, scale: 1 }]);
    expect(encode(feature, ['a', 'new'])).toEqual([[1], [1]]);
  });

  it('names inputs by the level in quotes, so that levels called other and missing are not the two extra inputs', () => {
    const names = fit(['other', 'other', 'missing', 'missing', 'x', null]).inputs.map(({ name }) => name);
    expect(names).toEqual(['plan "missing"', 'plan "other"', 'plan other', 'plan missing']);
  });
});

const FREQUENCY: EncodingOptions = { ...DEFAULT_ENCODING, minFrequency: 1, maxLevels: 1 };

describe('frequency', () => {
  it('is each row’s share, standardised: mean and deviation as counted row by row (500 columns)', () => {
    fc.assert(
      fc.property(
        column.filter((cells) => new Set(cells.filter((cell) => cell !== null)).size > 1),
        (cells) => {
          const feature = fit(cells, FREQUENCY);
          const { counts, fill } = countsOf(cells);
          const n = cells.length;
          const shareOf = (cell: Cell) => (counts.get(cell ?? fill) ?? 0) / n;
          const shares = cells.map(shareOf);
          const mean = shares.reduce((sum, share) => sum + share, 0) / n;
          const deviation = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / n);
          const scale = new Set(shares).size === 1 ? 1 : deviation;
          const { encoding } = feature.config;
          if (encoding.method !== 'frequency') throw new Error('not encoded by frequency');
          // Sums of 60 shares in another order.
          expect(Math.abs(encoding.mean - mean)).toBeLessThan(1e-12);
          expect(Math.abs(encoding.scale - scale)).toBeLessThan(1e-12);
          expect(encoding.levels).toEqual([...counts.keys()]);
          for (const [row, [z]] of encode(feature, [...cells, 'new']).entries()) {
            const expected = ((row === n ? 0 : shares[row]!) - mean) / scale;
            expect(Math.abs(z! - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it('control: the mean over levels instead of rows is another (0.25 against 0.34)', () => {
    const { encoding } = fit(['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c', 'c', 'd'], FREQUENCY).config;
    expect(encoding).toMatchObject({ method: 'frequency', shares: [0.5, 0.2, 0.2, 0.1] });
    expect((encoding as { mean: number }).mean).toBeCloseTo(0.34, 12);
  });

  it('starts with one level more than maxLevels, rare ones not counted', () => {
    const cells = ['a', 'a', 'b', 'b', 'c', 'c', 'rare'];
    const methodFor = (maxLevels: number) => fit(cells, { ...SMALL, maxLevels }).config.encoding.method;
    expect(methodFor(3)).toBe('one-hot');
    expect(methodFor(2)).toBe('frequency');
    expect(fit(cells, { ...SMALL, maxLevels: 2, highCardinality: 'hash' }).config.encoding.method).toBe('hash');
  });
});

const HASH: EncodingOptions = { ...FREQUENCY, highCardinality: 'hash' };

describe('hash', () => {
  const levels = Array.from({ length: 200 }, (_, i) => `kind ${i}`);

  it('puts each level, unseen ones too, into the input of its FNV-1a hash: 200 levels share 32 inputs', () => {
    const feature = fit([...levels, ...AWKWARD], HASH);
    const cells = [...levels, ...AWKWARD, 'new', 'never seen'];
    expect(feature.inputs).toHaveLength(32);
    for (const [row, inputs] of encode(feature, cells).entries()) {
      expect(inputs.indexOf(1)).toBe(hashText(cells[row]!) % 32);
      expect(inputs.filter((value) => value !== 0)).toHaveLength(1);
    }
    // 200 balls into 32 boxes leave 31.9 of them taken, so at least 168 levels share theirs with an earlier one.
    const taken = new Set(encode(feature, levels).map((inputs) => inputs.indexOf(1)));
    expect(levels.length - taken.size).toBeGreaterThanOrEqual(168);
    expect(taken.size).toBe(32);
  });

  it('keeps no list of levels, fills gaps and says so', () => {
    const feature = fit(['b', 'a', 'a', null], HASH);
    expect(feature.config).toMatchObject({ known: null, fill: 'a', indicator: true });
    expect(feature.inputs).toHaveLength(33);
    const [gap, filled] = encode(feature, [null, 'a']);
    expect(gap!.slice(0, 32)).toEqual(filled!.slice(0, 32));
    expect([gap![32], filled![32]]).toEqual([1, 0]);
  });

  it('cannot refuse unseen levels, and says so; one-hot under the same options can', () => {
    const options: EncodingOptions = { ...HASH, unseen: 'refuse' };
    expect(() => fit(['a', 'b'], options)).toThrow('a hash keeps no list of kinds to refuse others by');
    expect(fit(['a', 'b'], { ...options, maxLevels: 2 }).config).toMatchObject({ unseen: 'refuse', known: ['a', 'b'] });
  });
});

describe('refusals', () => {
  it('a column without a value in any training row, by name, although other rows have one', () => {
    const error = errorOf(() => fit([null, null, 'a'], SMALL, [0, 1]));
    expect(error).toMatchObject({ code: 'E_DATA_MISSING', field: 'plan', file: 'own.csv', exitCode: 3 });
    expect(error.hint).toBe('leave it out with drop: "plan"');
  });

  it('a column of numbers in the place of levels', () => {
    const action = () => fit(['a', 'b']).transform(numberColumnOf('plan', [1]), allRows(1), Tensor.zeros(1, 1), 0);
    expect(action).toThrow(RangeError);
  });
});
