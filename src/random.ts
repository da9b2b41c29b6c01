/**
 * Randomness is a value: code that draws is given a `Random`. It wraps seedrandom (ARC4, David Bau), whose streams
 * differ between the number 1 and the string "1"; here a seed is always its decimal text, so `1`, `"1"` and `--seed 1`
 * are the same stream.
 */
import seedrandom from 'seedrandom/seedrandom.js';

/** A serialisable position in a stream: give it back to `resumeRandom` and the stream goes on where it was. */
export interface RandomState {
  readonly i: number;
  readonly j: number;
  readonly S: number[];
}

export interface Random {
  /** A uniform float64 in [0, 1) with 53 random bits. */
  next(): number;
  /** A uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Fisher–Yates (Durstenfeld 1964), in place. */
  shuffle<T extends Int32Array | unknown[]>(values: T): T;
  state(): RandomState;
}

export type Seed = number | string;

/** Who draws can be handed a stream, or the seed of one. */
export type RandomSource = Random | RandomOptions;

export interface RandomOptions {
  readonly random?: Random | undefined;
  /** Instead of `random`: the stream of this seed for the purpose at hand, as `createRandom` gives it. */
  readonly seed?: Seed | undefined;
}

class SeededRandom implements Random {
  readonly #generator: ReturnType<typeof seedrandom>;

  constructor(generator: ReturnType<typeof seedrandom>) {
    this.#generator = generator;
  }

  next(): number {
    return this.#generator.double();
  }

  integer(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new RangeError(`integer: bound must be a whole number of at least 1, got ${bound}`);
    }
    return Math.floor(this.#generator.double() * bound);
  }

  shuffle<T extends Int32Array | unknown[]>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = values[i];
      values[i] = values[j]!;
      values[j] = kept!;
    }
    return values;
  }

  state(): RandomState {
    return this.#generator.state();
  }
}

/**
 * A stream for one purpose. Streams of one seed with different purposes are independent, so drawing more numbers for
 * one thing (another layer, another epoch) never moves another.
 *
 * @throws RangeError for anything but a text or a finite number, and when it is empty: seedrandom would pick a seed by
 *   itself, and the run could not be repeated.
 */
export function createRandom(seed: Seed, purpose = ''): Random {
  const text = typeof seed === 'string' || Number.isFinite(seed) ? String(seed) : '';
  if (text === '') throw new RangeError('seed: must be a text that is not empty, or a finite number');
  return new SeededRandom(seedrandom(purpose === '' ? text : `${text}/${purpose}`, { state: true }));
}

/**
 * The stream that was handed over, or the one that its seed has for this purpose.
 *
 * @throws RangeError when there is neither, or both.
 */
export function randomFrom(source: RandomSource, purpose: string): Random {
  if (typeof source === 'object' && source !== null && 'next' in source) return source;
  const { random, seed } = (source as RandomOptions | undefined) ?? {};
  if (random !== undefined && seed === undefined) return random;
  if (seed !== undefined && random === undefined) return createRandom(seed, purpose);
  throw new RangeError(
    `${purpose}: got ${seed === undefined ? 'neither' : 'both'} a seed ${seed === undefined ? 'nor' : 'and'} a random, expected one of them`,
  );
}

/** @throws RangeError for what is no state of a stream. */
export function resumeRandom(state: RandomState): Random {
  const { i, j, S } = state ?? {};
  const isByte = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 256;
  if (!isByte(i) || !isByte(j) || !Array.isArray(S) || new Set(S.filter(isByte)).size !== 256) {
    throw new RangeError('resumeRandom: expected the state of a random: i, j and the 256 numbers of S');
  }
  return new SeededRandom(seedrandom('', { state }));
}
