import { existsSync, readFileSync } from 'node:fs';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { judge } from '../src/evaluation/judgement.ts';
import { Dense } from '../src/nn/layers/dense.ts';
import { Sequential } from '../src/nn/sequential.ts';
import { balanceRows } from '../src/preprocessing/rows/balance.ts';
import { groupSplit, stratifiedSplit } from '../src/preprocessing/rows/split.ts';
import { createRandom, randomFrom, resumeRandom } from '../src/random.ts';
import type { Random } from '../src/random.ts';

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());
const upTo = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);

/**
 * Made by seedrandom 3.0.5: `node -p "const g = require('seedrandom')('1/weights'); [g.double(), g.double(), g.double()]"`
 * and so on. A change of any of them changes every model trained with that seed: it needs a major version.
 */
const GOLDEN: [seed: number | string, purpose: string, first: number[]][] = [
  [1, '', [0.2694488477791326, 0.43440878183925163, 0.8740779300873869]],
  [1, 'weights', [0.3667593607920699, 0.6354575083333203, 0.9789858093948912]],
  [1, 'batches', [0.5568764385430108, 0.2024554512099691, 0.09681226022941793]],
  [2, '', [0.7153687886990808, 0.37545237420266026, 0.2937349359786217]],
  ['hello.', '', [0.9282578795792454, 0.3752569768646784, 0.7316977468919549]],
];

describe('a stream', () => {
  it.each(GOLDEN)('of seed %s for "%s" begins with the golden draws', (seed, purpose, first) => {
    expect(draws(createRandom(seed, purpose), 3)).toEqual(first);
  });

  it('of seed 1 is that of "1", and not seedrandom’s of the number 1', () => {
    expect(draws(createRandom(1), 100)).toEqual(draws(createRandom('1'), 100));
    expect(draws(createRandom(-7, 'x'), 5)).toEqual(draws(createRandom('-7', 'x'), 5));
    expect(seedrandom(1 as unknown as string).double()).toBe(0.1776348083296759);
    expect(createRandom(1).next()).not.toBe(0.1776348083296759);
  });

  it('of another seed or purpose is another one: 12 streams share none of 1,200 draws', () => {
    const seeds = [0, 1, 2, '01', '1.0', 'a'];
    const all = seeds.flatMap((seed) => ['', 'batches'].flatMap((purpose) => draws(createRandom(seed, purpose), 100)));
    expect(new Set(all).size).toBe(1200);
  });

  it('stays in [0, 1), with mean 1/2 and variance 1/12 within 5 standard errors of 100,000 draws', () => {
    const values = draws(createRandom(3), 100_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = values.reduce((sum, value) => sum + value, 0) / 1e5;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 1e5;
    // Of U(0, 1): the mean's standard error is √(1/12N), the variance's √((1/80 − 1/144)/N).
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12e5));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt((1 / 80 - 1 / 144) / 1e5));
  });

  it('has 53 random bits: more than 32 of them differ between draws', () => {
    expect(draws(createRandom(4), 100).filter((value) => Number.isInteger(value * 2 ** 32))).toEqual([]);
  });

  it('of an empty seed is refused: it could not be repeated', () => {
    expect(() => createRandom('')).toThrow(
      new RangeError('seed: must be a text that is not empty, or a finite number'),
    );
    expect(() => createRandom('', 'weights')).toThrow(RangeError);
  });
});

describe('resumeRandom', () => {
  it('goes on where the state was taken: 1,000 equal draws, after a way through JSON too', () => {
    const random = createRandom(5, 'batches');
    draws(random, 137);
    const state = random.state();
    const text = JSON.stringify(state);
    const expected = draws(random, 1000);
    expect(draws(resumeRandom(state), 1000)).toEqual(expected);
    expect(draws(resumeRandom(JSON.parse(text)), 1000)).toEqual(expected);
    expect(draws(createRandom(5, 'batches'), 1000)).not.toEqual(expected);
  });

  it('leaves the stream it came from alone', () => {
    const [random, same] = [createRandom(6), createRandom(6)];
    draws(resumeRandom(random.state()), 10);
    expect(draws(random, 10)).toEqual(draws(same, 10));
  });
});

describe('integer', () => {
  it('gives each of 6 faces between 9,500 and 10,500 times of 60,000: 5 standard errors are 456', () => {
    const random = createRandom(7);
    const counts = Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.integer(6)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('is ⌊bound · next⌋: 5, 4, 4, 2, 1, 5, 5, 3, 0, 0 for seed "x" and bound 6', () => {
    const random = createRandom('x');
    expect(Array.from({ length: 10 }, () => random.integer(6))).toEqual([5, 4, 4, 2, 1, 5, 5, 3, 0, 0]);
    expect(createRandom('x').integer(1)).toBe(0);
    expect(createRandom('x').integer(2 ** 53 - 1)).toBe(Math.floor(createRandom('x').next() * (2 ** 53 - 1)));
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('refuses the bound %d', (bound) => {
    expect(() => createRandom(1).integer(bound)).toThrow(
      new RangeError(`integer: bound must be a whole number of at least 1, got ${bound}`),
    );
  });
});

describe('shuffle', () => {
  it('gives the golden orders of 10 rows', () => {
    expect([...createRandom(1, 'batches').shuffle(upTo(10))]).toEqual([3, 4, 2, 7, 6, 8, 9, 0, 1, 5]);
    expect([...createRandom(2).shuffle(upTo(10))]).toEqual([0, 1, 9, 5, 8, 4, 6, 2, 3, 7]);
  });

  it('is Durstenfeld’s: from the end, each element changes places with one at or before it', () => {
    const generator = seedrandom('8');
    const expected = [...'abcdefghij'];
    for (let i = 9; i > 0; i--) {
      const j = Math.floor(generator.double() * (i + 1));
      [expected[i], expected[j]] = [expected[j]!, expected[i]!];
    }
    const values = [...'abcdefghij'];
    expect(createRandom(8).shuffle(values)).toBe(values);
    expect(values).toEqual(expected);
  });

  it('is a permutation, of 0, 1, 2 and 1,000 values', () => {
    for (const length of [0, 1, 2, 1000]) {
      expect(createRandom(9).shuffle(upTo(length)).toSorted()).toEqual(upTo(length));
    }
  });

  it('gives each of the 24 orders of 4 values between 850 and 1,150 times of 24,000: 5 standard errors are 155', () => {
    const random = createRandom(10);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.shuffle([0, 1, 2, 3]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(155);
  });
});

const corpus = new URL('../../shared/corpora/numerics/index.json', import.meta.url);
describe.skipIf(!existsSync(corpus))(
  'the seedrandom vectors (skipped: ../shared/corpora/numerics is not there)',
  () => {
    it('of string seeds are ours, to the last bit, in both cases', () => {
      const { vectors }: { vectors: { seed: string; first: number[] }[] } = JSON.parse(
        readFileSync(corpus, 'utf8'),
      ).seedrandom;
      expect(vectors).toHaveLength(2);
      for (const { seed, first } of vectors) {
        // The index describes the seed of one control character in words.
        const text = seed.startsWith('\\x01') ? '\u0001' : seed;
        expect(draws(createRandom(text), first.length)).toEqual(first);
      }
    });
  },
);

describe('randomFrom', () => {
  it('is the stream that was handed over, alone or as an option, or the seed’s for the purpose', () => {
    const random = createRandom(1, 'own');
    expect(randomFrom(random, 'split')).toBe(random);
    expect(randomFrom({ random }, 'split')).toBe(random);
    for (const seed of [7, '7']) {
      expect(draws(randomFrom({ seed }, 'split'), 3)).toEqual(draws(createRandom('7', 'split'), 3));
    }
    expect(draws(randomFrom({ seed: 7 }, 'batches'), 3)).not.toEqual(draws(randomFrom({ seed: 7 }, 'split'), 3));
  });

  it('is refused without a seed and a random, and with both', () => {
    expect(() => randomFrom({}, 'split')).toThrow(
      new RangeError('split: got neither a seed nor a random, expected one of them'),
    );
    expect(() => randomFrom({ seed: 1, random: createRandom(1) }, 'split')).toThrow(
      new RangeError('split: got both a seed and a random, expected one of them'),
    );
  });

  it('stands in the place of every random of the library: a seed gives the stream that a training uses', () => {
    const targets = Int32Array.from({ length: 40 }, (_, i) => i % 2);
    const rows = upTo(40);
    const seeded = (purpose: string) => createRandom(3, purpose);
    const [source, layers] = [{ seed: 3 }, () => [new Dense({ units: 2 })]];
    expect(stratifiedSplit(targets, 2, [80, 10, 10], source)).toEqual(
      stratifiedSplit(targets, 2, [80, 10, 10], seeded('split')),
    );
    expect(groupSplit(rows, [80, 10, 10], source)).toEqual(groupSplit(rows, [80, 10, 10], seeded('split')));
    expect(balanceRows(rows, targets, 2, 'undersample', source)).toEqual(
      balanceRows(rows, targets, 2, 'undersample', seeded('balance')),
    );
    expect(new Sequential(layers(), { inputDim: 3, seed: 3 }).block.values).toEqual(
      new Sequential(layers(), { inputDim: 3, random: seeded('weights') }).block.values,
    );
    const predictions = { name: 'all 1', predictions: targets, probabilities: new Float64Array(80).fill(0.5) };
    expect(judge([predictions], targets, [0.5, 0.5], source, 20)).toEqual(
      judge([predictions], targets, [0.5, 0.5], seeded('bootstrap'), 20),
    );
  });
});
