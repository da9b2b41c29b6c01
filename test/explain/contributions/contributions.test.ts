/**
 * Contributions against their definitions on the float64 reference, and the laws that they keep. Tolerance 1e-9 where
 * nothing else is said: float64 in another order of sums leaves about 1e-13 at these sizes.
 */
import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../src/evaluation/calibration.ts';
import { Contributions, type ContributionsOptions } from '../../../src/explain/contributions/contributions.ts';
import { Classifier, type ClassifierParts } from '../../../src/model/classifier.ts';
import { Ensemble } from '../../../src/nn/ensemble.ts';
import { Dense } from '../../../src/nn/layers/dense.ts';
import type { Layer } from '../../../src/nn/layers/layer.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { drawBiases, makeLayers, toReference } from '../../support/networks.ts';
import { Scale } from '../../support/scale-layer.ts';
import { randomTensor } from '../../support/tensors.ts';
import { integratedGradients, scores, shapleyByOrders, type ReferenceScore } from './oracle.ts';

const HALVES = { natural: [0.5, 0.5], training: [0.5, 0.5] };

interface Case {
  readonly hidden: readonly number[];
  readonly inputs?: number;
  readonly outputs?: number;
  readonly members?: number;
  readonly dropout?: number;
  readonly seed?: number;
}

/** Networks with drawn weights and biases. */
function layersOf({ hidden, inputs = 4, outputs = 2, members = 1, dropout = 0, seed = 1 }: Case) {
  return Array.from({ length: members }, (_, m) => {
    const layers = makeLayers({ hidden, outputs, dropout });
    const network = new Sequential(layers, { inputDim: inputs, seed: seed * 100 + m });
    drawBiases(layers, seed * 100 + m);
    return network;
  });
}

function classifierOf(networks: readonly Sequential[], parts: Partial<ClassifierParts> = {}): Classifier {
  const [first] = networks as readonly [Sequential];
  return new Classifier({
    network: networks.length === 1 ? first : new Ensemble(networks),
    output: first.outputDim === 1 ? 'sigmoid' : 'softmax',
    classes: first.outputDim > 2 ? ['a', 'b', 'c'] : ['no', 'yes'],
    priors: first.outputDim > 2 ? { natural: [0.2, 0.3, 0.5], training: [1 / 3, 1 / 3, 1 / 3] } : HALVES,
    pipeline: null,
    background: randomTensor(createRandom(5, 'background'), 6, first.inputDim),
    ...parts,
  });
}

/** The logits' difference, on the reference; dropout leaves no trace there. */
function referenceOf(networks: readonly Sequential[], score: Partial<ReferenceScore> = {}): ReferenceScore {
  const members = networks.map(({ layers }) =>
    toReference(
      layers.filter(({ kind }) => kind !== 'dropout'),
      1,
    ),
  );
  return { members, weights: networks[0]!.outputDim === 1 ? [1] : [-1, 1], ...score };
}

const rowsOf = (inputs: number, n = 5, seed = 9): Tensor => randomTensor(createRandom(seed, 'rows'), n, inputs);

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** The largest difference to the oracle's, over all rows and inputs. */
function worstOff(classifier: Classifier, reference: ReferenceScore, x: Tensor, options: ContributionsOptions = {}) {
  const contributions = new Contributions(classifier, options);
  const background = classifier.background!.toRows();
  let worst = 0;
  for (const [i, row] of x.toRows().entries()) {
    const { effects } = contributions.explain(x.slice(i, i + 1))[0]!;
    const means = row.map(() => 0);
    for (const b of background) {
      const exact = integratedGradients(reference, b, row);
      for (const [j, effect] of exact.entries()) means[j]! += effect / background.length;
    }
    for (const [j, mean] of means.entries()) worst = Math.max(worst, Math.abs(effects[j]! - mean));
  }
  return worst;
}

const CASES: readonly [string, Case][] = [
  ['no hidden layer', { hidden: [] }],
  ['one hidden layer', { hidden: [7] }],
  ['two', { hidden: [9, 5] }],
  ['three', { hidden: [8, 7, 5] }],
  ['four', { hidden: [5, 8, 7, 4] }],
  ['five', { hidden: [4, 5, 6, 5, 4] }],
  ['one unit a layer', { hidden: [1, 1], inputs: 1 }],
  ['one logit', { hidden: [8, 5], outputs: 1 }],
  ['three networks', { hidden: [6, 5], members: 3 }],
  ['two deep networks', { hidden: [5, 4, 5], members: 2 }],
  ['dropout', { hidden: [6, 5], dropout: 0.4 }],
];

describe('integrated gradients', () => {
  it.each(CASES)('of %s are those of the oracle', (_, shape) => {
    const networks = layersOf(shape);
    const x = rowsOf(shape.inputs ?? 4);
    expect(worstOff(classifierOf(networks), referenceOf(networks), x)).toBeLessThan(1e-9);
  });

  it.each(CASES)('on the probability, of %s, too', (_, shape) => {
    const networks = layersOf(shape);
    const x = rowsOf(shape.inputs ?? 4);
    const reference = referenceOf(networks, { isProbability: true });
    expect(worstOff(classifierOf(networks), reference, x, { scale: 'probability' })).toBeLessThan(1e-9);
  });

  it.each(CASES)('of %s add up: base + Σ = value, on both scales', (_, shape) => {
    const networks = layersOf(shape);
    for (const scale of ['logit', 'probability'] as const) {
      const contributions = new Contributions(classifierOf(networks), { scale });
      const reference = referenceOf(networks, { isProbability: scale === 'probability' });
      const x = rowsOf(shape.inputs ?? 4, 20);
      for (const [i, { value, effects }] of contributions.explain(x).entries()) {
        expect(Math.abs(contributions.base + sum(effects) - value)).toBeLessThan(1e-12);
        expect(Math.abs(value - scores(reference, [x.toRows()[i]!])[0]!)).toBeLessThan(1e-12);
      }
    }
  });

  it('control: by 50 midpoints they are off by more than 1e-4 for most rows', () => {
    const reference = referenceOf(layersOf({ hidden: [9, 5] }));
    const b = Array<number>(4).fill(0);
    const off = rowsOf(4, 20)
      .toRows()
      .filter((row) => {
        const [from, to] = scores(reference, [b, row]) as [number, number];
        return Math.abs(sum(integratedGradients(reference, b, row, 50)) - (to - from)) > 1e-4;
      });
    expect(off.length).toBeGreaterThan(10);
  });

  it('of a linear network are w·(x − mean of the background)', () => {
    const networks = layersOf({ hidden: [] });
    const classifier = classifierOf(networks);
    const [x] = rowsOf(4, 1).toRows() as [number[]];
    const rows = classifier.background!.toRows();
    const { kernel } = networks[0]!.layers[0] as Dense;
    const expected = x.map((value, i) => {
      const w = kernel.data[2 * i + 1]! - kernel.data[2 * i]!;
      return w * (value - sum(rows.map((row) => row[i]!)) / rows.length);
    });
    const { effects } = new Contributions(classifier).explain(rowsOf(4, 1))[0]!;
    for (const [i, effect] of effects.entries()) expect(Math.abs(effect - expected[i]!)).toBeLessThan(1e-14);
  });

  it.each(['logit', 'probability'] as const)('of a column that never moves are exactly 0 (%s)', (scale) => {
    const background = randomTensor(createRandom(5, 'background'), 6, 4);
    const x = rowsOf(4, 3);
    for (const { data, rows } of [background, x]) for (let i = 0; i < rows; i++) data[4 * i + 2] = 0.7;
    const networks = layersOf({ hidden: [9, 5], members: 2 });
    const contributions = new Contributions(classifierOf(networks, { background }), { scale });
    for (const { effects } of [...contributions.explain(x), ...contributions.shapley(x)]) {
      expect(effects[2]).toBe(0);
      expect(effects[1]).not.toBe(0);
    }
  });

  it('are the same bits again, whatever was explained between', () => {
    const contributions = new Contributions(classifierOf(layersOf({ hidden: [8, 7, 5], members: 2 })));
    const x = rowsOf(4, 8);
    const first = contributions.explain(x);
    contributions.explain(rowsOf(4, 8, 10));
    contributions.shapley(x);
    expect(contributions.explain(x)).toEqual(first);
    expect(contributions.explain(x.slice(5, 6))[0]).toEqual(first[5]);
  });
});

describe('awkward lines', () => {
  /** Dense and ReLU with these kernels and biases, inputs first. */
  function networkOf(...maps: readonly (readonly [number[][], number[]])[]): Sequential {
    const layers: Layer[] = maps.flatMap(([, bias], l) => [
      new Dense({ units: bias.length }),
      ...(l < maps.length - 1 ? [new ReLU()] : []),
    ]);
    const network = new Sequential(layers, { inputDim: maps[0]![0].length, seed: 1 });
    for (const [l, layer] of layers.filter((one) => one instanceof Dense).entries()) {
      layer.kernel.data.set(maps[l]![0].flat());
      layer.bias!.data.set(maps[l]![1]);
    }
    return network;
  }

  const [a, b, c] = [
    [1, -1, 2, 1, 1],
    [1, 1, -1, 1, 1],
    [1, 2, 1, -2, 0.5],
  ];
  const FIRST: [number[][], number[]] = [
    // The last two units are twins of the first: they turn together.
    [a, b].map((row) => [0, 1, 2, 0, 0].map((unit) => row[unit]!)),
    [0, 0, -1, 0, 0],
  ];

  it.each<[string, [number[][], number[]][], number[], number[]]>([
    [
      'z is 0 where it starts, and three units turn at once',
      [FIRST, [[c, c, b, a, b].map((r) => r.slice(0, 2)), [0, -1]]],
      [0, 0],
      [1, -3],
    ],
    ['z is 0 where it ends', [FIRST, [[c, c, b, a, b].map((r) => r.slice(0, 2)), [0, -1]]], [2, -3], [1, -1]],
    ['z stays 0 all along', [FIRST, [[c, c, b, a, b].map((r) => r.slice(0, 2)), [0, 0]]], [1, -1], [-2, 2]],
    ['nothing moves', [FIRST, [[c, c, b, a, b].map((r) => r.slice(0, 2)), [0, 0]]], [1, 2], [1, 2]],
    [
      'all units of a layer are dead',
      [
        FIRST,
        [[c, c, b, a, b].map((r) => r.slice(0, 3).map((w) => -Math.abs(w))), [-1, -1, -1]],
        [
          [
            [1, 0],
            [2, 0],
            [0, 1],
          ],
          [0, 0],
        ],
      ],
      [0, 0],
      [3, 1],
    ],
    [
      'units of two layers turn at once',
      [FIRST, [[[1], [0], [0], [0], [0]], [0]], [[[1, -1]], [0, 0]]],
      [-2, -2],
      [2, 2],
    ],
    [
      'a unit of the second layer turns twice',
      [
        [[[1, -1]], [0, 0]],
        [[[1], [1]], [-1]],
        [[[0, 1]], [0, 0]],
      ],
      [-3],
      [2],
    ],
  ])('%s', (_, maps, from, to) => {
    const network = networkOf(...maps);
    const background = new Tensor(Float32Array.from(from), [1, from.length]);
    const x = new Tensor(Float32Array.from(to), [1, to.length]);
    const classifier = classifierOf([network], { background });
    const reference = referenceOf([network]);
    expect(worstOff(classifier, reference, x)).toBeLessThan(1e-12);
    const off = worstOff(classifier, { ...reference, isProbability: true }, x, { scale: 'probability' });
    expect(off).toBeLessThan(1e-9);
  });

  it('two dense layers in a row are one, and two ReLUs', () => {
    const layers = [
      new Dense({ units: 5 }),
      new Dense({ units: 6, useBias: false }),
      new ReLU(),
      new ReLU(),
      new Dense({ units: 3 }),
      new Dense({ units: 2 }),
    ];
    const network = new Sequential(layers, { inputDim: 4, seed: 3 });
    drawBiases(layers, 3);
    expect(worstOff(classifierOf([network]), referenceOf([network]), rowsOf(4))).toBeLessThan(1e-9);
  });

  it('inputs go into a ReLU', () => {
    const layers = [new ReLU(), new Dense({ units: 4 }), new ReLU(), new Dense({ units: 2 })];
    const network = new Sequential(layers, { inputDim: 3, seed: 3 });
    const pass = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j)));
    const reference = {
      members: [[{ kernel: pass, bias: null, activation: 'relu' as const }, ...toReference(layers.slice(1), 1)]],
      weights: [-1, 1],
    };
    expect(worstOff(classifierOf([network]), reference, rowsOf(3))).toBeLessThan(1e-9);
  });
});

describe('the explained number', () => {
  const networks = layersOf({ hidden: [8, 5] });
  const x = rowsOf(4, 3);
  const effectsOf = (parts: Partial<ClassifierParts>, options: ContributionsOptions = {}) => {
    const contributions = new Contributions(classifierOf(networks, parts), options);
    return { contributions, rows: contributions.explain(x) };
  };
  const plain = effectsOf({});

  it('is the log-odds of class 1, and says the probability that the classifier says to 1e-6', () => {
    expect(plain.contributions.explained).toEqual({ scale: 'log-odds', class: 'yes' });
    const { natural } = classifierOf(networks).score(x);
    for (const [i, { probability, value }] of plain.rows.entries()) {
      expect(Math.abs(probability - natural.data[2 * i + 1]!)).toBeLessThan(1e-6);
      expect(Math.abs(Math.log(probability / (1 - probability)) - value)).toBeLessThan(1e-12);
    }
  });

  it('of class 0 is the same with the other sign', () => {
    const { contributions, rows } = effectsOf({}, { classIndex: 0 });
    expect(contributions.explained.class).toBe('no');
    expect(contributions.base).toBeCloseTo(-plain.contributions.base, 12);
    expect(rows.map(({ effects }) => effects.map((effect) => -effect))).toEqual(
      plain.rows.map(({ effects }) => effects),
    );
  });

  it('moves by a constant with the mix of the classes: effects stay, bit for bit', () => {
    const priors = { natural: [0.9, 0.1], training: [0.5, 0.5] };
    const { contributions, rows } = effectsOf({ priors });
    expect(contributions.base - plain.contributions.base).toBeCloseTo(Math.log(0.1 / 0.9), 6);
    expect(rows.map(({ effects }) => effects)).toEqual(plain.rows.map(({ effects }) => effects));
  });

  it.each<[Calibration, number, number]>([
    [{ method: 'temperature', temperature: 2.5 }, 0.4, 0],
    [{ method: 'platt', slope: 0.7, intercept: -0.3 }, 0.7, -0.3],
    [{ method: 'platt', slope: 0, intercept: 1 }, 0, 1],
  ])('is calibrated by %o: effects times %d', (calibration, slope, intercept) => {
    const { contributions, rows } = effectsOf({ calibration });
    expect(contributions.base).toBeCloseTo(slope * plain.contributions.base + intercept, 12);
    const { natural } = classifierOf(networks, { calibration }).score(x);
    for (const [i, { effects, probability }] of rows.entries()) {
      for (const [j, effect] of effects.entries()) expect(effect).toBeCloseTo(slope * plain.rows[i]!.effects[j]!, 12);
      expect(Math.abs(probability - natural.data[2 * i + 1]!)).toBeLessThan(1e-6);
    }
  });

  it('of one logit is that of two whose difference it is', () => {
    const one = layersOf({ hidden: [6], outputs: 1 });
    const layers = makeLayers({ hidden: [6], outputs: 2 });
    const two = new Sequential(layers, { inputDim: 4, seed: 1 });
    const [first, last] = [layers[0] as Dense, layers[2] as Dense];
    const [firstOne, lastOne] = [one[0]!.layers[0] as Dense, one[0]!.layers[2] as Dense];
    first.kernel.data.set(firstOne.kernel.data);
    first.bias!.data.set(firstOne.bias!.data);
    for (const [i, w] of lastOne.kernel.data.entries()) last.kernel.data[2 * i + 1] = w;
    for (const [i, w] of lastOne.kernel.data.entries()) last.kernel.data[2 * i] = w / 2;
    for (const [i, w] of lastOne.kernel.data.entries()) last.kernel.data[2 * i + 1] = w + w / 2;
    last.bias!.data.set([0, lastOne.bias!.data[0]!]);
    const priors = { natural: [0.7, 0.3], training: [0.4, 0.6] };
    const ofOne = new Contributions(classifierOf(one, { priors }));
    const ofTwo = new Contributions(classifierOf([two], { priors }));
    expect(ofOne.base).toBeCloseTo(ofTwo.base, 6);
    for (const [i, { effects }] of ofOne.explain(x).entries()) {
      for (const [j, effect] of effects.entries()) expect(effect).toBeCloseTo(ofTwo.explain(x)[i]!.effects[j]!, 6);
    }
  });

  it('of three classes is a logit less the mean of all: over the classes, bases and effects sum to 0', () => {
    const three = layersOf({ hidden: [7, 5], outputs: 3 });
    const classifier = classifierOf(three, { calibration: { method: 'temperature', temperature: 0.8 } });
    const all = [0, 1, 2].map((classIndex) => new Contributions(classifier, { classIndex }));
    const { natural } = classifier.score(x);
    expect(all[2]!.explained).toEqual({ scale: 'centred logit', class: 'c' });
    expect(sum(all.map(({ base }) => base))).toBeCloseTo(0, 12);
    expect(sum(all.map(({ baseProbability }) => baseProbability))).toBeCloseTo(1, 12);
    const rows = all.map((contributions) => contributions.explain(x));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) expect(sum(rows.map((one) => one[i]!.effects[j]!))).toBeCloseTo(0, 12);
      for (let c = 0; c < 3; c++) {
        const { value, effects, probability } = rows[c]![i]!;
        expect(all[c]!.base + sum(effects)).toBeCloseTo(value, 12);
        expect(Math.abs(probability - natural.data[3 * i + c]!)).toBeLessThan(1e-6);
      }
    }
  });

  it('has a base: the mean over the background, and the probability that belongs to it', () => {
    const background = classifierOf(networks).background!.toRows();
    const logits = scores(referenceOf(networks), background);
    const base = sum(logits) / logits.length;
    expect(plain.contributions.background).toEqual({
      rows: 6,
      base: plain.contributions.base,
      baseProbability: expect.any(Number),
    });
    expect(plain.contributions.base).toBeCloseTo(base, 12);
    expect(plain.contributions.baseProbability).toBeCloseTo(1 / (1 + Math.exp(-base)), 12);
    const { base: mean, baseProbability } = effectsOf({}, { scale: 'probability' }).contributions;
    expect(mean).toBeCloseTo(sum(logits.map((z) => 1 / (1 + Math.exp(-z)))) / 6, 12);
    expect(baseProbability).toBe(mean);
  });
});

describe('Shapley values', () => {
  it.each([false, true])('are the mean over all 24 orders of 4 columns (on the probability: %s)', (isProbability) => {
    const networks = layersOf({ hidden: [8, 5], members: 2 });
    const classifier = classifierOf(networks);
    const contributions = new Contributions(classifier, { scale: isProbability ? 'probability' : 'logit' });
    const x = rowsOf(4, 3);
    for (const [i, { effects, value }] of contributions.shapley(x).entries()) {
      const reference = referenceOf(networks, { isProbability });
      const expected = shapleyByOrders(reference, classifier.background!.toRows(), x.toRows()[i]!);
      for (const [j, effect] of effects.entries()) expect(Math.abs(effect - expected[j]!)).toBeLessThan(1e-12);
      expect(contributions.base + sum(effects)).toBeCloseTo(value, 12);
    }
  });

  it('of twins, columns alike in every row with equal weights, are equal', () => {
    const networks = layersOf({ hidden: [8, 5] });
    const { kernel } = networks[0]!.layers[0] as Dense;
    kernel.data.copyWithin(8, 0, 8);
    const background = randomTensor(createRandom(5, 'background'), 6, 4);
    const x = rowsOf(4, 4);
    for (const { data, rows } of [background, x]) for (let i = 0; i < rows; i++) data[4 * i + 1] = data[4 * i]!;
    const contributions = new Contributions(classifierOf(networks, { background }));
    for (const { effects } of [...contributions.shapley(x), ...contributions.explain(x)]) {
      expect(Math.abs(effects[0]! - effects[1]!)).toBeLessThan(1e-12);
      expect(Math.abs(effects[0]!)).toBeGreaterThan(1e-3);
    }
  });

  it('of a linear network are its integrated gradients', () => {
    const contributions = new Contributions(classifierOf(layersOf({ hidden: [] })));
    const x = rowsOf(4, 4);
    for (const [i, { effects }] of contributions.shapley(x).entries()) {
      for (const [j, e] of effects.entries()) expect(e).toBeCloseTo(contributions.explain(x)[i]!.effects[j]!, 12);
    }
  });

  it('of 12 columns are computed, of 13 refused', () => {
    const of = (inputs: number) => new Contributions(classifierOf(layersOf({ hidden: [3], inputs })));
    const { effects, value } = of(12).shapley(rowsOf(12, 1))[0]!;
    expect(of(12).base + sum(effects)).toBeCloseTo(value, 12);
    expect(() => of(13).shapley(rowsOf(13, 1))).toThrow('13 columns, exact values are for at most 12');
  });
});

describe('Contributions refuses', () => {
  const networks = layersOf({ hidden: [3] });
  const three = layersOf({ hidden: [3], outputs: 3 });
  const behindScale = () => new Sequential([new Scale(), new Dense({ units: 2 })], { inputDim: 4, seed: 1 });
  const endsInReLU = () => new Sequential([new Dense({ units: 2 }), new ReLU()], { inputDim: 4, seed: 1 });

  it.each<[string, () => unknown, string]>([
    [
      'a layer of your own',
      () => new Contributions(classifierOf([behindScale()])),
      'layer 1, "scale", is neither dense nor ReLU nor dropout',
    ],
    ['logits out of a ReLU', () => new Contributions(classifierOf([endsInReLU()])), 'the logits come out of a ReLU'],
    [
      'a model without background',
      () => new Contributions(classifierOf(networks, { background: null })),
      'the model keeps no background rows',
    ],
    [
      'a background of no rows',
      () => new Contributions(classifierOf(networks), { background: Tensor.zeros(0, 4) }),
      'the model keeps no background rows',
    ],
    [
      'a background of other inputs',
      () => new Contributions(classifierOf(networks), { background: Tensor.zeros(2, 3) }),
      'background is [2, 3], expected [n, 4]',
    ],
    [
      'rows of other inputs',
      () => new Contributions(classifierOf(networks)).explain(Tensor.zeros(1, 3)),
      'inputs is [1, 3], expected [n, 4]',
    ],
    [
      'three classes, none named',
      () => new Contributions(classifierOf(three)),
      'classIndex is undefined, expected the number of a class, 0 to 2',
    ],
    [
      'a class that there isn’t',
      () => new Contributions(classifierOf(three), { classIndex: 3 }),
      'classIndex is 3, expected the number of a class, 0 to 2',
    ],
    [
      'the probability of one of three',
      () => new Contributions(classifierOf(three), { scale: 'probability', classIndex: 1 }),
      'for two classes alone; there are 3',
    ],
    [
      'another scale',
      () => new Contributions(classifierOf(networks), { scale: 'odds' as 'logit' }),
      'scale is "odds", expected logit or probability',
    ],
    ['no classifier', () => new Contributions(null as never), 'classifier'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });

  it('but takes rows for a model that keeps none', () => {
    const background = randomTensor(createRandom(5, 'background'), 6, 4);
    const given = new Contributions(classifierOf(networks, { background: null }), { background });
    expect(given.base).toBe(new Contributions(classifierOf(networks)).base);
  });
});
