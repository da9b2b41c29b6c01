import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, expectGradientsClose, largestRelativeError, unitsInLastPlace } from './check.ts';
import type { Values } from './check.ts';

/** The float32 of these 32 bits. */
const float32 = (bits: number): number => new Float32Array(new Uint32Array([bits]).buffer)[0]!;

const EXACT = { relative: 0, absolute: 0, what: 'x' };

describe('expectClose accepts', () => {
  it('equal nested arrays, typed arrays and tensors, and says how many elements it compared', () => {
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const data = new Float32Array([1, 2, 3, 4, 5, 6]);
    expect(expectClose(rows, rows, EXACT)).toBe(6);
    expect(expectClose(data, rows, EXACT)).toBe(6);
    expect(expectClose(rows, data, EXACT)).toBe(6);
    expect(expectClose({ data, shape: [2, 3] }, rows, EXACT)).toBe(6);
    expect(expectClose(data, Float64Array.from(data), EXACT)).toBe(6);
    expect(expectClose(2, 2, EXACT)).toBe(1);
  });

  it('what is within either tolerance, at its very edge', () => {
    expectClose([0.5], [1], { relative: 0.5, absolute: 0, what: 'x' });
    expectClose([1], [0.5], { relative: 0.5, absolute: 0, what: 'x' });
    expectClose([0], [0.25], { relative: 0, absolute: 0.25, what: 'x' });
    expectClose([Infinity, -0], [Infinity, 0], EXACT);
  });

  it('a difference at a position that is left out', () => {
    expect(
      expectClose(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 2],
          [9, 4],
        ],
        { ...EXACT, except: [[1, 0]] },
      ),
    ).toBe(3);
  });
});

describe('expectClose rejects', () => {
  const wide = { relative: 0.999, absolute: 1e300, what: 'x' };

  it.each<[string, Values, Values]>([
    ['NaN against NaN', [NaN], [NaN]],
    ['NaN against 0', [NaN], [0]],
    ['1 against NaN', [1], [NaN]],
    ['NaN against Infinity', [NaN], [Infinity]],
    ['Infinity against 1', [Infinity], [1]],
    ['1 against Infinity', [1], [Infinity]],
    ['Infinity against −Infinity', [Infinity], [-Infinity]],
    ['a NaN among many', new Float32Array([1, 2, NaN, 4]), [1, 2, 3, 4]],
  ])('%s, however wide the tolerance', (_, actual, expected) => {
    expect(() => expectClose(actual, expected, wide)).toThrow(/off by/);
  });

  it.each<[string, Values, Values, RegExp]>([
    ['[3] against [2]', [1, 1, 1], [1, 1], /shapes differ: actual \[3\] .*expected \[2\]/],
    [
      '[2, 3] against [3, 2]',
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      /shapes differ: actual \[2, 3\].*expected \[3, 2\]/,
    ],
    [
      '[4] against [2, 2]',
      [1, 1, 1, 1],
      [
        [1, 1],
        [1, 1],
      ],
      /shapes differ/,
    ],
    [
      'a tensor [3, 2] against [2, 3]',
      { data: new Float32Array(6), shape: [3, 2] },
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      /shapes differ/,
    ],
    [
      '5 values against [2, 3]',
      new Float32Array(5),
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      /shapes differ.*5 values/,
    ],
    [
      'a tensor whose data are short',
      { data: new Float32Array(5), shape: [2, 3] },
      new Float32Array(6),
      /shapes differ/,
    ],
    ['typed arrays of 3 and 4', new Float32Array(3), new Float32Array(4), /shapes differ/],
    ['rows of 2 and 1', [[1, 2], [3]], [[1, 2], [3]], /rows of 1 and of 2/],
    ['numbers of two depths', [1, [2]], [1, [2]], /not an array of numbers of one depth/],
    ['null among numbers', JSON.parse('[1, null]'), [1, 2], /not an array of numbers/],
    ['nothing against nothing', [], [], /nothing to compare/],
    ['empty rows', [[], []], [[], []], /nothing to compare/],
    ['empty typed arrays', new Float32Array(0), new Float32Array(0), /nothing to compare/],
  ])('%s', (_, actual, expected, message) => {
    expect(() => expectClose(actual, expected, wide)).toThrow(message);
  });

  it.each([
    [NaN, 0],
    [0, NaN],
    [-1e-9, 0],
    [0, Infinity],
    [1, 0],
  ])('the tolerances relative %d, absolute %d, even for equal values', (relative, absolute) => {
    expect(() => expectClose([1], [1], { relative, absolute, what: 'x' })).toThrow(/not a tolerance/);
  });

  it('an all-zero result against values of 1e-3', () => {
    expect(() => expectClose([0, 0], [1e-3, 1e-3], { relative: 1e-5, absolute: 1e-6, what: 'x' })).toThrow(/x\[0\]/);
  });

  it('a comparison whose every element is left out', () => {
    expect(() => expectClose([1], [1], { ...EXACT, except: [[0]] })).toThrow(/all 1 elements were left out/);
  });

  it('with index, both values and shape in the message', () => {
    const actual = new Float32Array([1, 2, 3, 4, 5.5, 6]);
    const expected = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(() => expectClose(actual, expected, { relative: 1e-3, absolute: 0.25, what: 'dW' })).toThrow(
      'dW[1][1] of shape [2, 3]: actual 5.5, expected 5: off by 0.5, relative 0.09090909090909091 (allowed: 0.25, or relative 0.001)',
    );
  });
});

describe('largestRelativeError', () => {
  it('finds the worst element and where it is', () => {
    expect(
      largestRelativeError(
        [
          [1, 2],
          [3, 8],
        ],
        [
          [1, 2.5],
          [3, 4],
        ],
        0,
      ),
    ).toEqual({
      error: 0.5,
      position: [1, 1],
      actual: 8,
      expected: 4,
    });
    expect(largestRelativeError([0, 5], [0, 5], 0).error).toBe(0);
  });

  it('divides by the floor where both values are smaller', () => {
    expect(largestRelativeError([0], [1e-9], 0).error).toBe(1);
    expect(largestRelativeError([0], [1e-9], 1e-3).error).toBeCloseTo(1e-6, 18);
  });

  it('is Infinity for a NaN or a lone Infinity, which no tolerance admits', () => {
    expect(largestRelativeError([1, NaN], [1, NaN], 1).error).toBe(Infinity);
    expect(largestRelativeError([1, Infinity], [1, 2], 1).error).toBe(Infinity);
    expect(() => largestRelativeError([1], [1], NaN)).toThrow(/not a floor/);
    expect(() => largestRelativeError([], [], 0)).toThrow(/nothing to compare/);
  });
});

describe('expectGradientsClose', () => {
  const first = { kernel: [[1], [2]], bias: [3] };
  const second = { kernel: [[4]], bias: null };
  const right = { layers: [first, second], input: [[5, 6]] };
  const tolerance = { relative: 1e-7, absolute: 0 };

  it('compares all 6 elements of two layers and the input', () => {
    expect(expectGradientsClose(right, right, tolerance)).toEqual({ compared: 6, kinks: 0 });
  });

  it('rejects a missing layer, a missing bias, a surplus bias and a changed input', () => {
    const check = (actual: Parameters<typeof expectGradientsClose>[0]) => () =>
      expectGradientsClose(actual, right, tolerance);
    expect(check({ ...right, layers: [first] })).toThrow(/1 layers, expected 2/);
    expect(check({ ...right, layers: [{ ...first, bias: null }, second] })).toThrow(/layers\[0\]\.dBias: only one/);
    expect(check({ ...right, layers: [first, { ...second, bias: [0] }] })).toThrow(/layers\[1\]\.dBias: only one/);
    expect(check({ ...right, input: [[5, 7]] })).toThrow(/dX\[0\]\[1\]/);
  });
});

describe('unitsInLastPlace', () => {
  const LARGEST = float32(0x7f7fffff);

  it('is at most 0.5 for 20,000 rounded float64 values of every binade, subnormals among them', () => {
    const parts = fc.record({
      exponent: fc.integer({ min: -152, max: 127 }),
      fraction: fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }),
      sign: fc.constantFrom(1, -1),
    });
    fc.assert(
      fc.property(parts, ({ exponent, fraction, sign }) => {
        const exact = sign * fraction * 2 ** exponent;
        expect(unitsInLastPlace(Math.fround(exact), exact)).toBeLessThanOrEqual(0.5);
      }),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('is exactly k for the k-th neighbour within a binade, in 5,000 normal and subnormal float32 values', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7f7fffff }), fc.integer({ min: 1, max: 9 }), (bits, k) => {
        // The same binade on both sides: same exponent bits.
        fc.pre(bits >>> 23 === (bits + k) >>> 23);
        expect(unitsInLastPlace(float32(bits + k), float32(bits))).toBe(k);
        expect(unitsInLastPlace(float32(bits), float32(bits + k))).toBe(k);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('measures in the exact value’s binade at its edges', () => {
    const below = float32(0x3f7fffff); // 1 − 2⁻²⁴, the float32 before 1
    expect(unitsInLastPlace(below, 1)).toBe(0.5);
    expect(unitsInLastPlace(1, below)).toBe(1);
    // The float64 before 1 belongs to the binade below, whose unit is 2⁻²⁴, although its log2 rounds to −1.6e-16 or 0.
    const justBelow = 1 - 2 ** -53;
    expect(unitsInLastPlace(1, justBelow)).toBe(2 ** -29);
    expect(unitsInLastPlace(1024, 1024 * justBelow)).toBe(2 ** -29);
    expect(unitsInLastPlace(2 ** 100, 2 ** 100 * justBelow)).toBe(2 ** -29);
  });

  it('has the unit 2⁻¹⁴⁹ at and below 2⁻¹²⁶, and for 0', () => {
    const tiny = 2 ** -149;
    expect(unitsInLastPlace(tiny, 0)).toBe(1);
    expect(unitsInLastPlace(0, tiny)).toBe(1);
    expect(unitsInLastPlace(0, -3.25 * tiny)).toBe(3.25);
    expect(unitsInLastPlace(0, 1e-320)).toBeLessThan(1e-200);
    expect(unitsInLastPlace(2 ** -126, 2 ** -126 - tiny)).toBe(1);
    expect(unitsInLastPlace(2 ** -126 - tiny, 2 ** -126)).toBe(1);
    expect(unitsInLastPlace(0, 0)).toBe(0);
  });

  it('takes Infinity from 2¹²⁸ − 2¹⁰³ on for right, and before it for wrong', () => {
    const threshold = 2 ** 128 - 2 ** 103;
    expect(Math.fround(threshold)).toBe(Infinity);
    expect(unitsInLastPlace(Infinity, threshold)).toBe(0);
    expect(unitsInLastPlace(-Infinity, -1e300)).toBe(0);
    expect(unitsInLastPlace(Infinity, Infinity)).toBe(0);
    expect(unitsInLastPlace(Infinity, threshold - 2 ** 80)).toBe(Infinity);
    expect(unitsInLastPlace(-Infinity, threshold)).toBe(Infinity);
    expect(unitsInLastPlace(LARGEST, threshold)).toBe(0.5);
    expect(unitsInLastPlace(LARGEST, Infinity)).toBe(Infinity);
  });

  it('is Infinity for NaN and refuses a value that is no float32', () => {
    expect(unitsInLastPlace(NaN, NaN)).toBe(Infinity);
    expect(unitsInLastPlace(NaN, 1)).toBe(Infinity);
    expect(unitsInLastPlace(1, NaN)).toBe(Infinity);
    expect(() => unitsInLastPlace(0.1, 0.1)).toThrow(/0\.1 isn't a float32/);
  });
});
