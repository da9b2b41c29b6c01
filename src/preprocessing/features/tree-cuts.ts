/**
 * Where the share of the classes changes along a column: the cuts of a small decision tree on it (Fayyad & Irani 1993,
 * "Multi-interval discretization of continuous-valued attributes", with another rule to stop).
 *
 * n rows with nₖ of class k have the entropy n·H = n·ln n − Σₖ nₖ·ln nₖ, in nats. A cut into a left and a right part
 * gains n·H − n_l·H_l − n_r·H_r. The stretch whose best cut gains most is cut next. A cut has to gain more than ln N of
 * all N rows: it adds two numbers, its place and one more share of the classes, and each is worth ½·ln N (Schwarz 1978,
 * the BIC).
 */

/** The places that are tried are the boundaries between this many equal parts of the rows. */
const PARTS = 2048;
/** No side of a cut has fewer rows, nor a smaller share of all. */
const FEWEST_ROWS = 10;
const LEAST_SHARE = 1 / 200;

/** The values of a column and the classes of their rows. */
export interface LabelledValues {
  /** [n] */
  readonly values: Float64Array;
  /** Class numbers in [0, classCount) [n]. */
  readonly targets: Int32Array;
  readonly classCount: number;
}

/** A cut of the parts [start, end) before part `at`. */
interface Cut {
  readonly start: number;
  readonly at: number;
  readonly end: number;
  readonly gain: number;
}

/**
 * @param sorted the values, ascending
 * @param most cuts
 * @returns the places of the cuts, ascending, each between two values
 */
export function treeCuts(sorted: Float64Array, labelled: LabelledValues, most: number): number[] {
  const places = boundaries(sorted);
  const parts = new CountedParts(places, labelled);
  const found: number[] = [];
  const open = [parts.bestCut(0, places.length + 1)];
  while (found.length < most) {
    const next = open.reduce(
      (best, cut) => (cut !== null && (best === null || cut.gain > best.gain) ? cut : best),
      null,
    );
    if (next === null) break;
    found.push(places[next.at - 1]!);
    const { start, at, end } = next;
    open.splice(open.indexOf(next), 1, parts.bestCut(start, at), parts.bestCut(at, end));
  }
  return found.toSorted((a, b) => a - b);
}

/** Up to 2,047 places, each halfway between two neighbours, ascending, with about equally many rows between them. */
function boundaries(sorted: Float64Array): number[] {
  const places: number[] = [];
  for (let t = 1; t < PARTS; t++) {
    const i = firstAbove(sorted, sorted[Math.floor(((sorted.length - 1) * t) / PARTS)]!);
    if (i === sorted.length) break;
    const place = sorted[i - 1]! / 2 + sorted[i]! / 2;
    if (places.length === 0 || place > places.at(-1)!) places.push(place);
  }
  return places;
}

/** The index of the first of the ascending values that is above x; their number if none is. */
function firstAbove(sorted: ArrayLike<number>, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many rows of each class lie between the places. */
class CountedParts {
  readonly #classCount: number;
  /** [parts, k] */
  readonly #counts: Float64Array;
  readonly #timesLog: Float64Array;
  readonly #fewest: number;
  readonly #leastGain: number;

  constructor(places: readonly number[], { values, targets, classCount }: LabelledValues) {
    const n = values.length;
    this.#classCount = classCount;
    this.#counts = new Float64Array((places.length + 1) * classCount);
    for (let i = 0; i < n; i++) this.#counts[firstAbove(places, values[i]!) * classCount + targets[i]!]!++;
    this.#timesLog = timesLogs(n);
    this.#fewest = Math.max(FEWEST_ROWS, n * LEAST_SHARE);
    this.#leastGain = this.#timesLog[n]! / n;
  }

  /** The cut of the parts [start, end) that gains most; null if none gains enough. */
  bestCut(start: number, end: number): Cut | null {
    const k = this.#classCount;
    const all = new Float64Array(k);
    for (let part = start; part < end; part++) for (let c = 0; c < k; c++) all[c]! += this.#counts[part * k + c]!;
    const [left, right] = [new Float64Array(k), all.slice()];
    const total = all.reduce((sum, count) => sum + count, 0);
    let [best, taken] = [null as Cut | null, 0];
    for (let at = start + 1; at < end; at++) {
      for (let c = 0; c < k; c++) {
        const count = this.#counts[(at - 1) * k + c]!;
        left[c]! += count;
        right[c]! -= count;
        taken += count;
      }
      if (taken < this.#fewest || total - taken < this.#fewest) continue;
      const gain = this.#entropy(all, total) - this.#entropy(left, taken) - this.#entropy(right, total - taken);
      if (gain > (best?.gain ?? this.#leastGain)) best = { start, at, end, gain };
    }
    return best;
  }

  /** n·H in nats. */
  #entropy(counts: Float64Array, n: number): number {
    let entropy = this.#timesLog[n]!;
    for (const count of counts) entropy -= this.#timesLog[count]!;
    return entropy;
  }
}

/**
 * i·ln i for i from 0 to n, by ln i = ln(i − 1) + 2·artanh(1 / (2i − 1)) and the series of artanh: sums and products
 * alone, for ECMAScript leaves the last bit of `Math.log` open, and a cut must be the same in every engine.
 */
function timesLogs(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  let log = 0;
  for (let i = 2; i <= n; i++) {
    const z = 1 / (2 * i - 1);
    let [power, sum] = [z, z];
    for (let odd = 3; power > 1e-17; odd += 2) {
      power *= z * z;
      sum += power / odd;
    }
    log += 2 * sum;
    out[i] = i * log;
  }
  return out;
}
