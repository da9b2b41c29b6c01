/**
 * The powers of ten that are exact in float64, 10⁰ to 10²².
 */
export const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
