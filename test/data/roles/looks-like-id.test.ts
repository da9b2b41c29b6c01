import { describe, expect, it } from 'vitest';
import { looksLikeId } from '../../../src/data/columns/looks-like-id.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import { textColumnOf } from '../../support/tables.ts';

const format = { decimal: '.', missing: new MissingWords() } as const;

describe('looksLikeId', () => {
  it.each<[string, string[], boolean, boolean]>([
    ['words of a kind', ['ada', 'bob', 'eve'], true, true],
    ['numbers with leading zeros', ['001', '002', '010'], true, true],
    ['words, mostly', ['A1', 'A2', '3'], true, true],
    ['leading zeros and words', ['01', '2', 'B3'], true, true],
    ['whole numbers, mostly', ['A1', '2', '3'], false, true],
    ['whole numbers', ['1', '2', '3'], false, true],
    ['a repeated word', ['ada', 'ada', 'eve'], false, false],
    ['decimals', ['1.5', '2.5', '3.5'], false, false],
    ['decimals with commas', ['1,5', '2,5', '3,5'], false, false],
    ['one decimal comma among points', ['1.5', '2,5', '3.5'], false, false],
    ['one decimal among leading zeros', ['01', '02', '3.5'], false, false],
    ['one decimal among whole numbers', ['1', '2', '3.5'], false, false],
    ['a word among decimals', ['1.5', 'none known', '3.5'], false, false],
    ['dates', ['2024-01-01', '2024-01-02', '2024-01-03'], false, false],
    ['numbers with exponents, as NumPy writes them', ['1.0e+00', '2.5e-01', '3e2'], false, false],
    ['negative numbers', ['-1', '-2', '3'], false, false],
    ['numbers with one cell missing', ['1', '2', ''], false, false],
    ['decimals with NA', ['1.5', '2.5', 'NA'], false, false],
  ])('%s: with names %j is %s, without %s', (_, texts, named, nameless) => {
    expect(looksLikeId(textColumnOf('first', texts), true, format)).toBe(named);
    expect(looksLikeId(textColumnOf('first', texts), false, format)).toBe(nameless);
  });
});
