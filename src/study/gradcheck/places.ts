/**
 * Which numbers of a tensor are checked: the one that is largest, or not finite, and others drawn at random. A bias is
 * never lost among the many weights of a kernel, since every tensor gets as many places.
 */
import type { Random } from '../../random.ts';

/** Places from 0, all different, in the order in which to try them: more than are needed, as some are at a kink. */
export function* drawPlaces(values: ArrayLike<number>, random: Random): Generator<number, void, undefined> {
  const first = conspicuous(values);
  yield first;
  // Fisher–Yates of which only the beginning is drawn: `moved` holds what is no longer at its place.
  const moved = new Map<number, number>([
    [0, first],
    [first, 0],
  ]);
  for (let i = 1; i < values.length; i++) {
    const j = i + random.integer(values.length - i);
    const drawn = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    yield drawn;
  }
}

/** The first of these places. */
export function somePlaces(values: ArrayLike<number>, most: number, random: Random): number[] {
  const places: number[] = [];
  for (const place of drawPlaces(values, random)) {
    if (places.length === most) break;
    places.push(place);
  }
  return places;
}

/** The first number that is not finite, else the largest in size. */
function conspicuous(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) return i;
    if (Math.abs(values[i]!) > Math.abs(values[best]!)) best = i;
  }
  return best;
}
