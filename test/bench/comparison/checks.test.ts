import { describe, expect, it } from 'vitest';
import { checkScores } from '../../../bench/comparison/commands.ts';
import { checkSums } from '../../../bench/comparison/csv.ts';
import { checkProbabilities } from '../../../bench/comparison/prediction.ts';
import { checkLosses, firstLosses } from '../../../bench/comparison/training-step.ts';
import { cutBatches, drawCustomers } from '../../../bench/measurements/training-run.ts';
import { Adam } from '../../../src/nn/optimizers/adam.ts';

describe('checkLosses', () => {
  const batches = cutBatches(drawCustomers(), 200);
  const expected = firstLosses(batches);
  const learned = (losses: readonly number[]) => [...losses, expected[0]! - 0.1];

  it('accepts the 18 losses of the reference, and an epsilon that stands elsewhere: 1e-11 for 1e-10', () => {
    expect(expected).toHaveLength(18);
    expect(() => checkLosses('a', learned(expected), expected)).not.toThrow();
    const other = firstLosses(batches, new Adam({ epsilon: 1e-11 }));
    expect(() => checkLosses('a', learned(other), expected)).not.toThrow();
  });

  it.each<[string, () => number[]]>([
    ['a learning rate of 0.00101', () => firstLosses(batches, new Adam({ learningRate: 0.00101, epsilon: 1e-10 }))],
    ['a second moment that decays by 0.99', () => firstLosses(batches, new Adam({ beta2: 0.99, epsilon: 1e-10 }))],
    ['the batches in another order', () => firstLosses(batches.toReversed())],
    ['no training at all', () => expected.map(() => expected[0]!)],
    ['a NaN', () => expected.map((loss, i) => (i === 17 ? NaN : loss))],
  ])('rejects %s', (_, losses) => {
    expect(() => checkLosses('a', learned(losses()), expected)).toThrow(/a: loss \d+ is .* ± 0\.00001/);
  });

  it('rejects a timed network that has learned nothing, and a loss too few', () => {
    expect(() => checkLosses('a', [...expected, expected[0]!], expected)).toThrow('it should fall');
    expect(() => checkLosses('a', [...expected, NaN], expected)).toThrow('it should fall');
    expect(() => checkLosses('a', expected, expected)).toThrow('18 losses, expected 19');
  });
});

describe('checkProbabilities', () => {
  const expected = Float32Array.of(0.25, 0.75);

  it('accepts 1e-6 more, rejects 1e-5 more, a NaN, zeros and one too few', () => {
    expect(() => checkProbabilities('a', [0.250001, 0.749999], expected)).not.toThrow();
    for (const wrong of [[0.25001, 0.75], [0.25, NaN], [0, 0], [0.25]]) {
      expect(() => checkProbabilities('a', wrong, expected)).toThrow('prediction, a: ');
    }
  });
});

describe('checkSums', () => {
  const cells = [
    ['a', 'b'],
    ['1', '0.1'],
    ['2', '0.2'],
  ];
  const file = { path: 'x.csv', megabytes: 1, cells, copies: 10 };

  it('accepts 20 rows that sum up to 30 and 3', () => {
    expect(() => checkSums('a', [20, 30, 3], file)).not.toThrow();
    // Added up one after the other, tenths are a few roundings off.
    expect(() => checkSums('a', [20, 30, 3.0000000000000004], file)).not.toThrow();
  });

  it.each<[string, number[]]>([
    ['a row too few', [19, 30, 3]],
    ['a column too few', [20, 30]],
    ['a column that was not read', [20, 30, 0]],
    ['columns that changed places', [20, 3, 30]],
    ['a cell off by a millionth', [20, 30, 3.000001]],
    ['a NaN', [20, 30, NaN]],
  ])('rejects %s', (_, got) => {
    expect(() => checkSums('a', got, file)).toThrow(/^a: /);
  });
});

describe('checkScores', () => {
  const expected = 'id,prediction,probability\n007,0,0.25\n8,1,0.500001\n';

  it('accepts a last digit that differs, and another answer where it is as good as even', () => {
    expect(() =>
      checkScores('a', 'id,prediction,probability\n007,0,0.250001\n8,0,0.49999997\n', expected),
    ).not.toThrow();
  });

  it.each<[string, string]>([
    ['another ID', expected.replace('007', '7')],
    ['another answer', expected.replace('007,0', '007,1')],
    ['a probability off by 1e-5', expected.replace('0.25\n', '0.25001\n')],
    ['an empty probability', expected.replace('0.25\n', '\n')],
    ['a NaN', expected.replace('0.25\n', 'NaN\n')],
    ['another header', expected.replace('probability', 'score')],
    ['a column more', expected.replace('0.25\n', '0.25,1\n')],
    ['a row too few', expected.replace('007,0,0.25\n', '')],
  ])('rejects %s', (_, got) => {
    expect(() => checkScores('a', got, expected)).toThrow(/^a: /);
  });
});
