/**
 * The regularized incomplete beta function I_x(a, b) = ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt / B(a, b), of which the distributions of t
 * and F are made (Abramowitz & Stegun 1964, 26.5, 26.6.2, 26.7.1).
 */

/** Stops the fraction where another step no longer moves the last bit. */
const LAST_BIT = Number.EPSILON / 2;
/** In place of a zero, so that the fraction goes on (Thompson & Barnett 1986). */
const TINY = 1e-300;
const MOST_STEPS = 100_000;

/**
 * I_x(a, b), with x and 1 − x given apart, so that neither loses digits to the other. To 1e-12 of its value
 * for a and b up to 5,000, and 1e-10 up to a million.
 *
 * @param a above 0
 * @param b above 0
 */
export function incompleteBeta(x: number, complement: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(a * logOf(x, complement) + b * logOf(complement, x) - logBeta(a, b));
  // The fraction converges fast below the mean of the distribution; above it the other tail is computed.
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, complement, a, b)) / a
    : 1 - (front * fraction(complement, x, b, a)) / b;
}

/** ln x, from 1 − x where x is near 1 and its logarithm near 0. */
function logOf(x: number, complement: number): number {
  return x < 0.5 ? Math.log(x) : Math.log1p(-complement);
}

/** The continued fraction of Abramowitz & Stegun 26.5.8, from the front (Lentz 1976). */
function fraction(x: number, complement: number, a: number, b: number): number {
  let c = 1;
  // 1 − (a + b)·x/(a + 1), without the digits that it loses where x is near 1.
  let d = (a + 1) / nonZero(1 - b + (a + b) * complement);
  let value = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) <= LAST_BIT) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/**
 * ln B(a, b). The large parts of ln Γ(a) and ln Γ(a + b) are taken from each other before they are rounded: for the
 * degrees of freedom of ten thousand figures their difference would else keep eleven digits.
 */
function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < FAR) return logGamma(small) + logGamma(large) - logGamma(small + large);
  // (large − ½)·ln(large) − (large + small − ½)·ln(large + small), and the rest of Stirling's series.
  const ratio = -(large - 0.5) * Math.log1p(small / large) - small * Math.log(large + small);
  return logGamma(small) + small + ratio + stirlingRest(large) - stirlingRest(large + small);
}

/** From here on Stirling's series is exact to float64. */
const FAR = 12;

/** ln Γ(x) for x above 0. */
function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x, up to where the series is exact.
  let shift = 1;
  let far = x;
  for (; far < FAR; far++) shift *= far;
  return (far - 0.5) * Math.log(far) - far + 0.5 * Math.log(2 * Math.PI) + stirlingRest(far) - Math.log(shift);
}

/** Stirling's series of ln Γ(x) (Abramowitz & Stegun 6.1.41) behind its first three terms. */
function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  const sum = 1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360_360))));
  return sum / x;
}
