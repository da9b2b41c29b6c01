/**
 * The integral of a network's gradient along a walk, taken from kink to kink, where it is constant:
 *
 *   Vᵢ = ∫ (∂f/∂zᵢ) dμ   for the units i of the first layer,
 *
 * with μ the time, or any other measure that grows along the line. The gradient of f with respect to the inputs is W₁
 * times that of z, so W₁·V is its integral (integrated gradients: Sundararajan, Taly & Yan 2017, equation 1).
 *
 * The gradient gₗ of f with respect to the activations of layer l changes at each kink above it. It is kept for one
 * layer, the pivot, the last but one: there a kink of the last layer adds a row of a table to it. Since it changes in
 * steps, ∫ g dμ up to μ is C + g·μ, where a step δ at μ takes δ·μ from C. Hₗ is the same integral over the times at which
 * the unit is on:
 *
 *   a unit of layer l turns on at μ      offsetₗ −= Gₗ(μ), the integral of gₗ so far
 *   it turns off                         offsetₗ += Gₗ(μ);   Hₗ = offsetₗ + Gₗ(μ) while it is on
 *   the pivot                            G = C + g·μ
 *   below it                             Gₗ = Wₗ₊₁·Hₗ₊₁
 */
import type { AffineMap } from './affine-map.ts';
import type { KinkList } from './kink-list.ts';
import type { ForwardValues } from './kink-walk.ts';

/** What is known of the start of a line before any line is walked. */
export interface LineStart {
  readonly values: ForwardValues;
  /** The gradient of the watched number with respect to the activations of the pivot [u]. */
  readonly gradient: Float64Array;
}

/** Integrates along lines of one network. Its memory is used again by the next integral. */
export class PathIntegral {
  readonly #maps: readonly AffineMap[];
  readonly #hidden: number;
  readonly #pivot: number;
  /** For each unit of the last hidden layer, what it adds to the pivot's gradient while it is on; row-major. */
  readonly #steps: Float64Array;
  readonly #isOn: readonly Uint8Array[];
  readonly #offsets: readonly Float64Array[];
  readonly #integrals: readonly Float64Array[];
  readonly #gradient: Float64Array;
  /** C */
  readonly #constant: Float64Array;

  /** @param maps as of `KinkWalk` */
  constructor(maps: readonly AffineMap[]) {
    this.#maps = maps;
    this.#hidden = maps.length - 1;
    this.#pivot = Math.max(0, this.#hidden - 2);
    const pivotUnits = maps[this.#pivot]!.units;
    this.#steps = this.#hidden < 2 ? new Float64Array(0) : stepsOf(maps[this.#hidden - 1]!, maps[this.#hidden]!);
    this.#isOn = maps.map(({ units }) => new Uint8Array(units));
    this.#offsets = maps.map(({ units }) => new Float64Array(units));
    this.#integrals = maps.map(({ units }) => new Float64Array(units));
    this.#gradient = new Float64Array(pivotUnits);
    this.#constant = new Float64Array(pivotUnits);
  }

  /** The start of a line at the row with these values. */
  startAt(values: ForwardValues): LineStart {
    const [{ length: units }] = [this.#gradient];
    if (this.#hidden < 2) return { values, gradient: this.#maps[this.#hidden]!.kernel.slice(0, units) };
    const gradient = new Float64Array(units);
    for (const [k, z] of values[this.#hidden - 1]!.entries()) {
      if (z > 0) for (let i = 0; i < units; i++) gradient[i]! += this.#steps[k * units + i]!;
    }
    return { values, gradient };
  }

  /**
   * @param measures μ at each kink, ascending
   * @param end μ where the line ends
   * @returns V [u], in memory that the next call uses again; of a network without a hidden layer [1]
   */
  integrate({ values, gradient }: LineStart, kinks: KinkList, measures: Float64Array, end: number): Float64Array {
    const V = this.#integrals[0]!;
    if (this.#hidden === 0) return V.fill(end);
    for (let l = 0; l < this.#hidden; l++) {
      const [z, isOn] = [values[l]!, this.#isOn[l]!];
      for (let i = 0; i < isOn.length; i++) isOn[i] = z[i]! > 0 ? 1 : 0;
      this.#offsets[l]!.fill(0);
    }
    this.#gradient.set(gradient);
    this.#constant.fill(0);
    const { count, layers, units } = kinks;
    for (let k = 0; k < count; k++) {
      if (layers[k]! > this.#pivot) this.#step(units[k]!, measures[k]!);
      else this.#turn(layers[k]!, units[k]!, measures[k]!);
    }
    this.#integrateTo(0, end);
    return V;
  }

  /** A unit of the last hidden layer turns: the gradient at the pivot changes. */
  #step(unit: number, measure: number): void {
    const [isOn, gradient, constant, steps] = [
      this.#isOn[this.#hidden - 1]!,
      this.#gradient,
      this.#constant,
      this.#steps,
    ];
    const sign = isOn[unit] === 1 ? -1 : 1;
    isOn[unit] = 1 - isOn[unit]!;
    const start = unit * gradient.length;
    for (let i = 0; i < gradient.length; i++) {
      const step = sign * steps[start + i]!;
      gradient[i]! += step;
      constant[i]! -= step * measure;
    }
  }

  #turn(layer: number, unit: number, measure: number): void {
    let integral = 0;
    if (layer === this.#pivot) {
      integral = this.#constant[unit]! + this.#gradient[unit]! * measure;
    } else {
      this.#integrateTo(layer + 1, measure);
      integral = this.#below(layer, unit);
    }
    const isOn = this.#isOn[layer]!;
    this.#offsets[layer]![unit]! += isOn[unit] === 1 ? integral : -integral;
    isOn[unit] = 1 - isOn[unit]!;
  }

  /** H of the layers from the pivot down to `layer`. */
  #integrateTo(layer: number, measure: number): void {
    for (let l = this.#pivot; l >= layer; l--) {
      const [isOn, offsets, out] = [this.#isOn[l]!, this.#offsets[l]!, this.#integrals[l]!];
      out.set(offsets);
      if (l === this.#pivot) {
        const [gradient, constant] = [this.#gradient, this.#constant];
        for (let i = 0; i < out.length; i++) if (isOn[i] === 1) out[i]! += constant[i]! + gradient[i]! * measure;
      } else {
        for (let i = 0; i < out.length; i++) if (isOn[i] === 1) out[i]! += this.#below(l, i);
      }
    }
  }

  /** G of a unit below the pivot: its row of the kernel times H of the layer above. */
  #below(layer: number, unit: number): number {
    const { kernel, units } = this.#maps[layer + 1]!;
    const above = this.#integrals[layer + 1]!;
    let sum = 0;
    for (let j = 0, place = unit * units; j < units; j++) sum += kernel[place + j]! * above[j]!;
    return sum;
  }
}

/** steps[k, i] = W[i, k]·w[k]: transposed, so that a step reads one row. */
function stepsOf({ inputs, units, kernel }: AffineMap, output: AffineMap): Float64Array {
  const steps = new Float64Array(inputs * units);
  for (let i = 0; i < inputs; i++) {
    for (let k = 0; k < units; k++) steps[k * inputs + i] = kernel[i * units + k]! * output.kernel[k]!;
  }
  return steps;
}
