import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloat32 } from '../../src/data/format-number.ts';

describe('formatFloat32', () => {
  it('reads back as the same float32, for 2,000 of them', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(formatFloat32(value)))).toBe(value === 0 ? 0 : value);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.33333334'],
    [Math.fround(0.1588), '0.1588'],
    [1, '1'],
    [0, '0'],
    [Math.fround(1e-7), '1e-7'],
    [2 ** -149, '1.4013e-45'],
  ])('%d is %s', (value, text) => {
    expect(formatFloat32(value)).toBe(text);
  });

  it('never takes more than 9 digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(1e-6), max: 1 }), (value) => {
        const digits = formatFloat32(value)
          .replace(/e.*|[.-]/g, '')
          .replace(/^0+/, '');
        expect(digits.length).toBeLessThanOrEqual(9);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('gives probabilities the digits of toPrecision, for 20,000 of them', () => {
    const slow = (value: number) => {
      const digits = [6, 7, 8, 9].find((count) => Math.fround(Number(value.toPrecision(count))) === value)!;
      return String(Number(value.toPrecision(digits)));
    };
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: Math.fround(1e-6), max: 1 }), (value) => {
        expect(formatFloat32(value)).toBe(slow(value));
      }),
      { seed: 2, numRuns: 20_000 },
    );
  });
});
