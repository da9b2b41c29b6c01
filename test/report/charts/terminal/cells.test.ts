import { describe, expect, it } from 'vitest';
import { cellWidth, cut, flow, lines, padEnd, padStart, safe } from '../../../../src/report/charts/terminal/cells.ts';
import { cellsByNode } from './terminal-faults.ts';

describe('cells', () => {
  it('of each sign are at least those that Node counts, for every one that is assigned', () => {
    const short: string[] = [];
    for (let code = 0x20; code <= 0x3ffff; code++) {
      const sign = String.fromCodePoint(code);
      if (/[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u.test(sign)) continue;
      if (cellWidth(sign) < cellsByNode(sign)) short.push(code.toString(16));
    }
    expect(short).toEqual([]);
  });

  it('of Latin, Chinese, an accent and an emoji are 1, 2, 0 and 2', () => {
    expect(['a', '团', '\u0301', '🙂'].map(cellWidth)).toEqual([1, 2, 0, 2]);
  });

  it('are cut to 5 with an ellipsis, and never through a wide sign', () => {
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('abcde', 5)).toBe('abcde');
    expect(cut('团团团', 5)).toBe('团团…');
    expect(cut('a团团', 4)).toBe('a团…');
    expect(cut('abc', 0)).toBe('');
    expect(cut('abcdef', 5, true)).toBe('abcd~');
  });

  it('are padded by what is seen', () => {
    expect(padEnd('团', 4)).toBe('团  ');
    expect(padStart('团', 4)).toBe('  团');
  });
});

describe('lines', () => {
  it('break between words, not before a percent sign', () => {
    expect(lines('one two 12 % three', 12)).toEqual(['one two 12 %', 'three']);
    expect(lines('one two 12 % three', 10)).toEqual(['one two', '12 % three']);
  });

  it('cut a word that is longer than a line', () => {
    expect(lines('a abcdefgh b', 5)).toEqual(['a', 'abcd…', 'b']);
  });

  it('hold entries side by side while there is room', () => {
    expect(flow(['one', 'two', 'three four'], 11, false)).toEqual(['one   two', 'three four']);
  });
});

describe('foreign text', () => {
  it('has its controls escaped, and at most two accents on a letter', () => {
    expect(safe('a\u001b[1m\u202e', false)).toBe('a\\u001b[1m\\u202e');
    expect(safe('e\u0301\u0302\u0303\u0304', false)).toBe('e\u0301\u0302');
  });

  it('is escaped beyond 7 bits in ASCII, but for signs that have a likeness', () => {
    expect(safe('−1 × 2 → é', true)).toBe('-1 x 2 > \\u00e9');
  });
});
