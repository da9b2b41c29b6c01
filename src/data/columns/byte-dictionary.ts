/**
 * The codes of texts by their bytes, so that a text seen before is not decoded again. Open addressing with linear
 * probing; a hash that matches is never trusted without comparing the bytes.
 */
import { fnv1a } from './fnv.ts';

const FIRST_SLOTS = 256;
const MOST_ENTRIES = 2 ** 16;

export class ByteDictionary {
  /** The code plus 2 of each one-byte text (codes start at −1); 0 for none. */
  readonly #codesOfBytes = new Int32Array(256);
  /** Entries plus 1 by hash; 0 where free. */
  #slots = new Int32Array(FIRST_SLOTS);
  #hashes: number[] = [];
  #codes: number[] = [];
  /** Where the bytes of each entry end in `#bytes`. */
  #ends: number[] = [];
  #bytes = new Uint8Array(1024);

  /** The code of these bytes; undefined if they have none. */
  find(bytes: Uint8Array, start: number, end: number): number | undefined {
    if (end - start === 1) {
      const code = this.#codesOfBytes[bytes[start]!]!;
      return code === 0 ? undefined : code - 2;
    }
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry === -1) return undefined;
      if (this.#hashes[entry] === hash && this.equals(entry, bytes, start, end)) return this.#codes[entry];
    }
  }

  /** Remembers new bytes and their code, −1 or more. Ignores all beyond 65,536: texts that many hardly repeat. */
  add(bytes: Uint8Array, start: number, end: number, code: number): void {
    if (end - start === 1) {
      this.#codesOfBytes[bytes[start]!] = code + 2;
      return;
    }
    const entry = this.#codes.length;
    if (entry === MOST_ENTRIES) return;
    if (2 * entry >= this.#slots.length) this.grow();
    const hash = hashOf(bytes, start, end);
    this.#hashes.push(hash);
    this.#codes.push(code);
    this.keep(bytes, start, end);
    this.place(entry, hash);
  }

  /** Forgets everything. */
  clear(): void {
    this.#codesOfBytes.fill(0);
    if (this.#codes.length === 0) return;
    this.#slots = new Int32Array(FIRST_SLOTS);
    this.#hashes = [];
    this.#codes = [];
    this.#ends = [];
  }

  private equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const kept = this.#bytes;
    let at = entry === 0 ? 0 : this.#ends[entry - 1]!;
    if (this.#ends[entry]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (kept[at++] !== bytes[i]) return false;
    return true;
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const used = this.#ends.at(-1) ?? 0;
    const needed = used + end - start;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), used);
    this.#ends.push(needed);
  }

  private grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (const [entry, hash] of this.#hashes.entries()) this.place(entry, hash);
  }

  private place(entry: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }
}

/** FNV-1a, its high half mixed into the low one, in 31 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const hash = fnv1a(bytes, start, end);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}
