/**
 * How fast the probability moves with the logit along a line. Between two kinks of any network the logit f is linear in
 * the time t, so that the integral of the probability's gradient is that of f's times the mean slope of σ in between:
 *
 *   ∫ σ'(f)·∇f dt = ∇f·(t₂ − t₁)·(σ(f₂) − σ(f₁)) / (f₂ − f₁)
 *
 * Integrated over μ, which grows by the mean slope times t₂ − t₁, f's gradient gives that of the probability.
 */
import type { KinkList } from './kink-list.ts';
import { meanSlope } from './sigmoid.ts';

/** The walk of one network along the line; f is the sum of all, and the intercept. */
export interface WalkedLine {
  readonly kinks: KinkList;
  /** What the network adds to f where the line starts. */
  readonly start: number;
  /** The same where it ends. */
  readonly end: number;
}

export class LineMeasure {
  /** μ at the kinks of each network. */
  measures: readonly Float64Array[];
  readonly #next: Int32Array;

  /** @param count of networks */
  constructor(count: number) {
    this.measures = Array.from({ length: count }, () => new Float64Array(0));
    this.#next = new Int32Array(count);
  }

  /** @returns μ where the line ends */
  measure(lines: readonly WalkedLine[], intercept: number): number {
    this.measures = this.measures.map((known, m) =>
      known.length < lines[m]!.kinks.count ? new Float64Array(lines[m]!.kinks.times.length) : known,
    );
    this.#next.fill(0);
    let [now, measure] = [0, 0];
    let value = lines.reduce((sum, { start }) => sum + start, intercept);
    for (;;) {
      const turning = this.#firstToTurn(lines);
      const time = turning === -1 ? 1 : lines[turning]!.kinks.times[this.#next[turning]!]!;
      let valueThen = intercept;
      for (let m = 0; m < lines.length; m++) valueThen += this.#valueAt(lines[m]!, this.#next[m]!, time);
      measure += meanSlope(value, valueThen) * (time - now);
      if (turning === -1) return measure;
      this.measures[turning]![this.#next[turning]!++] = measure;
      [now, value] = [time, valueThen];
    }
  }

  /** The network whose next kink comes first; −1 when all are past. */
  #firstToTurn(lines: readonly WalkedLine[]): number {
    let [first, earliest] = [-1, Infinity];
    for (let m = 0; m < lines.length; m++) {
      const { count, times } = lines[m]!.kinks;
      const next = this.#next[m]!;
      if (next < count && times[next]! < earliest) [first, earliest] = [m, times[next]!];
    }
    return first;
  }

  /** What a network adds to f between its last kink and the next one. */
  #valueAt({ kinks, start, end }: WalkedLine, next: number, time: number): number {
    const { count, times, values } = kinks;
    const [before, valueBefore] = next === 0 ? [0, start] : [times[next - 1]!, values[next - 1]!];
    const [after, valueAfter] = next === count ? [1, end] : [times[next]!, values[next]!];
    if (!(after > before)) return valueAfter;
    return valueBefore + (valueAfter - valueBefore) * ((time - before) / (after - before));
  }
}
