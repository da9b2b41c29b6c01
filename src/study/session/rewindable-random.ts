/**
 * A stream of random numbers that can go back to where it was: whoever holds it draws the same numbers again.
 */
import { resumeRandom, type Random, type RandomState } from '../../random.ts';

export class RewindableRandom implements Random {
  #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): number {
    return this.#random.next();
  }

  integer(bound: number): number {
    return this.#random.integer(bound);
  }

  shuffle<T extends Int32Array | unknown[]>(values: T): T {
    return this.#random.shuffle(values);
  }

  state(): RandomState {
    return this.#random.state();
  }

  rewind(state: RandomState): void {
    this.#random = resumeRandom(state);
  }
}
