import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimBlanks } from '../../../src/data/cells/blanks.ts';

describe('trimBlanks', () => {
  it('takes spaces and tabs from both ends of 1,000 texts, and nothing else', () => {
    const blanks = fc.string({ unit: fc.constantFrom(' ', '\t'), maxLength: 3 });
    const inner = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\u00a0', '\uFEFF'), maxLength: 6 });
    fc.assert(
      fc.property(blanks, inner, blanks, (before, text, after) => {
        expect(trimBlanks(before + text + after)).toBe(text.replace(/^[ \t]+/, '').replace(/[ \t]+$/, ''));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('answers for a million blanks before a letter, where a pattern would try each of them', () => {
    const text = `x${' '.repeat(2 ** 20)}x`;
    expect(trimBlanks(` ${text}\t`)).toBe(text);
  });
});
