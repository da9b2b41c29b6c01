/**
 * A typed array that grows by doubling, for a column whose length is known only at the end of the file.
 */
export class Growable<A extends Float64Array | Int32Array> {
  readonly #allocate: (length: number) => A;
  #values: A;
  #length = 0;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
    this.#values = allocate(1024);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#allocate(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** Forgets the values from `length` on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** The values so far, as a view. */
  view(): A {
    return this.#values.subarray(0, this.#length) as A;
  }
}
