/**
 * Sigmoid: turns the logit z of the second of two classes into its probability, 1 / (1 + e⁻ᶻ).
 */
import { exp } from '../../tensor/exponential.ts';

/** 1 / (1 + e⁻ᶻ) as a float64; e is only ever raised to a negative power. */
export function sigmoid(z: number): number {
  const e = exp(-Math.abs(z)); // eq:sigmoid-ce {
  return z >= 0 ? 1 / (1 + e) : e / (1 + e); // eq:sigmoid-ce }
}
