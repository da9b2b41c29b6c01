/**
 * The kinks of a walk: when, which unit of which hidden layer turns on or off, and what the watched number is then.
 */
export class KinkList {
  count = 0;
  /** Ascending, from 0 to 1. */
  times = new Float64Array(64);
  /** From 0. */
  layers = new Int32Array(64);
  units = new Int32Array(64);
  values = new Float64Array(64);

  clear(): void {
    this.count = 0;
  }

  add(time: number, layer: number, unit: number, value: number): void {
    if (this.count === this.times.length) this.#grow();
    this.times[this.count] = time;
    this.layers[this.count] = layer;
    this.units[this.count] = unit;
    this.values[this.count++] = value;
  }

  #grow(): void {
    const size = 2 * this.count;
    const [{ times, layers, units, values }] = [this];
    (this.times = new Float64Array(size)).set(times);
    (this.layers = new Int32Array(size)).set(layers);
    (this.units = new Int32Array(size)).set(units);
    (this.values = new Float64Array(size)).set(values);
  }
}
