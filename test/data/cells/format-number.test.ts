import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloat32, LONGEST_FLOAT32, writeFloat32 } from '../../../src/data/cells/format-number.ts';

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
});

describe('writeFloat32', () => {
  const written = (value: number) => {
    const bytes = new Uint8Array(LONGEST_FLOAT32 + 4).fill(0x2a);
    const end = writeFloat32(value, bytes, 2);
    const text = new TextDecoder().decode(bytes);
    expect(text.slice(0, 2) + text.slice(end)).toMatch(/^\*+$/);
    return text.slice(2, end);
  };
  const next = new Float32Array(1);
  const bits = new Uint32Array(next.buffer);
  /** The float32 that is `steps` bits away. */
  const neighbour = (value: number, steps: number) => {
    next[0] = value;
    bits[0]! += steps;
    return next[0];
  };

  it('writes what formatFloat32 gives, for 60,000 numbers and probabilities, and nothing beyond', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    const share = fc.float({ noNaN: true, min: Math.fround(1e-14), max: 1 });
    const halfWay = fc
      .tuple(fc.integer({ min: 1, max: 2 ** 24 }), fc.integer({ min: 24, max: 60 }))
      .map(([significand, power]) => significand / 2 ** power);
    for (const values of [float, share, halfWay]) {
      fc.assert(
        fc.property(values, (value) => {
          expect(written(value)).toBe(formatFloat32(value));
        }),
        { seed: 2, numRuns: 20_000 },
      );
    }
  });

  it('is right beside each power of ten and of two from 1e-16 to 10', () => {
    const powers = [
      ...Array.from({ length: 18 }, (_, i) => Number(`1e${i - 16}`)),
      ...Array.from({ length: 57 }, (_, i) => 2 ** (i - 53)),
    ];
    for (const power of powers) {
      for (let steps = -20; steps <= 20; steps++) {
        const value = neighbour(power, steps);
        expect(written(value)).toBe(formatFloat32(value));
      }
    }
  });
});

describe('formatFloat32', () => {
  it('gives the digits of toPrecision, for 20,000 of them', () => {
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
