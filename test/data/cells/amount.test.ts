import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../src/data/cells/amount.ts';
import type { ValueFormat } from '../../../src/data/cells/value-format.ts';

const ENGLISH: ValueFormat = { decimal: '.', thousands: ',' };
const GERMAN: ValueFormat = { decimal: ',', thousands: '.' };
const FRENCH: ValueFormat = { decimal: ',', thousands: 'space' };
const SWISS: ValueFormat = { decimal: '.', thousands: "'" };

describe('parseAmount', () => {
  it.each<[string, ValueFormat, string, number]>([
    ['45,000', ENGLISH, '', 45_000],
    ['1,234,567.89', ENGLISH, '', 1_234_567.89],
    ['12,34,567.50', ENGLISH, '', 1_234_567.5],
    ['-1,200', ENGLISH, '', -1200],
    ['(1,200)', ENGLISH, '', -1200],
    ['45000', ENGLISH, '', 45_000],
    [' 1e3 ', ENGLISH, '', 1000],
    ['1.234.567,89', GERMAN, '', 1_234_567.89],
    ['1.234', GERMAN, '', 1234],
    ['1 234 567,89', FRENCH, '', 1_234_567.89],
    ['1\u202f234\u00a0567,89', FRENCH, '', 1_234_567.89],
    ["1'234.50", SWISS, '', 1234.5],
    ['1\u2019234.50', SWISS, '', 1234.5],
    ['"$2,700 "'.slice(1, -1), ENGLISH, '$', 2700],
    ['-$5', ENGLISH, '$', -5],
    ['$-5', ENGLISH, '$', -5],
    ['($5.25)', ENGLISH, '$', -5.25],
    ['$ (5)', ENGLISH, '$', Number.NaN],
    ['2700', ENGLISH, '$', 2700],
    ['82,12 €', GERMAN, '€', 82.12],
    ['1.082,12\u00a0€', GERMAN, '€', 1082.12],
    ['USD 82.12', { decimal: '.' }, 'USD', 82.12],
    ['13.5%', { decimal: '.' }, '%', 13.5],
    ['13.5 %', { decimal: '.' }, '%', 13.5],
    ['0', { decimal: '.' }, '%', 0],
  ])('reads %j in %j with the unit %j as %d', (text, format, unit, value) => {
    expect(parseAmount(text, format, unit)).toBe(value);
  });

  it.each<[string, ValueFormat, string]>([
    ['45,00', ENGLISH, ''],
    ['0,123', ENGLISH, ''],
    ['1,2345', ENGLISH, ''],
    ['12,345,67', ENGLISH, ''],
    ['1.234,5', ENGLISH, ''],
    [',123', ENGLISH, ''],
    ['1,234', { decimal: '.' }, ''],
    ['1 234', ENGLISH, ''],
    ['--5,000', ENGLISH, ''],
    ['(-5,000)', ENGLISH, ''],
    ['(5)', { decimal: '.' }, ''],
    ['\u22125', { decimal: '.' }, ''],
    ['$5', { decimal: '.' }, ''],
    ['€5', { decimal: '.' }, '$'],
    ['$5$', { decimal: '.' }, '$'],
    ['$', { decimal: '.' }, '$'],
    ['13.5', { decimal: '.' }, '%'],
    ['1,234', ENGLISH, '%'],
    ['$5\n', { decimal: '.' }, '$'],
    [`$${' '.repeat(100)}5`, { decimal: '.' }, '$'],
  ])('does not read %j in %j with the unit %j', (text, format, unit) => {
    expect(parseAmount(text, format, unit)).toBeNaN();
  });

  it('reads back 2,000 numbers as Intl writes them in five countries, to the last bit', () => {
    const locales = [
      ['en-US', ENGLISH],
      ['de-DE', GERMAN],
      ['fr-FR', FRENCH],
      ['de-CH', SWISS],
      ['en-IN', ENGLISH],
    ] as const;
    const writers = locales.map(([locale]) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));
    const cents = fc.tuple(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.constantFrom(1, 100, 1e6));
    fc.assert(
      fc.property(cents, ([significand, divisor]) => {
        const value = significand / divisor;
        for (const [i, [, format]] of locales.entries()) {
          expect(parseAmount(writers[i]!.format(value), format)).toBe(Number(value.toFixed(6)));
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
