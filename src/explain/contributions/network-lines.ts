/**
 * The lines from every background row to a customer, through one network of a classifier: what can be known of them
 * before the customer is, and the gradient along each.
 */
import { applyMap, weighted, type AffineMap } from './affine-map.ts';
import { forwardValues, KinkWalk } from './kink-walk.ts';
import type { WalkedLine } from './line-measure.ts';
import { PathIntegral, type LineStart } from './path-integral.ts';
import type { ReluNetwork } from './relu-network.ts';

export class NetworkLines implements WalkedLine {
  readonly maps: readonly AffineMap[];
  readonly #network: ReluNetwork;
  readonly #walk: KinkWalk;
  readonly #integral: PathIntegral;
  readonly #starts: readonly LineStart[];
  /** z of the first map for the customer [u] */
  readonly #target: Float64Array;
  start = 0;
  end = 0;

  /**
   * @param weights of the logits in the number to be explained [u]
   * @param background encoded inputs [b][d]
   */
  constructor(network: ReluNetwork, weights: readonly number[], background: readonly Float64Array[]) {
    this.#network = network;
    this.maps = [...network.hidden, weighted(network.output, weights)];
    this.#walk = new KinkWalk(this.maps);
    this.#integral = new PathIntegral(this.maps);
    this.#starts = background.map((row) => this.#integral.startAt(forwardValues(this.maps, row)));
    this.#target = new Float64Array(this.maps[0]!.units);
  }

  get kinks() {
    return this.#walk.kinks;
  }

  /** The logits [u] of one row. */
  logits(x: ArrayLike<number>): Float64Array {
    const { hidden, output } = this.#network;
    return forwardValues([...hidden, output], x).at(-1)!;
  }

  /** Which customer the lines lead to. */
  leadTo(x: ArrayLike<number>): void {
    applyMap(this.maps[0]!, x, this.#target);
  }

  /** Walks the line from a background row. */
  walk(row: number): void {
    const { values } = this.#starts[row]!;
    this.start = values.at(-1)![0]!;
    this.end = this.#walk.walk(values, this.#target);
  }

  /**
   * Adds (x − b)ᵢ·∫ ∂f/∂xᵢ dμ along the line that was walked to the effect of each column.
   *
   * @param moves x − b [d]
   * @param starts the first input of each column, then d
   */
  addEffects(
    row: number,
    measures: Float64Array,
    end: number,
    moves: Float64Array,
    starts: readonly number[],
    effects: Float64Array,
  ): void {
    const V = this.#integral.integrate(this.#starts[row]!, this.kinks, measures, end);
    const { kernel, units } = this.maps[0]!;
    for (let column = 0; column < effects.length; column++) {
      let effect = 0;
      for (let i = starts[column]!; i < starts[column + 1]!; i++) {
        if (moves[i] === 0) continue;
        let gradient = 0;
        for (let j = 0, place = i * units; j < units; j++) gradient += kernel[place + j]! * V[j]!;
        effect += moves[i]! * gradient;
      }
      effects[column]! += effect;
    }
  }
}
