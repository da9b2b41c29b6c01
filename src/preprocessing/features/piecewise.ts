/**
 * Piecewise-linear encoding of a number (Gorishniy, Rubachev, Babenko 2022, "On embeddings for numerical features",
 * eq. 1): T inputs for T bins with the edges b₀ < b₁ < … < b_T. Input t says how far the number is through bin t,
 *
 *   eₜ = min(1, max(0, (x − bₜ₋₁) / (bₜ − bₜ₋₁))),
 *
 * so that it is 1 above the bin and 0 below. A weight of a dense layer times eₜ is a slope within the bin: the layer can
 * learn any line with kinks at the edges, where a standardised number gives it a straight one. The paper lets the first
 * and the last input go on beyond the outer edges; here they don't, for the standardised number beside them does.
 */
import type { Input } from './feature.ts';

/**
 * Edges at the quantiles 0, 1/T, …, 1, interpolated linearly; equal ones are one edge, so there can be fewer bins.
 *
 * @param sorted values, ascending
 * @param bins T, at least 1
 * @returns at least two edges, ascending, or none if all values are equal
 */
export function quantileEdges(sorted: Float64Array, bins: number): number[] {
  const edges: number[] = [];
  for (let t = 0; t <= bins; t++) {
    const place = ((sorted.length - 1) * t) / bins;
    const [below, share] = [Math.floor(place), place - Math.floor(place)];
    const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
    // Two products of one value would not sum up to it in every case.
    const edge = share === 0 || low === high ? low : low * (1 - share) + high * share;
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
  }
  return edges.length < 2 ? [] : edges;
}

/** Nearer to each other than this share of the column's range, two edges are one. */
const LEAST_GAP = 1e-9;

/** Edges and further ones between the outermost, ascending. */
export function joinedEdges(edges: readonly number[], further: readonly number[]): number[] {
  const all = [...edges, ...further].toSorted((a, b) => a - b);
  const gap = (all.at(-1)! - all[0]!) * LEAST_GAP;
  const kept: number[] = [];
  for (const edge of all) if (kept.length === 0 || edge - kept.at(-1)! > gap) kept.push(edge);
  return kept;
}

/** The inputs of the bins between the edges of a column. */
export function pieceInputs(name: string, edges: readonly number[]): Input[] {
  return edges.slice(1).map((edge, t) => {
    const from = edges[t]!;
    return { name: `${name} ${from} to ${edge}`, mean: from, scale: edge - from, isPiece: true };
  });
}

/** Writes the inputs of `x` into out[start …]. */
export function writePieces(x: number, edges: readonly number[], out: Float32Array, start: number): void {
  for (let t = 1; t < edges.length; t++) {
    const from = edges[t - 1]!;
    out[start + t - 1] = Math.min(1, Math.max(0, (x - from) / (edges[t]! - from)));
  }
}
