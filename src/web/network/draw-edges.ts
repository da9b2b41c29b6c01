/**
 * The edges of the network on a canvas: blue for positive, burgundy for negative, wider for larger, each layer against its
 * own largest. Of many edges the strongest are drawn. A frame makes no object, and each line is a path of its own: one
 * path of all lines takes three times as long, for their crossings.
 */
import type { Edges, NetworkLayout } from './layout.ts';

/** All edges are drawn of networks with no more than these. */
export const MOST_EDGES = 2000;
/** Of larger ones, the strongest. */
export const STRONGEST_EDGES = 1000;

/** Widths and strengths of lines, from weak to strong. */
const STRENGTHS = 6;
/** Of the histogram that finds the strongest. */
const BINS = 512;

export interface EdgeColours {
  readonly positive: string;
  readonly negative: string;
  readonly ink: string;
}

/** What stands out: the edges of a unit, or a single one. */
export interface EdgeFocus {
  /** From 1; null for none. */
  readonly neuron: { readonly layer: number; readonly unit: number } | null;
  /** Where the weight stands among all parameters; −1 for none. */
  readonly index: number;
}

export class EdgePainter {
  readonly #edges: Edges;
  /** Per edge: the value over the largest of its layer. */
  readonly #scaled: Float32Array;
  readonly #bins = new Int32Array(BINS + 1);
  readonly #largest: Float32Array;

  constructor({ edges }: NetworkLayout) {
    this.#edges = edges;
    this.#scaled = new Float32Array(edges.count);
    this.#largest = new Float32Array(256);
  }

  /** @param values of all parameters, in the unit that is drawn */
  paint(context: CanvasRenderingContext2D, values: Float32Array, focus: EdgeFocus, colours: EdgeColours): void {
    const least = this.#scale(values);
    const widest = this.#edges.count > 300 ? 1.6 : 3.2;
    for (const isFocused of focus.neuron === null ? [true] : [false, true]) {
      for (let strength = 0; strength < STRENGTHS; strength++) {
        for (const sign of [1, -1]) {
          const share = (strength + 1) / STRENGTHS;
          context.strokeStyle = sign > 0 ? colours.positive : colours.negative;
          context.lineWidth = 0.4 + widest * share * share;
          context.globalAlpha = (isFocused ? 1 : 0.12) * (0.25 + 0.65 * share);
          this.#draw(context, focus.neuron, isFocused, sign, strength, least);
        }
      }
    }
    context.globalAlpha = 1;
    this.#paintChosen(context, focus.index, colours.ink);
  }

  /** @returns the least scaled size that is drawn */
  #scale(values: Float32Array): number {
    const { count, index, layer } = this.#edges;
    const [scaled, largest, bins] = [this.#scaled, this.#largest, this.#bins];
    largest.fill(0);
    for (let e = 0; e < count; e++) {
      const size = Math.abs(values[index[e]!]!);
      if (size > largest[layer[e]!]!) largest[layer[e]!] = size;
    }
    bins.fill(0);
    for (let e = 0; e < count; e++) {
      const of = largest[layer[e]!]!;
      const value = of === 0 ? 0 : values[index[e]!]! / of;
      scaled[e] = value;
      bins[Math.trunc(Math.abs(value) * BINS)]!++;
    }
    if (count <= MOST_EDGES) return Number.MIN_VALUE;
    let bin = BINS;
    for (let more = bins[bin]!; bin > 0 && more + bins[bin - 1]! <= STRONGEST_EDGES; bin--) more += bins[bin - 1]!;
    return bin === 0 ? Number.MIN_VALUE : bin / BINS;
  }

  #draw(
    context: CanvasRenderingContext2D,
    neuron: EdgeFocus['neuron'],
    isFocused: boolean,
    sign: number,
    strength: number,
    least: number,
  ): void {
    const { count, ends, layer, from, to } = this.#edges;
    const scaled = this.#scaled;
    const own = neuron?.layer ?? 0;
    const unit = (neuron?.unit ?? 0) - 1;
    for (let e = 0; e < count; e++) {
      const value = scaled[e]! * sign;
      if (value < least && !(neuron !== null && isFocused && value > 0)) continue;
      if (Math.min(STRENGTHS - 1, Math.trunc(value * STRENGTHS)) !== strength) continue;
      if (neuron !== null) {
        const isOwn = (layer[e] === own && to[e] === unit) || (layer[e] === own + 1 && from[e] === unit);
        if (isOwn !== isFocused) continue;
      }
      context.beginPath();
      context.moveTo(ends[4 * e]!, ends[4 * e + 1]!);
      context.lineTo(ends[4 * e + 2]!, ends[4 * e + 3]!);
      context.stroke();
    }
  }

  #paintChosen(context: CanvasRenderingContext2D, index: number, ink: string): void {
    const { ends } = this.#edges;
    const e = index < 0 ? -1 : this.#edges.index.indexOf(index);
    if (e < 0) return;
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(ends[4 * e]!, ends[4 * e + 1]!);
    context.lineTo(ends[4 * e + 2]!, ends[4 * e + 3]!);
    context.stroke();
    context.setLineDash([]);
  }
}
