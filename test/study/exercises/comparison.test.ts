import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../src/study/exercises/comparison.ts';
import { likenessOf } from '../../../src/study/exercises/likeness.ts';

describe('numbers of an exercise agree', () => {
  it('to 1e-5 of the larger, or of 3 % of the largest of the array', () => {
    expect(differenceOf([1, -2], [1 + 0.9e-5, -2])).toBeUndefined();
    expect(differenceOf([1, -2], [1 + 1.1e-5, -2])).toMatchObject({ wrong: [0] });
    // 1e-6 beside 1 has no five digits of its own.
    expect(differenceOf([1, 1e-6], [1, 1.2e-6])).toBeUndefined();
    expect(differenceOf([1, 1e-6], [1, 1.4e-6])).toMatchObject({ wrong: [1], expected: 1e-6, got: 1.4e-6 });
  });

  it('never where one is NaN or infinite and the other is not; -0 is 0', () => {
    for (const got of [NaN, Infinity, -Infinity]) {
      expect(differenceOf([1], [got])).toMatchObject({ wrong: [0] });
      expect(differenceOf([0], [got])).toMatchObject({ wrong: [0] });
    }
    expect(differenceOf([0, 0], [-0, 0])).toBeUndefined();
    expect(differenceOf([0, 0], [0, 1e-30])).toMatchObject({ wrong: [1] });
  });
});

describe('wrong numbers look like', () => {
  const right = [1, 2, 3, 4, 5, -6];
  const numbers = { name: 'dW1', shape: [2, 3], values: right };

  it.each<[string, readonly number[], RegExp]>([
    ['their negatives', right.map((value) => -value), /negative/],
    ['a mean that is missing', right.map((value) => value * 7), /^Each is 7 times .* 7 rows: a mean\.$/],
    ['a mean that is taken twice', right.map((value) => value / 7), /1\/7 .* twice/],
    ['a multiple', right.map((value) => value * 0.1), /^Each is 0\.1 times/],
    ['the transpose', [1, 4, 2, 5, 3, -6], /laid out as the transpose/],
    ['the same in another order', [5, 2, 3, 4, 1, -6], /wrong places\.$/],
    ['shifted ones', right.map((value) => value + 0.5), /off by the same/],
    ['nothing', right.map(() => 0), /all 0/],
    ['NaN', [1, NaN, 3, 4, 5, -6], /^1 of them is NaN/],
    ['NaN alone', right.map(() => NaN), /^They are NaN/],
    ['Infinity', [1, Infinity, 3, 4, 5, -6], /infinite/],
  ])('%s', (_, got, text) => {
    expect(likenessOf(numbers, got, 7)).toMatch(text);
  });

  it('nothing in particular', () => {
    expect(likenessOf(numbers, [1, 2, 3, 4, 5, 7], 7)).toBeUndefined();
  });
});
