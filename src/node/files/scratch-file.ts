/**
 * Bytes that are put aside to be read again in any order: in memory while they are few, then in a temporary file that
 * has no name, so that nothing is left of it however the program ends.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { systemError } from './system-errors.ts';

/** What is held in memory. */
const MOST_HELD_BYTES = 2 ** 24;

export class ScratchFile {
  readonly #folder: string;
  readonly #mostHeldBytes: number;
  #held = new Uint8Array(2 ** 16);
  #heldLength = 0;
  /** How many bytes are in the file. */
  #fileLength = 0;
  #descriptor: number | undefined;

  /** @param folder where the file is made, if one is needed */
  constructor(folder: string, mostHeldBytes = MOST_HELD_BYTES) {
    this.#folder = folder;
    this.#mostHeldBytes = mostHeldBytes;
  }

  /** @throws SystemError */
  append(bytes: Uint8Array): void {
    const needed = this.#heldLength + bytes.length;
    if (needed > this.#mostHeldBytes) {
      this.write(this.#held.subarray(0, this.#heldLength));
      this.#heldLength = 0;
    }
    if (bytes.length > this.#mostHeldBytes) {
      this.write(bytes);
      return;
    }
    this.reserve(this.#heldLength + bytes.length);
    this.#held.set(bytes, this.#heldLength);
    this.#heldLength += bytes.length;
  }

  /**
   * Fills `into` with the bytes from `start` on, which were appended together.
   *
   * @throws SystemError
   */
  read(start: number, into: Uint8Array): void {
    if (start >= this.#fileLength) {
      const from = start - this.#fileLength;
      into.set(this.#held.subarray(from, from + into.length));
      return;
    }
    this.doing('read', () => {
      for (let at = 0; at < into.length;) {
        const count = readSync(this.#descriptor!, into, at, into.length - at, start + at);
        if (count === 0) throw new Error('a temporary file is shorter than what was written');
        at += count;
      }
    });
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  private write(bytes: Uint8Array): void {
    this.doing('write', () => {
      this.#descriptor ??= openUnnamed(this.#folder);
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#fileLength + at);
      }
    });
    this.#fileLength += bytes.length;
  }

  private doing(what: 'read' | 'write', action: () => void): void {
    try {
      action();
    } catch (error) {
      throw systemError(error, this.#folder, what);
    }
  }

  private reserve(length: number): void {
    if (length <= this.#held.length) return;
    const longer = new Uint8Array(Math.min(this.#mostHeldBytes, 2 * length));
    longer.set(this.#held.subarray(0, this.#heldLength));
    this.#held = longer;
  }
}

/** Only its owner may read the file, while its name lasts. */
function openUnnamed(folder: string): number {
  const path = join(folder, `.glassnet.tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
  const descriptor = openSync(path, 'wx+', 0o600);
  rmSync(path);
  return descriptor;
}
