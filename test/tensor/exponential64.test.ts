import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { expOfMinus, logOfOnePlus } from '../../src/tensor/exponential64.ts';

/** How far two float64 are apart, in units of the last place of the second. */
function unitsApart(found: number, wanted: number): number {
  const bits = new BigInt64Array(Float64Array.of(found, wanted).buffer);
  return Math.abs(Number(bits[0]! - bits[1]!));
}

const random = createRandom(1);
// The engine's own are off by less than one unit.
const NUMBERS = Array.from({ length: 20_000 }, (_, i) => random.next() * [1, 30, 700, 1e-3, 1e-12][i % 5]!);

describe('expOfMinus', () => {
  it('is e⁻ˣ to 3 units in the last place for 20,000 numbers from 1e-16 to 700', () => {
    for (const x of NUMBERS) expect(unitsApart(expOfMinus(x), Math.exp(-x)), String(x)).toBeLessThanOrEqual(3);
  });

  it('is 1 at 0, 0 from 708 on, NaN of a NaN', () => {
    expect([0, 708, 1e9, Infinity, NaN].map(expOfMinus)).toEqual([1, 0, 0, 0, NaN]);
    expect(expOfMinus(707.9)).toBeGreaterThan(0);
  });
});

describe('logOfOnePlus', () => {
  it('is ln(1 + x) to 3 units in the last place, of small x too', () => {
    for (const x of [...NUMBERS, ...NUMBERS.map((one) => 1e15 * one), 1e-300]) {
      expect(unitsApart(logOfOnePlus(x), Math.log1p(x)), String(x)).toBeLessThanOrEqual(3);
    }
  });

  it('is 0 at 0, Infinity and NaN of themselves', () => {
    expect([0, Infinity, NaN].map(logOfOnePlus)).toEqual([0, Infinity, NaN]);
  });
});
