/**
 * A typed array that grows part by part, for a column whose length is known only at the end of the file.
 */
const FIRST_LENGTH = 1024;
const LONGEST_PART = 2 ** 16;

export class Growable<A extends Float64Array | Int32Array | Uint8Array> {
  readonly #allocate: (length: number) => A;
  /** Full parts, and how many values they hold. */
  #parts: A[] = [];
  #lengthBefore = 0;
  #part: A;
  /** The values in `#part`. */
  #used = 0;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
    this.#part = allocate(0);
  }

  get length(): number {
    return this.#lengthBefore + this.#used;
  }

  /** Makes room for `length` values in one part, so that the view needs no copy. */
  reserve(length: number): void {
    if (length <= this.length) return;
    const part = this.#allocate(length);
    const values = this.view();
    part.set(values);
    this.#part = part;
  }

  push(value: number): void {
    if (this.#used === this.#part.length) this.addPart();
    this.#part[this.#used++] = value;
  }

  append(values: A): void {
    let taken = 0;
    while (taken < values.length) {
      if (this.#used === this.#part.length) this.addPart();
      const end = Math.min(values.length, taken + this.#part.length - this.#used);
      this.#part.set(values.subarray(taken, end), this.#used);
      this.#used += end - taken;
      taken = end;
    }
  }

  /** Forgets the values from `length` on. */
  truncate(length: number): void {
    while (this.#lengthBefore > length) {
      this.#part = this.#parts.pop()!;
      this.#lengthBefore -= this.#part.length;
      this.#used = this.#part.length;
    }
    this.#used = Math.min(this.#used, length - this.#lengthBefore);
  }

  /** The values so far, as a view. */
  view(): A {
    if (this.#parts.length > 0) {
      const all = this.#allocate(this.length);
      let at = 0;
      for (const part of [...this.#parts, this.#part.subarray(0, this.#used)]) {
        all.set(part, at);
        at += part.length;
      }
      this.#parts = [];
      this.#lengthBefore = 0;
      this.#part = all;
      this.#used = all.length;
    }
    return this.#part.subarray(0, this.#used) as A;
  }

  /** Forgets all values and their memory. */
  clear(): void {
    this.truncate(0);
    this.#part = this.#allocate(0);
  }

  private addPart(): void {
    if (this.#used > 0) this.#parts.push(this.#part);
    this.#lengthBefore += this.#used;
    this.#part = this.#allocate(Math.max(FIRST_LENGTH, Math.min(this.#lengthBefore, LONGEST_PART)));
    this.#used = 0;
  }
}
