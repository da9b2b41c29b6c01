/**
 * The logistic function in float64, and its mean slope between two logits.
 */
import { expOfMinus } from '../../tensor/exponential64.ts';

/** 1 / (1 + e⁻ᶻ) */
export function sigmoid(z: number): number {
  const e = expOfMinus(Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/** Nearer logits than this differ in too few digits of their probabilities. */
const NEAR = 1e-3;

/**
 * (σ(b) − σ(a)) / (b − a); of near ones by the series σ'(m) + σ'''(m)·(b − a)² / 24 about their mean m, whose next term
 * is below 10⁻¹⁵ of the first.
 */
export function meanSlope(a: number, b: number): number {
  const middle = (a + b) / 2;
  // σ'(z) = σ'(−z), and below 0 the probability has all its digits.
  const sign = middle > 0 ? -1 : 1;
  const distance = b - a;
  if (Math.abs(distance) > NEAR) return (sign * (sigmoid(sign * b) - sigmoid(sign * a))) / distance;
  const p = sigmoid(sign * middle);
  const slope = p * (1 - p);
  return slope * (1 + ((1 - 6 * slope) * distance * distance) / 24);
}
