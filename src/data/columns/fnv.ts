/**
 * FNV-1a, 32 bits (Fowler, Noll & Vo; RFC 9923): a hash of bytes that is the same in every program. It spreads texts over
 * few places; it is not cryptographic.
 */
const OFFSET_BASIS = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** The hash of bytes `start` to `end`, as an int32. */
export function fnv1a(bytes: Uint8Array, start: number, end: number): number {
  let hash = OFFSET_BASIS;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  return hash;
}
