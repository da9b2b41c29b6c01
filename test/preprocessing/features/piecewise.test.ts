import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../../src/preprocessing/prepare.ts';
import { fitNumberFeature } from '../../../src/preprocessing/features/number-feature.ts';
import { joinedEdges, pieceInputs, quantileEdges, writePieces } from '../../../src/preprocessing/features/piecewise.ts';
import { treeCuts } from '../../../src/preprocessing/features/tree-cuts.ts';
import { Pipeline } from '../../../src/preprocessing/pipeline.ts';
import { completePreparation, DEFAULT_ENCODING } from '../../../src/preprocessing/preparation-options.ts';
import { readPipeline } from '../../../src/formats/pipeline-config.ts';
import { Field } from '../../../src/formats/json-field.ts';
import { parseJson } from '../../../src/formats/json.ts';
import { refusalFor } from '../../../src/formats/refusal.ts';
import { createRandom } from '../../../src/random.ts';
import { allRows, inputsOf, numberColumnOf, tableOf } from '../../support/tables.ts';

/** Eighths, which have no rounding of their own. */
const eighths = fc.integer({ min: -4000, max: 4000 }).map((whole) => whole / 8);
const edgesDrawn = fc
  .uniqueArray(eighths, { minLength: 2, maxLength: 20 })
  .map((edges) => edges.toSorted((a, b) => a - b));

function piecesOf(x: number, edges: readonly number[]): number[] {
  const out = new Float32Array(edges.length + 1).fill(9);
  writePieces(x, edges, out, 1);
  expect([out[0], out[edges.length]]).toEqual([9, 9]);
  return [...out.subarray(1, edges.length)];
}

/** Eq. 1 of Gorishniy et al. 2022 by its three cases, without the two that go on beyond the outer edges. */
function piecesByCases(x: number, edges: readonly number[]): number[] {
  return edges.slice(1).map((above, t) => {
    const below = edges[t]!;
    if (x < below) return 0;
    if (x >= above) return 1;
    return (x - below) / (above - below);
  });
}

describe('the pieces of a number', () => {
  it('are those of the definition, rounded once to float32 (1,000 draws)', () => {
    fc.assert(
      fc.property(edgesDrawn, eighths, (edges, x) => {
        expect(piecesOf(x, edges)).toEqual(piecesByCases(x, edges).map(Math.fround));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('never fall as the number rises, each from 0 to 1, and at most one lies between', () => {
    fc.assert(
      fc.property(edgesDrawn, eighths, eighths, (edges, x, y) => {
        const [low, high] = [piecesOf(Math.min(x, y), edges), piecesOf(Math.max(x, y), edges)];
        expect(high.every((piece, t) => piece >= low[t]! && piece <= 1 && low[t]! >= 0)).toBe(true);
        expect(low.filter((piece) => piece > 0 && piece < 1).length).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('are all 0 below the first edge and all 1 above the last, however far', () => {
    for (const far of [1e9, 1e308, Infinity]) {
      expect(piecesOf(-far, [-1, 0, 2])).toEqual([0, 0]);
      expect(piecesOf(far, [-1, 0, 2])).toEqual([1, 1]);
    }
  });

  it('are inputs that say from where to where they go', () => {
    expect(pieceInputs('age', [18, 30, 65])).toEqual([
      { name: 'age 18 to 30', mean: 18, scale: 12, isPiece: true },
      { name: 'age 30 to 65', mean: 30, scale: 35, isPiece: true },
    ]);
  });
});

interface Golden {
  readonly versions: { readonly numpy: string };
  readonly cases: readonly { values: number[]; bins: number; quantiles: number[] }[];
}

describe('edges at quantiles', () => {
  const golden = JSON.parse(readFileSync(new URL('../../golden/quantiles.json', import.meta.url), 'utf8')) as Golden;

  it(`are the quantiles of NumPy ${golden.versions.numpy} to 1e-12, equal ones once, in 28 columns`, () => {
    expect(golden.cases).toHaveLength(28);
    let merged = 0;
    for (const { values, bins, quantiles } of golden.cases) {
      const edges = quantileEdges(
        Float64Array.from(values, (value) => value / 8),
        bins,
      );
      // Interpolated between eighths in two ways: some units in the last place.
      const distinct = quantiles.filter((q, t) => t === 0 || q - quantiles[t - 1]! > 1e-9);
      expect(edges).toHaveLength(distinct.length === 1 ? 0 : distinct.length);
      for (const [t, edge] of edges.entries())
        expect(Math.abs(edge - distinct[t]!)).toBeLessThan(1e-12 * (1 + Math.abs(edge)));
      merged += quantiles.length - distinct.length;
    }
    expect(merged).toBeGreaterThan(20);
  });

  it('rise, and no two of them belong to one value (1,000 columns of tenths, which no float holds)', () => {
    const tenths = fc.integer({ min: -9, max: 9 }).map((whole) => whole / 10);
    fc.assert(
      fc.property(
        fc.array(tenths, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (values, bins) => {
          const edges = quantileEdges(Float64Array.from(values).toSorted(), bins);
          expect(edges.length).toBeLessThanOrEqual(bins + 1);
          // Between two tenths there are at most 40 edges, evenly: neighbours are 1e-3 apart.
          for (let t = 1; t < edges.length; t++) expect(edges[t]! - edges[t - 1]!).toBeGreaterThan(1e-4);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('of a column of one value are none', () => {
    expect(quantileEdges(Float64Array.from([0.1, 0.1, 0.1, 0.1]), 7)).toEqual([]);
  });
});

describe('further edges', () => {
  it('join in order, and one that is as good as there already is left out', () => {
    expect(joinedEdges([0, 1, 4], [3, 2])).toEqual([0, 1, 2, 3, 4]);
    expect(joinedEdges([0, 1, 4], [1, 1 + 1e-12, 0.5])).toEqual([0, 0.5, 1, 4]);
  });

  /** 1,000 values of which those from 0.3 to 0.6 are of class 1. */
  const values = Float64Array.from({ length: 1000 }, (_, i) => ((i * 617) % 1000) / 1000);
  const step = { values, targets: Int32Array.from(values, (v) => Number(v >= 0.3 && v < 0.6)), classCount: 2 };

  it('are cut where the share of the classes changes: at the two steps that were planted, to a 256th of the rows', () => {
    const cuts = treeCuts(values.toSorted(), step, 7);
    expect(cuts).toHaveLength(2);
    // The places that are tried lie some 4 rows apart.
    expect(Math.abs(cuts[0]! - 0.3)).toBeLessThan(1 / 256);
    expect(Math.abs(cuts[1]! - 0.6)).toBeLessThan(1 / 256);
    expect(treeCuts(values.toSorted(), step, 1)).toHaveLength(1);
  });

  it('are none where the classes have nothing to do with the number, in 20 of 20 columns', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = createRandom(seed, 'classes');
      const targets = Int32Array.from(values, () => random.integer(2));
      expect(treeCuts(values.toSorted(), { ...step, targets }, 7)).toEqual([]);
    }
  });
});

const BINS = { ...DEFAULT_ENCODING, piecewiseBins: 4 };
const fit = (cells: readonly (number | null)[], options = BINS) =>
  fitNumberFeature(numberColumnOf('age', cells), allRows(cells.length), options, 'own.csv');

describe('a column of numbers', () => {
  const cells = [3, 1, null, 4, 1, 5, 9, 2, 6, 5];

  it('has its pieces between the standardised number and what is missing, which is filled first', () => {
    const feature = fit(cells);
    const { edges, fill, mean, scale } = feature.config;
    expect(edges).toHaveLength(5);
    expect(feature.inputs.map(({ name, isPiece = false }) => [name, isPiece])).toEqual([
      ['age', false],
      ...edges!.slice(1).map((edge, t) => [`age ${edges![t]} to ${edge}`, true]),
      ['age missing', false],
    ]);
    const rows = inputsOf(feature, numberColumnOf('age', cells), allRows(cells.length));
    for (const [row, inputs] of rows.entries()) {
      const value = cells[row] ?? fill!;
      const expected = [(value - mean) / scale, ...piecesByCases(value, edges!), Number(cells[row] === null)];
      expect(inputs).toEqual(expected.map(Math.fround));
    }
  });

  it('has no pieces without bins, with one or two values, or with one bin: a straight line is there already', () => {
    expect(fit(cells, DEFAULT_ENCODING).config.edges).toBeUndefined();
    for (const few of [
      [7, 7, 7],
      [0, 1, 1, 0, 1],
      [7, null, 7],
    ])
      expect(fit(few).config.edges).toBeUndefined();
    expect(fit(cells, { ...BINS, piecewiseBins: 1 }).config.edges).toBeUndefined();
  });

  it('learns its edges from the training rows alone', () => {
    const rows = Int32Array.of(0, 1, 3, 4, 5, 6, 7);
    const learn = (last: number) => fitNumberFeature(numberColumnOf('age', [...cells, last]), rows, BINS, 'own.csv');
    expect(learn(1e6).config).toEqual(learn(-1e6).config);
  });
});

describe('a pipeline with pieces', () => {
  const { table, schema } = tableOf(
    {
      age: Array.from({ length: 60 }, (_, i) => (i * 37) % 60),
      spend: Array.from({ length: 60 }, (_, i) => (i * 7) % 11),
    },
    Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 'yes' : 'no')),
  );
  const { pipeline } = prepare(table, schema, completePreparation({ piecewiseBins: 8, balance: 'none' }), 'own.csv');
  const read = (config: unknown) =>
    readPipeline(new Field(parseJson(JSON.stringify(config), 'own'), 'pipeline', 'E_MODEL_CONFIG', refusalFor('own')));

  it('comes back from its JSON with every edge, and gives the same inputs bit for bit', () => {
    const again = new Pipeline(read(pipeline.config()));
    expect(again.config()).toEqual(pipeline.config());
    expect(again.inputs).toHaveLength(18);
    expect(again.transform(table, allRows(60)).data).toEqual(pipeline.transform(table, allRows(60)).data);
  });

  it.each<[string, unknown]>([
    ['one', [3]],
    ['falling', [3, 2, 4]],
    ['equal', [1, 1, 2]],
    ['in words', ['1', '2', '3']],
    ['that is no list', 3],
  ])('is refused with edges that are %s', (_, edges) => {
    const config = pipeline.config();
    const features = config.features.map((feature, i) => (i === 0 ? { ...feature, edges } : feature));
    expect(() => read({ ...config, features })).toThrow(/pipeline\.features\[0\]\.edges/);
  });
});
