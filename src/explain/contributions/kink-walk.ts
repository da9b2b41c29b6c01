/**
 * A walk along a straight line through the inputs of a ReLU network that stops at every kink: where a unit's z passes 0
 * (ExactLine: Sotoudeh & Thakur 2019, "Computing linear restrictions of neural networks", section 3). Between two kinks
 * each z is a linear function of the time t from 0 to 1, with its value and its slope kept up to date:
 *
 *   a unit of layer l turns on or off   the slopes of layer l + 1 change by ± its own slope times its row of the kernel,
 *                                       and those of further layers are summed again over the units that are on.
 *
 * So a stretch of time in which no unit of layers 1 … l turns is walked by layer l + 1: it finds which of its units turn
 * in it, cuts it there, and hands the pieces on.
 */
import { addRow, applyMap, type AffineMap } from './affine-map.ts';
import { KinkList } from './kink-list.ts';

/** z of each map, of one row. */
export type ForwardValues = readonly Float64Array[];

/** Walks lines of one network. Its memory is used again by the next walk. */
export class KinkWalk {
  /** The kinks of the last walk, in the order of time. */
  readonly kinks = new KinkList();
  readonly #maps: readonly AffineMap[];
  readonly #last: number;
  /** Of each map [u]: value, change a unit of time, and whether it is above 0. */
  readonly #z: readonly Float64Array[];
  readonly #slopes: readonly Float64Array[];
  readonly #isOn: readonly Uint8Array[];
  /** The units that turn in the stretch at hand, by time. */
  readonly #turns: readonly { readonly times: Float64Array; readonly units: Int32Array }[];
  readonly #on: Int32Array;

  /** @param maps with a ReLU between each two; the last gives one number, which is what the walk watches */
  constructor(maps: readonly AffineMap[]) {
    this.#maps = maps;
    this.#last = maps.length - 1;
    this.#z = maps.map(({ units }) => new Float64Array(units));
    this.#slopes = maps.map(({ units }) => new Float64Array(units));
    this.#isOn = maps.map(({ units }) => new Uint8Array(units));
    this.#turns = maps.map(({ units }) => ({ times: new Float64Array(units), units: new Int32Array(units) }));
    this.#on = new Int32Array(Math.max(...maps.map(({ units }) => units)));
  }

  /**
   * @param from where the line starts
   * @param to z of the first map where it ends [u]
   * @returns the watched number where it ends
   */
  walk(from: ForwardValues, to: Float64Array): number {
    for (let l = 0; l <= this.#last; l++) {
      const [values, z, isOn] = [from[l]!, this.#z[l]!, this.#isOn[l]!];
      z.set(values);
      for (let i = 0; i < z.length; i++) isOn[i] = z[i]! > 0 ? 1 : 0;
    }
    const [start, slopes] = [from[0]!, this.#slopes[0]!];
    for (let i = 0; i < slopes.length; i++) slopes[i] = to[i]! - start[i]!;
    for (let l = 1; l <= this.#last; l++) this.#sumSlopes(l);
    this.kinks.clear();
    this.#stretch(0, 0, 1);
    return this.#z[this.#last]![0]!;
  }

  /** Moves the layers from `layer` on, whose slopes hold but for their own turns, from one time to another. */
  #stretch(layer: number, from: number, to: number): void {
    const [z, slopes] = [this.#z[layer]!, this.#slopes[layer]!];
    const duration = to - from;
    if (layer === this.#last) {
      z[0]! += slopes[0]! * duration;
      return;
    }
    const { times, units } = this.#turns[layer]!;
    let count = 0;
    for (let i = 0; i < z.length; i++) {
      const before = z[i]!;
      const after = before + slopes[i]! * duration;
      z[i] = after;
      // The common case costs one comparison.
      if (before * after > 0 || before > 0 === after > 0) continue;
      const time = Math.min(from - before / slopes[i]!, to);
      let place = count++;
      for (; place > 0 && times[place - 1]! > time; place--) {
        times[place] = times[place - 1]!;
        units[place] = units[place - 1]!;
      }
      times[place] = time;
      units[place] = i;
    }
    let now = from;
    for (let k = 0; k < count; k++) {
      const time = times[k]!;
      this.#stretch(layer + 1, now, time);
      this.#turn(layer, units[k]!, time);
      now = time;
    }
    this.#stretch(layer + 1, now, to);
  }

  #turn(layer: number, unit: number, time: number): void {
    const isOn = this.#isOn[layer]!;
    isOn[unit] = 1 - isOn[unit]!;
    const slope = this.#slopes[layer]![unit]! * (isOn[unit] === 1 ? 1 : -1);
    const { kernel, units } = this.#maps[layer + 1]!;
    addRow(slope, kernel, unit * units, this.#slopes[layer + 1]!);
    for (let l = layer + 2; l <= this.#last; l++) this.#sumSlopes(l);
    this.kinks.add(time, layer, unit, this.#z[this.#last]![0]!);
  }

  /** Slopes of layer l: those of the units that are on in the layer before, times the kernel. */
  #sumSlopes(l: number): void {
    const { kernel, units } = this.#maps[l]!;
    const [before, isOn, out, on] = [this.#slopes[l - 1]!, this.#isOn[l - 1]!, this.#slopes[l]!, this.#on];
    if (units === 1) {
      let sum = 0;
      for (let i = 0; i < before.length; i++) sum += isOn[i]! * before[i]! * kernel[i]!;
      out[0] = sum;
      return;
    }
    let count = 0;
    for (let i = 0; i < before.length; i++) if (isOn[i] === 1) on[count++] = i;
    out.fill(0);
    let i = 0;
    // Four rows at a time: a sum is read and written once for all of them.
    for (; i + 4 <= count; i += 4) {
      const [i0, i1, i2, i3] = [on[i]!, on[i + 1]!, on[i + 2]!, on[i + 3]!];
      const [s0, s1, s2, s3] = [before[i0]!, before[i1]!, before[i2]!, before[i3]!];
      const [k0, k1, k2, k3] = [i0 * units, i1 * units, i2 * units, i3 * units];
      for (let j = 0; j < units; j++) {
        out[j]! += s0 * kernel[k0 + j]! + s1 * kernel[k1 + j]! + (s2 * kernel[k2 + j]! + s3 * kernel[k3 + j]!);
      }
    }
    for (; i < count; i++) addRow(before[on[i]!]!, kernel, on[i]! * units, out);
  }
}

/** z of each map for one row x [d]. */
export function forwardValues(maps: readonly AffineMap[], x: ArrayLike<number>): Float64Array[] {
  const values: Float64Array[] = [];
  let input = x;
  for (const map of maps) {
    const z = new Float64Array(map.units);
    applyMap(map, input, z);
    values.push(z);
    input = z.map((value) => Math.max(value, 0));
  }
  return values;
}
