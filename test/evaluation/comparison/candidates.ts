/** Predictions of two classes from drawn rows: the truth is known, so models can be equal, or better by design. */
import type { Predictions } from '../../../src/evaluation/judgement.ts';
import { createRandom, type Random } from '../../../src/random.ts';

/** A standard normal number (Box & Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The predictions of a model of two classes, from the probability of class 1 of each row. */
export function candidate(name: string, ones: ArrayLike<number>): Predictions {
  const probabilities = Float64Array.from(Array.from(ones).flatMap((one) => [1 - one, one]));
  return { name, predictions: Int32Array.from(ones, (one) => Number(one > 0.5)), probabilities };
}

/**
 * Rows whose true logits are drawn, and one candidate for each of `noises`: it knows the logits but for normal noise of
 * that size.
 */
export function drawn(seed: number | string, rowCount: number, noises: readonly number[], intercept = -1) {
  const random = createRandom(seed, 'candidates');
  const logits = Float64Array.from({ length: rowCount }, () => intercept + 1.5 * normal(random));
  const targets = Int32Array.from(logits, (z) => Number(random.next() < sigmoid(z)));
  const candidates = noises.map((noise, index) => {
    return candidate(
      'abcdef'[index]!,
      Float64Array.from(logits, (z) => sigmoid(z + noise * normal(random))),
    );
  });
  return { targets, candidates };
}
