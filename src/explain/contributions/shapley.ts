/**
 * Exact Shapley values by column (Shapley 1953): the game is played by the columns, and a coalition S is worth the mean
 * score of rows that have the customer's inputs in the columns of S and a background row's in the others.
 */
import { addRow, type AffineMap } from './affine-map.ts';

/** 2¹² coalitions for each background row. */
export const MOST_COLUMNS = 12;

/** @throws RangeError for more columns than can be tried in all combinations. */
export function requireFewColumns(count: number): void {
  if (count <= MOST_COLUMNS) return;
  throw new RangeError(`shapley: ${count} columns, exact values are for at most ${MOST_COLUMNS}: take explain`);
}

/**
 * φ꜀ = Σ over S without c of |S|!·(m − |S| − 1)! / m! · (v(S ∪ c) − v(S))
 *
 * @param values v of each coalition; bit c of its index stands for column c [2ᵐ]
 * @returns φ [m]; they add up to v(all) − v(none)
 */
export function shapleyValues(values: Float64Array, columnCount: number): Float64Array {
  const m = columnCount;
  // 1 / (m·C(m − 1, s)) for s other columns.
  const weights = new Float64Array(m).fill(1 / m);
  for (let s = 1; s < m; s++) weights[s] = (weights[s - 1]! * s) / (m - s);
  const found = new Float64Array(m);
  for (let coalition = 0; coalition < values.length; coalition++) {
    const weight = weights[bitCount(coalition)];
    for (let c = 0; c < m; c++) {
      if ((coalition >> c) % 2 === 1) continue;
      found[c]! += weight! * (values[coalition + 2 ** c]! - values[coalition]!);
    }
  }
  return found;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest % 2;
  return count;
}

/** The game of one classifier. Its memory is used again by the next customer. */
export class CoalitionGame {
  readonly #networks: readonly (readonly AffineMap[])[];
  readonly #starts: readonly number[];
  readonly #background: readonly Float64Array[];
  readonly #onScale: (sum: number) => number;
  /** What one network adds, for each coalition; and all together [2ᵐ]. */
  readonly #alone: Float64Array;
  readonly #together: Float64Array;
  /** What a column moves z of the first map by, going from the background to the customer [m][u]. */
  #steps: Float64Array[] = [];
  /** z of the first map while columns are decided, one after the other [m + 1][u] */
  #z: Float64Array[] = [];
  #values: Float64Array[] = [];
  #moves: boolean[] = [];

  /**
   * @param networks maps with a ReLU between each two; the last gives one number, and the score is their sum
   * @param starts the first input of each column, then d
   * @param background encoded inputs [b][d]
   * @param onScale turns the sum into what is explained
   */
  constructor(
    networks: readonly (readonly AffineMap[])[],
    starts: readonly number[],
    background: readonly Float64Array[],
    onScale: (sum: number) => number,
  ) {
    this.#networks = networks;
    this.#starts = starts;
    this.#background = background;
    this.#onScale = onScale;
    this.#alone = new Float64Array(2 ** (starts.length - 1));
    this.#together = new Float64Array(this.#alone.length);
  }

  /** v of each coalition for the customer x [d]. */
  values(x: Float64Array): Float64Array {
    const m = this.#starts.length - 1;
    const means = new Float64Array(this.#alone.length);
    for (const b of this.#background) {
      this.#moves = Array.from({ length: m }, (_, c) =>
        x.subarray(this.#starts[c], this.#starts[c + 1]).some((value, i) => value !== b[this.#starts[c]! + i]),
      );
      this.#together.fill(0);
      for (const maps of this.#networks) {
        this.#enter(maps, x, b);
        this.#decide(maps, m, 0);
        for (let s = 0; s < means.length; s++) this.#together[s]! += this.#alone[s]!;
      }
      for (let s = 0; s < means.length; s++) means[s]! += this.#onScale(this.#together[s]!);
    }
    return means.map((sum) => sum / this.#background.length);
  }

  /** The background row's z, and each column's step. */
  #enter(maps: readonly AffineMap[], x: Float64Array, b: Float64Array): void {
    const { kernel, units, bias } = maps[0]!;
    const m = this.#moves.length;
    this.#z = Array.from({ length: m + 1 }, () => new Float64Array(units));
    this.#values = maps.map((map) => new Float64Array(map.units));
    const top = this.#z[m]!;
    top.set(bias);
    this.#steps = this.#moves.map((_, c) => {
      const step = new Float64Array(units);
      for (let i = this.#starts[c]!; i < this.#starts[c + 1]!; i++) {
        addRow(b[i]!, kernel, i * units, top);
        addRow(x[i]! - b[i]!, kernel, i * units, step);
      }
      return step;
    });
  }

  /** Fills in the 2ᵒ coalitions from `first` on, of which the columns from `open` on are decided. */
  #decide(maps: readonly AffineMap[], open: number, first: number): void {
    const z = this.#z[open]!;
    if (open === 0) {
      this.#alone[first] = this.#scoreOf(maps, z);
      return;
    }
    const [column, half] = [open - 1, 2 ** (open - 1)];
    this.#z[column]!.set(z);
    this.#decide(maps, column, first);
    if (this.#moves[column]) {
      const [next, step] = [this.#z[column]!, this.#steps[column]!];
      for (let j = 0; j < z.length; j++) next[j] = z[j]! + step[j]!;
      this.#decide(maps, column, first + half);
    } else {
      this.#alone.copyWithin(first + half, first, first + half);
    }
  }

  #scoreOf(maps: readonly AffineMap[], z: Float64Array): number {
    let input = z;
    for (let l = 1; l < maps.length; l++) {
      const { kernel, units, bias } = maps[l]!;
      const out = this.#values[l]!;
      out.set(bias);
      for (let i = 0; i < input.length; i++) if (input[i]! > 0) addRow(input[i]!, kernel, i * units, out);
      input = out;
    }
    return input[0]!;
  }
}
