import { describe, expect, it } from 'vitest';
import { exp, log } from '../../src/tensor/exponential.ts';
import { unitsInLastPlace } from '../support/reference/check.ts';
import { checksum, sweep } from '../support/float32-sweep.ts';
import type { Stretch } from '../support/float32-sweep.ts';

/** What the docstring promises, in units in the last place; rounding alone costs 0.5. */
const BOUND = 0.5001;

/** A prime, so that all exponents and low bits come by; 4,256,658 of the 2³² patterns. The soak tries all. */
const EVERY_1009TH = { first: 0, last: 0xffffffff, stride: 1009 };

/** The patterns next to a float32: `steps` above and below. */
function around(x: number, steps: number): Stretch {
  const bits = new Uint32Array(Float32Array.of(x).buffer)[0]!;
  return { first: Math.max(bits - steps, 0), last: Math.min(bits + steps, 0xffffffff), stride: 1 };
}

/**
 * `bits` is `checksum` of `Math.fround(Math.exp(x))`, and of log, computed with Node 20.20 (V8 11.3) and not with ours: two
 * ways of computing that agree in every bit of the sample.
 */
const functions = [
  {
    name: 'exp',
    actual: exp,
    exact: Math.exp,
    bits: 2565506411,
    edges: [0, 2 ** -24, 1, Math.LN2, Math.LN2 / 2, 88.7228, 89, 2 ** 127],
  },
  {
    name: 'log',
    actual: log,
    exact: Math.log,
    bits: 1752450824,
    edges: [0, 2 ** -149, 2 ** -126, 0.5, Math.SQRT1_2, 1, Math.SQRT2, 2],
  },
];

describe.each(functions)('$name', ({ actual, exact, edges, bits }) => {
  it('is within 0.5001 units in the last place of float64 at every 1,009th float32', () => {
    const { tried, error, x } = sweep(actual, exact, EVERY_1009TH);
    expect(tried).toBe(4_256_658);
    expect(error, `at ${x}`).toBeLessThanOrEqual(BOUND);
    // Less would mean that nothing was measured: correct rounding alone reaches half a unit.
    expect(error).toBeGreaterThan(0.4999);
  });

  it('is within 0.5001 units in the last place at 2,000 float32 values around each edge, both signs', () => {
    for (const edge of edges.flatMap((value) => [value, -value])) {
      const { error, x } = sweep(actual, exact, around(edge, 1000));
      expect(error, `at ${x}, near ${edge}`).toBeLessThanOrEqual(BOUND);
    }
  });

  it('has the bits it always had: models depend on them, and a change of one needs a major version', () => {
    expect(checksum(actual, EVERY_1009TH)).toBe(bits);
  });

  it('fails the bound when it is off by 1e-7 of itself', () => {
    const off = (x: number): number => Math.fround(exact(x) * (1 + 1e-7));
    expect(sweep(off, exact, EVERY_1009TH).error).toBeGreaterThan(1);
  });

  it('fails the bound when it gives NaN, 0 or Infinity for a number', () => {
    for (const wrong of [NaN, 0, Infinity]) {
      expect(sweep((x) => (x === 2 ? wrong : actual(x)), exact, around(2, 1)).error).toBeGreaterThan(1);
    }
  });
});

describe('exp', () => {
  it('is 1 at 0 and −0, 0 at −Infinity, Infinity at Infinity and NaN at NaN', () => {
    expect([0, -0, -Infinity, Infinity, NaN].map(exp)).toEqual([1, 1, 0, Infinity, NaN]);
  });

  it('goes over to 0 and to Infinity where correct rounding does', () => {
    // ln(2¹²⁸ − 2¹⁰³) = 88.722839081… and ln 2⁻¹⁵⁰ = −103.972077083… each lie between two neighbouring float32.
    expect([exp(88.72283172607422), exp(88.72283935546875)]).toEqual([3.402798519021476e38, Infinity]);
    expect([exp(Math.fround(-103.972076)), exp(Math.fround(-103.972084))]).toEqual([2 ** -149, 0]);
  });

  it('gives subnormals, not 0, from −87.34 to −103.97', () => {
    expect(exp(-88)).toBe(6.054601485195952e-39);
    expect(unitsInLastPlace(exp(-100), Math.exp(-100))).toBeLessThanOrEqual(BOUND);
  });
});

describe('log', () => {
  it('is 0 at 1, −Infinity at 0 and −0, NaN below 0 and at NaN, Infinity at Infinity', () => {
    expect([1, 0, -0, -1, -(2 ** -149), -Infinity, NaN, Infinity].map(log)).toEqual([
      0,
      -Infinity,
      -Infinity,
      NaN,
      NaN,
      NaN,
      NaN,
      Infinity,
    ]);
  });

  it('keeps ln(1 + 10⁻¹²) to 1e-4: its argument may be a float64', () => {
    // 1 + 10⁻¹² is itself off by up to 2⁻⁵³ / 10⁻¹² = 1.1e-4 of 10⁻¹²; as a float32 it would be 1, its log 0.
    expect(Math.abs(log(1 + 1e-12) / 1e-12 - 1)).toBeLessThan(1.2e-4);
    expect(log(Math.fround(1 + 1e-12))).toBe(0);
  });
});
