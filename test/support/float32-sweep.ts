/**
 * The largest error of a float32 function over a stretch of all float32 values, taken by their bit patterns.
 */
import { unitsInLastPlace } from './reference/check.ts';

export interface Sweep {
  /** How many values were tried. */
  readonly tried: number;
  /** The largest error in units in the last place of float32; Infinity for a NaN where a number was due. */
  readonly error: number;
  /** Where it was. */
  readonly x: number;
}

/** Bit patterns from `first` to `last`, each `stride`-th. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly stride: number;
}

const BITS = new Uint32Array(1);
const FLOAT = new Float32Array(BITS.buffer);

/** The float32 of a bit pattern. */
function fromBits(bits: number): number {
  BITS[0] = bits;
  return FLOAT[0]!;
}

/**
 * Tries every pattern of a stretch. Where `exact` is NaN, `actual` must be NaN.
 *
 * @param exact the same function in float64, itself good to a unit in the last place of float64, 2⁻²⁹ of float32's
 */
export function sweep(
  actual: (x: number) => number,
  exact: (x: number) => number,
  { first, last, stride }: Stretch,
): Sweep {
  let [tried, error, worst] = [0, 0, NaN];
  for (let bits = first; bits <= last; bits += stride) {
    const x = fromBits(bits);
    const [found, wanted] = [actual(x), exact(x)];
    const here = errorOf(found, wanted);
    tried++;
    if (here > error) [error, worst] = [here, x];
  }
  return { tried, error, x: worst };
}

/** The FNV-1a hash of the results' bits, in order, each result a word; every NaN counts as the same one. */
export function checksum(actual: (x: number) => number, { first, last, stride }: Stretch): number {
  let hash = 0x811c9dc5;
  for (let bits = first; bits <= last; bits += stride) {
    FLOAT[0] = actual(fromBits(bits));
    hash = Math.imul(hash ^ (Number.isNaN(FLOAT[0]) ? 0x7fc00000 : BITS[0]!), 0x01000193);
  }
  return hash >>> 0;
}

function errorOf(found: number, wanted: number): number {
  if (Number.isNaN(wanted)) return Number.isNaN(found) ? 0 : Infinity;
  return found === wanted ? 0 : unitsInLastPlace(found, wanted);
}
