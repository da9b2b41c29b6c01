/**
 * Sobol points (Sobol' 1967): points in [0, 1)ᵈ that fill the cube evenly. The first 2ᵏ of them have one point in each of
 * the 2ᵏ intervals of equal length, in every dimension; random points leave a third of the intervals empty.
 *
 * Point i is x = g₁v₁ ⊕ g₂v₂ ⊕ …, where the bits g are those of the Gray code i ⊕ ⌊i/2⌋ and the vⱼ are direction numbers
 * (Antonov & Saleev 1979; Joe & Kuo 2008). So a point depends on its index alone, and more points keep the first ones.
 *
 * Scrambled by a seed, each dimension by itself: the digits are mixed by a random lower triangular matrix (Matoušek 1998)
 * and shifted. The points stay as even, and no two seeds try the same ones. Unscrambled ones are SciPy's
 * `qmc.Sobol(d, scramble=False)` to the bit.
 */
import { requireArgument, requireProperties, requireWhole } from '../../argument-checks.ts';
import { createRandom, type Random, type Seed } from '../../random.ts';
import { DIRECTIONS } from './sobol-directions.ts';

/** Of each coordinate, as in SciPy. */
const BITS = 30;
/** There are this many points; a further one would be the first again. */
const MOST_POINTS = 1 << BITS;
const MOST_DIMENSIONS = DIRECTIONS.length + 1;

export interface SobolOptions {
  /** d, from 1 to 40. */
  readonly dimensions: number;
  /** Scrambles the points; left out, they are the plain ones, of which the first is 0. */
  readonly seed?: Seed | undefined;
}

/**
 * @example
 * import { Sobol } from 'glassnet';
 *
 * const points = new Sobol({ dimensions: 2 });
 * console.log([1, 2, 3].map((index) => points.point(index).join(' '))); // → [ '0.5 0.5', '0.75 0.25', '0.25 0.75' ]
 */
export class Sobol {
  readonly dimensions: number;
  /** For each dimension v₁ to v₃₀, and what all points are shifted by. */
  readonly #axes: readonly { readonly directions: Int32Array; readonly shift: number }[];

  /** @throws RangeError for fewer than 1 or more than 40 dimensions, or an empty seed. */
  constructor(options: SobolOptions) {
    requireProperties('Sobol', 'options', options, 'dimensions');
    const { dimensions, seed } = options;
    requireWhole('Sobol', 'dimensions', dimensions, 1);
    requireArgument(dimensions <= MOST_DIMENSIONS, 'Sobol', 'dimensions', dimensions, `at most ${MOST_DIMENSIONS}`);
    this.dimensions = dimensions;
    this.#axes = Array.from({ length: dimensions }, (_, dimension) => {
      const directions = directionNumbers(dimension);
      return seed === undefined
        ? { directions, shift: 0 }
        : scrambled(directions, createRandom(seed, `sobol/${dimension}`));
    });
  }

  /**
   * The point [d] of an index from 0.
   *
   * @throws RangeError for an index that is not whole, or of 2³⁰ and more.
   */
  point(index: number): Float64Array {
    requireWhole('Sobol', 'index', index, 0);
    requireArgument(index < MOST_POINTS, 'Sobol', 'index', index, `below ${MOST_POINTS}`);
    const gray = index ^ (index >> 1);
    return Float64Array.from(this.#axes, ({ directions, shift }) => {
      let x = shift;
      for (let bit = 0; bit < BITS; bit++) if (((gray >> bit) & 1) === 1) x ^= directions[bit]!;
      return x / MOST_POINTS;
    });
  }
}

/** v₁ to v₃₀ of a dimension from 0, as numerators over 2³⁰. The first one's are 1/2, 1/4, … (van der Corput 1935). */
function directionNumbers(dimension: number): Int32Array {
  const [a = 0, ...initial] = dimension === 0 ? [] : DIRECTIONS[dimension - 1]!;
  const degree = initial.length;
  const m = [...(dimension === 0 ? Array<number>(BITS).fill(1) : initial)];
  // mⱼ = 2a₁mⱼ₋₁ ⊕ 4a₂mⱼ₋₂ ⊕ … ⊕ 2ˢmⱼ₋ₛ ⊕ mⱼ₋ₛ
  for (let j = m.length; j < BITS; j++) {
    let next = m[j - degree]! ^ (m[j - degree]! << degree);
    for (let k = 1; k < degree; k++) if (((a >> (degree - 1 - k)) & 1) === 1) next ^= m[j - k]! << k;
    m.push(next);
  }
  return Int32Array.from(m, (value, j) => value << (BITS - 1 - j));
}

/** Row i of the matrix makes the digit i from the first i digits, from the left: random ones, and its own always. */
function scrambled(directions: Int32Array, random: Random): { directions: Int32Array; shift: number } {
  const rows = Array.from({ length: BITS }, (_, i) => (random.integer(1 << i) * 2 + 1) << (BITS - 1 - i));
  const mixed = directions.map((digits) => {
    return rows.reduce((sum, row, i) => sum | (parity(row & digits) << (BITS - 1 - i)), 0);
  });
  return { directions: mixed, shift: random.integer(MOST_POINTS) };
}

/** 1 if an odd number of the 30 bits are set. */
function parity(bits: number): number {
  let folded = bits ^ (bits >> 16);
  for (let by = 8; by > 0; by >>= 1) folded ^= folded >> by;
  return folded & 1;
}
