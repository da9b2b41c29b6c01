/**
 * Does a rule end at a step or on a slope? The classes of an honest measure thin out towards each other and mix where
 * they meet, and what the measure says of a row grows from value to value. A record of the outcome knows it on one side
 * of a step and nothing on the other.
 */
import { areaOfCounts } from '../evaluation/curves.ts';
import type { AuditedColumn } from './audited-data.ts';

/** Rows of one class, and all rows, with each code of a column. */
export interface CodeCounts {
  readonly hits: Int32Array;
  readonly counts: Int32Array;
}

/** A step leaves to the rows beside it this share of the other classes that all rows have, or more. */
const STEEP = 0.8;
/** A column that ranks the rows outside of a rule better than this is a signal, of which the rule is the pure end. */
const FLAT_AREA = 0.15;
/** The same for kinds, as their correlation with the class (Cramér's V). */
const FLAT_ASSOCIATION = 0.3;
/** The outermost tenth of a class that ends at a wall takes less than this part of the way to its median. */
const WALL = 0.26;
/** The share of the rows on one side that have the same value where that side isn't a measure. */
const ONE_VALUE = 0.9;
/** Two classes are kept apart by a gap of so many standard deviations of the wider one. */
const WIDE_GAP = 1;
/** And is filled evenly: its outer third takes about a third of the way. */
const EVEN = 0.55;
const FEWEST_FOR_WALL = 20;
/** The other side comes as near to a wall as so many of the mean distances between the rows there. */
const TOUCHING = 4;

/** True if the rows beside a rule have about as many of the other classes as all rows have. */
export function isSteep(shareBeside: number, rate: number): boolean {
  return 1 - shareBeside >= STEEP * (1 - rate);
}

/** True if the column hardly ranks the class among the given rows. */
export function isFlat({ hits, counts }: CodeCounts): boolean {
  const area = areaOfCounts(hits, counts);
  return area === null || Math.abs(area - 0.5) <= FLAT_AREA;
}

/** True if the kind of a row says little about its class among the given rows. */
export function isFlatInKinds({ hits, counts }: CodeCounts): boolean {
  const [rows, ofClass] = [sum(counts), sum(hits)];
  if (ofClass === 0 || ofClass === rows) return true;
  const rate = ofClass / rows;
  let [squares, kinds] = [0, 0];
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] === 0) continue;
    kinds++;
    squares += (hits[code]! - counts[code]! * rate) ** 2 / (counts[code]! * rate * (1 - rate));
  }
  // Less what chance gives, one for each kind but the last.
  return Math.sqrt(Math.max(0, squares - (kinds - 1)) / rows) <= FLAT_ASSOCIATION;
}

/**
 * Do two sides that a cut tells apart end there as records do? They do if one side has a single value, or comes to the
 * cut in full strength, like marks on both sides of a pass mark; and two classes with a wide gap between them.
 *
 * @param code the last code below the cut
 * @param isHitBelow true if the class is on the lower side; exceptions on either side are disregarded
 */
export function endsAbruptly(
  { distinct }: Pick<AuditedColumn, 'distinct'>,
  { hits, counts }: CodeCounts,
  code: number,
  isHitBelow: boolean,
  classCount: number,
): boolean {
  const ofSide = (at: number) => (at <= code === isHitBelow ? hits[at]! : counts[at]! - hits[at]!);
  const below = describeSide(distinct, ofSide, code, -1);
  const above = describeSide(distinct, ofSide, code + 1, 1);
  if (below === null || above === null) return false;
  if (below.largestShare >= ONE_VALUE || above.largestShare >= ONE_VALUE) return true;
  const gap = above.edge - below.edge;
  const isWall = ({ rows, thirtieth, tenth, half }: Side) =>
    rows >= FEWEST_FOR_WALL &&
    tenth <= WALL * half &&
    thirtieth <= EVEN * tenth &&
    gap <= Math.max((TOUCHING * 10 * tenth) / rows, 1.5 * smallestStep(distinct));
  if (isWall(below) || isWall(above)) return true;
  return classCount === 2 && gap >= WIDE_GAP * Math.max(below.deviation, above.deviation);
}

interface Side {
  readonly rows: number;
  /** The value next to the cut. */
  readonly edge: number;
  /** The distances from the edge to the end of the outermost thirtieth and tenth of the rows, and to the median. */
  readonly thirtieth: number;
  readonly tenth: number;
  readonly half: number;
  readonly deviation: number;
  /** The share of rows with the most frequent value. */
  readonly largestShare: number;
}

/** The rows of a side, from the cut outwards; null if there are none. */
function describeSide(
  distinct: Float64Array,
  rowsAt: (code: number) => number,
  from: number,
  step: 1 | -1,
): Side | null {
  let [rows, total, squares, largest] = [0, 0, 0, 0];
  for (let code = from; code >= 0 && code < distinct.length; code += step) {
    const here = rowsAt(code);
    rows += here;
    total += here * distinct[code]!;
    largest = Math.max(largest, here);
  }
  if (rows === 0) return null;
  const mean = total / rows;
  let [edge, thirtieth, tenth, half, before] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0];
  for (let code = from; code >= 0 && code < distinct.length; code += step) {
    const here = rowsAt(code);
    if (here === 0) continue;
    const value = distinct[code]!;
    squares += here * (value - mean) ** 2;
    if (before === 0) edge = value;
    before += here;
    if (Number.isNaN(thirtieth) && before >= rows / 30) thirtieth = Math.abs(value - edge);
    if (Number.isNaN(tenth) && before >= rows / 10) tenth = Math.abs(value - edge);
    if (Number.isNaN(half) && before >= rows / 2) half = Math.abs(value - edge);
  }
  return { rows, edge, thirtieth, tenth, half, deviation: Math.sqrt(squares / rows), largestShare: largest / rows };
}

function smallestStep(distinct: Float64Array): number {
  let step = Infinity;
  for (let code = 1; code < distinct.length; code++) step = Math.min(step, distinct[code]! - distinct[code - 1]!);
  return step;
}

function sum(counts: Int32Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total;
}
