import { describe, expect, it } from 'vitest';
import { MISSING_WORDS, MissingWords } from '../../../src/data/cells/missing.ts';

describe('the listed words', () => {
  const missing = new MissingWords();

  it.each([...MISSING_WORDS])('%j is one, in any case and with blanks around', (word) => {
    for (const text of [word, word.toUpperCase(), `  ${word}\t`]) expect(missing.has(text)).toBe(true);
  });

  it.each(['0', 'no', 'missing', 'N.A.', '--', 'nan1', 'nilpotent', '\n', '\u00a0', 'toString', '__proto__'])(
    '%j is none',
    (text) => {
      expect(missing.has(text)).toBe(false);
    },
  );

  it('are 10, none of which reads as a value', () => {
    expect(missing.words).toEqual(MISSING_WORDS);
    expect(MISSING_WORDS).toHaveLength(10);
    expect(missing.includeValues).toBe(false);
  });
});

describe('words of one’s own', () => {
  it('take the place of the listed ones, in any case and with blanks around', () => {
    const missing = new MissingWords([' Keine Angabe ', '-999']);
    expect(missing.words).toEqual(['keine angabe', '-999']);
    for (const text of ['KEINE ANGABE', '\t-999 ']) expect(missing.has(text)).toBe(true);
    for (const text of ['', 'NA', '-999.0', '999']) expect(missing.has(text)).toBe(false);
  });

  it.each([
    ['-999', true],
    ['9999-12-31', true],
    ['no', true],
    ['F', true],
    ['unknown', false],
  ])('%j may read as a value: %s', (word, includeValues) => {
    expect(new MissingWords(['', word]).includeValues).toBe(includeValues);
  });

  it('may be none, or 200,000', () => {
    expect(new MissingWords([]).has('')).toBe(false);
    const many = new MissingWords(Array.from({ length: 200_000 }, (_, i) => `w${i}`));
    expect([many.has('W199999'), many.has('w200000')]).toEqual([true, false]);
  });
});
