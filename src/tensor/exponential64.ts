/**
 * exp and log of float64, where float32 is too coarse. Like those of `exponential.ts` they use only + − × ÷, so that every
 * engine gives the same bits. Error: at most 2 units in the last place of float64.
 */
const { LN2, LOG2E, SQRT2 } = Math;

/** ln 2 = high + low, where the product of `high` and a whole number below 2²⁰ is exact. */
const LN2_HIGH = 0.693_147_180_369_123_8;
const LN2_LOW = 1.908_214_929_270_587_7e-10;

/** 2⁻ᵏ at k, for k from 0 to 1022: the smallest normal float64 is the last. */
const NEGATIVE_POWERS = powers();

/** 1/n! for n = 0 to 13: |r| ≤ ln(2)/2 leaves a relative error below 10⁻¹⁷. */
const INVERSE_FACTORIAL = inverseFactorials(13);

/**
 * e⁻ˣ for x ≥ 0; 0 from x = 708 on, where results would no longer be normal numbers. As `exp`, with ln 2 in two parts
 * (Muller, Elementary Functions, ch. 11).
 */
export function expOfMinus(x: number): number {
  if (!(x < 708)) return x >= 708 ? 0 : Number.NaN;
  const k = Math.round(x * LOG2E);
  const r = -(x - k * LN2_HIGH - k * LN2_LOW);
  let sum = INVERSE_FACTORIAL[13]!;
  for (let n = 12; n >= 0; n--) sum = sum * r + INVERSE_FACTORIAL[n]!;
  return sum * NEGATIVE_POWERS[k]!;
}

/** ln(1 + x) for x ≥ 0, for small x without loss of digits: 2·artanh s with s = x / (2 + x), as a series in s². */
export function logOfOnePlus(x: number): number {
  if (!(x < Infinity)) return x;
  // 1 + x = 2ᵏ·(1 + rest), with 1 + rest in [1/√2, √2).
  let [k, rest] = [0, x];
  for (; 1 + rest >= SQRT2; k++) rest = (rest - 1) / 2;
  const s = rest / (2 + rest);
  const s2 = s * s;
  let series = 1 / 23;
  for (let n = 21; n >= 1; n -= 2) series = series * s2 + 1 / n;
  return k * LN2 + 2 * s * series;
}

function powers(): Float64Array {
  const found = new Float64Array(1023).fill(1);
  for (let k = 1; k < found.length; k++) found[k] = found[k - 1]! / 2;
  return found;
}

function inverseFactorials(highest: number): Float64Array {
  const inverses = new Float64Array(highest + 1).fill(1);
  for (let n = 2, factorial = 1; n <= highest; n++) inverses[n] = 1 / (factorial *= n);
  return inverses;
}
