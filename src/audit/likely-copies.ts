/**
 * Which of many columns could be copies or multiples of each other, without comparing all pairs: standardised, they are
 * the same list of numbers but for the sign, so their products with any other list are the same. Columns are sorted by
 * one such product, and only neighbours that agree in the others are candidates.
 */
import { createRandom } from '../random.ts';
import type { Measured } from './relation.ts';

const LISTS = 4;
/** Rounding changes a product by about as much of a standard deviation as it changes the values, 0.02 at most. */
const TOLERANCE = 0.04;

/** For the place of a column, the earlier columns that it could be made of, in order. */
export function likelyCopies(columns: readonly Measured[]): (place: number) => Measured[] {
  const length = columns[0]?.sample.length ?? 0;
  const random = createRandom(0, 'likely copies');
  // Uniform numbers with mean 0 and variance 1.
  const lists = Array.from({ length: LISTS }, () =>
    Float64Array.from({ length }, () => Math.sqrt(12) * (random.next() - 0.5)),
  );
  const products = columns.map(({ sample }) => productsOf(sample, lists));
  // A column without any spread in the sampled rows could be made of anything.
  const places = [...columns.keys()].filter((place) => !Number.isNaN(products[place]![0]));
  const sorted = places.toSorted((i, j) => products[i]![0]! - products[j]![0]!);
  const rankOf = new Map(sorted.map((place, rank) => [place, rank]));
  return (place) => {
    const rank = rankOf.get(place);
    if (rank === undefined) return [];
    const own = products[place]!;
    const found: number[] = [];
    for (const step of [-1, 1]) {
      for (let at = rank + step; at >= 0 && at < sorted.length; at += step) {
        const other = sorted[at]!;
        if (Math.abs(products[other]![0]! - own[0]!) > TOLERANCE) break;
        if (other < place && agree(products[other]!, own)) found.push(other);
      }
    }
    return found.toSorted((i, j) => i - j).map((other) => columns[other]!);
  };
}

function agree(a: Float64Array, b: Float64Array): boolean {
  for (let list = 1; list < LISTS; list++) if (Math.abs(a[list]! - b[list]!) > TOLERANCE) return false;
  return true;
}

/** Products of the standardised values with the lists, with the sign that makes the first one positive; missing is 0. */
function productsOf(sample: Float64Array, lists: readonly Float64Array[]): Float64Array {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < sample.length; i++) {
    if (Number.isNaN(sample[i])) continue;
    count++;
    sum += sample[i]!;
  }
  const mean = sum / count;
  for (let i = 0; i < sample.length; i++) if (!Number.isNaN(sample[i])) squares += (sample[i]! - mean) ** 2;
  const length = Math.sqrt(squares);
  if (!(length > 0)) return new Float64Array(LISTS).fill(Number.NaN);
  const products = Float64Array.from(lists, (list) => {
    let product = 0;
    for (let i = 0; i < sample.length; i++) {
      if (!Number.isNaN(sample[i])) product += ((sample[i]! - mean) / length) * list[i]!;
    }
    return product;
  });
  return products[0]! < 0 ? products.map((product) => -product) : products;
}
