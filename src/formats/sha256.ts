/**
 * SHA-256 (FIPS 180-4) without a host's help: browsers offer the digest as a promise only.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** The digest as 64 lower-case hexadecimal digits. */
export function pureSha256(bytes: Uint8Array): string {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
