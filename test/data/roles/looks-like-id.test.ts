import { describe, expect, it } from 'vitest';
import { looksLikeId } from '../../../src/data/roles/looks-like-id.ts';
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
    ['keys with dashes', ['12-345', '12-346', '13-001'], true, true],
    ['amounts of money', ['$45,300', '$1,200', '$950'], false, false],
    ['amounts in euros', ['45.300 €', '1.200 €', '950 €'], false, false],
    ['negative amounts in brackets', ['(1,200)', '($45)', '12.00'], false, false],
    ['shares', ['13.5%', '2%', '7 %'], false, false],
    ['grouped numbers', ['45,300', '1,200', '12,950'], false, false],
    ['dates of any country', ['28/06/2019', '29/06/2019', '30.06.2019'], false, false],
    ['codes with a sign of money in a word', ['US$A1', 'US$B2', 'US$C3'], true, true],
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
