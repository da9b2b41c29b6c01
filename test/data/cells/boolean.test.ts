import { describe, expect, it } from 'vitest';
import { areBooleans, parseBoolean } from '../../../src/data/cells/boolean.ts';

describe('parseBoolean', () => {
  it.each([
    ['false', 'true'],
    ['no', 'yes'],
    ['n', 'y'],
    ['f', 't'],
    ['off', 'on'],
    ['0', '1'],
  ])('reads %s as 0 and %s as 1, in any case and with blanks around', (no, yes) => {
    for (const write of [String, (word: string) => word.toUpperCase(), (word: string) => ` ${word}\t`]) {
      expect([parseBoolean(write(no)), parseBoolean(write(yes))]).toEqual([0, 1]);
    }
  });

  it.each(['', ' ', 'maybe', '2', '01', '1.0', 'yes!', 'nein', 'toString', '__proto__'])('says NaN for %j', (text) => {
    expect(parseBoolean(text)).toBeNaN();
  });
});

describe('areBooleans', () => {
  it.each<[readonly string[], boolean]>([
    [['yes', 'no'], true],
    [['Yes', 'NO', ' no'], true],
    [['yes'], true],
    [['on', 'off'], true],
    [['yes', 'off'], false],
    [['yes', 'n'], false],
    [['yes', 'no', 'maybe'], false],
    // Digits are numbers, beside words they are neither.
    [['0', '1'], false],
    [['yes', '0'], false],
    [['maybe'], false],
    [[], false],
  ])('of %j is %s', (texts, expected) => {
    expect(areBooleans(texts)).toBe(expected);
  });
});
