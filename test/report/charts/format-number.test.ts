import { describe, expect, it } from 'vitest';
import { formatNumber, formatTicks } from '../../../src/report/charts/format-number.ts';

describe('a number in a chart', () => {
  it.each([
    [14084, 'count', '14,084'],
    [0, 'count', '0'],
    [-3, 'count', '−3'],
    [0.123, 'share', '12.3 %'],
    [0, 'share', '0 %'],
    [1, 'share', '100 %'],
    [0.9996, 'share', '99.96 %'],
    [0.99999, 'share', '99.999 %'],
    [0.0004, 'share', '0.04 %'],
    [6.3, 'share', '630 %'],
    [12.5, 'share', '1,250 %'],
    [0.20949, 'number', '0.2095'],
    [1.5, 'number', '1.5'],
    [12345.67, 'number', '12,346'],
    [0.00001234, 'number', '1.234e-5'],
    [2e9, 'number', '2e9'],
    [1e300, 'number', '1e300'],
    [0.42, 'signed', '+0.42'],
    [-0.42, 'signed', '−0.42'],
    [0, 'signed', '0'],
    [12.5, 'money', '12.50'],
    [12, 'money', '12'],
    [-2519.6, 'money', '−2,520'],
    [NaN, 'number', 'unknown'],
    [-Infinity, 'share', '−∞'],
  ] as const)('%d as %s is %s', (value, format, text) => {
    expect(formatNumber(value, format)).toBe(text);
  });

  it('is never 0 % or 100 % unless it is', () => {
    for (let digits = 1; digits < 9; digits++) {
      for (const share of [10 ** -digits, 1 - 10 ** -digits])
        expect(formatNumber(share, 'share')).not.toMatch(/^(0|100) %$/);
    }
  });

  it.each([
    [[0, 0.2, 0.4], 'share', ['0 %', '20 %', '40 %']],
    [[0.998, 0.999, 1], 'share', ['99.8 %', '99.9 %', '100.0 %']],
    [[-0.5, 0, 0.5], 'signed', ['−0.5', '0.0', '+0.5']],
    [[1e9, 1e9 + 1], 'number', ['1,000,000,000', '1,000,000,001']],
    [[0, 1e12], 'number', ['0', '1e12']],
    [[1e-9, 2e-9], 'number', ['1e-9', '2e-9']],
    [[5], 'count', ['5']],
    [[], 'count', []],
  ] as const)('ticks %o as %s are %o', (values, format, texts) => {
    expect(formatTicks(values, format)).toEqual(texts);
  });
});
