/**
 * Our own exp and log. ECMAScript leaves the last bits of `Math.exp` and `Math.log` to the engine, but a weight must
 * have the same bits in every engine. So these use only + − × ÷ (exact in IEEE 754) on float64 and round once, at the
 * end, to float32.
 *
 * Error: at most 0.5001 units in the last place of float32 over the whole range, subnormal results included. Tests
 * check both.
 */

const { LN2, LOG2E, SQRT2 } = Math;

/** Powers of two, exact: `POWER_OF_TWO[k + 151]` is 2ᵏ for k from −151 to 128. */
const POWER_OF_TWO = powersOfTwo(-151, 128);

/** 1/n! for n = 0 to 11, the Taylor coefficients of exp: |r| ≤ ln(2)/2 leaves a relative error below 10⁻¹⁴. */
export const INVERSE_FACTORIAL = inverseFactorials(11);

/**
 * eˣ, rounded to float32. x is reduced to r = x − k·ln 2 with |r| ≤ ln(2)/2; then eˣ = 2ᵏ·eʳ (Muller, Elementary
 * Functions, ch. 11, with float64 instead of the two-part constant). Above ≈ 88.72 the result is Infinity, below
 * ≈ −103.97 it is 0; exp(NaN) is NaN.
 */
export function exp(x: number): number {
  if (!(x < 89)) return x >= 89 ? Infinity : NaN;
  if (x < -104) return 0;
  const k = Math.round(x * LOG2E);
  const r = x - k * LN2;
  let sum = INVERSE_FACTORIAL[11]!;
  for (let n = 10; n >= 0; n--) sum = sum * r + INVERSE_FACTORIAL[n]!;
  return Math.fround(sum * POWER_OF_TWO[k + 151]!);
}

/**
 * ln x, rounded to float32, for x in the range of float32 (x itself may be a float64, such as 1 + 10⁻¹²).
 * x = 2ᵏ·m with m in [1/√2, √2); then ln x = k·ln 2 + 2·artanh s with s = (m − 1)/(m + 1), as a series in s²
 * (|s| ≤ 0.172; the term left out is below 10⁻¹⁶ of the sum). log(0) is −Infinity, log(x < 0) NaN.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let k = binaryExponent(x);
  let m = x / POWER_OF_TWO[k + 151]!;
  if (m >= SQRT2) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  let series = 1 / 21;
  for (let n = 19; n >= 1; n -= 2) series = series * s2 + 1 / n;
  return Math.fround(k * LN2 + 2 * s * series);
}

/** The k with 2ᵏ ≤ x < 2ᵏ⁺¹, found by bisection over the table; x below the smallest float32 counts as 2⁻¹⁵¹. */
function binaryExponent(x: number): number {
  let low = -151;
  let high = 128;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (POWER_OF_TWO[middle + 151]! <= x) low = middle;
    else high = middle;
  }
  return low;
}

function powersOfTwo(lowest: number, highest: number): Float64Array {
  const powers = new Float64Array(highest - lowest + 1);
  powers[-lowest] = 1;
  for (let k = 1; k <= highest; k++) powers[k - lowest] = powers[k - 1 - lowest]! * 2;
  for (let k = -1; k >= lowest; k--) powers[k - lowest] = powers[k + 1 - lowest]! / 2;
  return powers;
}

function inverseFactorials(highest: number): Float64Array {
  const inverses = new Float64Array(highest + 1);
  let factorial = 1;
  for (let n = 0; n <= highest; n++) {
    inverses[n] = 1 / factorial;
    factorial *= n + 1;
  }
  return inverses;
}
