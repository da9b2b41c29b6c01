import { describe, expect, it } from 'vitest';
import { cutNames } from '../../src/data/column-name.ts';

describe('cutNames', () => {
  it.each<[string[], string[]]>([
    [
      ['age', 'a_very_long_name', 'other'],
      ['age', 'a_very_lo…', 'other'],
    ],
    [['question_1_a', 'question_1_b'], ['questi…1_a', 'questi…1_b'].map((name) => name.replace('questi…', 'quest…_'))],
    [
      [`${'x'.repeat(20)}1${'y'.repeat(20)}`, `${'x'.repeat(20)}2${'y'.repeat(20)}`],
      ['1: "xxxxx…', '2: "xxxxx…'],
    ],
  ])('of %j has no two alike in 10 characters', (names, cut) => {
    expect(cutNames(names, 10)).toEqual(cut);
    expect(new Set(cut).size).toBe(names.length);
  });
});
