/**
 * CSV records as bytes, written field by field into one growing array: the same as `formatCsvRecord` for each, without
 * a text on the way where that is possible.
 */
import { formatCsvRecord } from './csv-writer.ts';
import { LONGEST_FLOAT32, writeFloat32 } from '../cells/format-number.ts';

const FIRST_LENGTH = 2 ** 16;
const LF = 0x0a;
const COMMA = 0x2c;

/** 1 for the bytes that a field may start, go on and end with, and needs no quotes: printable ASCII. */
const IS_BARE = Uint8Array.from({ length: 256 }, (_, byte) => {
  return byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== COMMA ? 1 : 0;
});

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A field as it stands in a record. */
export function encodeField(field: string): Uint8Array {
  // Beside another field an empty one needs no quotes.
  return encoder.encode(formatCsvRecord([field, '']).slice(0, -2));
}

export class RecordWriter {
  #bytes = new Uint8Array(FIRST_LENGTH);
  #length = 0;
  #ends: number[] = [];
  #isFirstField = true;

  /** A field that `encodeField` made. */
  addField(field: Uint8Array): void {
    this.startField(field.length);
    this.#bytes.set(field, this.#length);
    this.#length += field.length;
  }

  /** The text of a cell, which is UTF-8. */
  addCell(bytes: Uint8Array, start: number, end: number): void {
    this.startField(end - start);
    const [to, at] = [this.#bytes, this.#length];
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (IS_BARE[byte] === 0) {
        const field = encodeField(decoder.decode(bytes.subarray(start, end)));
        this.reserve(field.length);
        this.#bytes.set(field, at);
        this.#length = at + field.length;
        return;
      }
      to[at + i - start] = byte;
    }
    this.#length = at + end - start;
  }

  addFloat32(value: number): void {
    this.startField(LONGEST_FLOAT32);
    this.#length = writeFloat32(value, this.#bytes, this.#length);
  }

  endRecord(): void {
    this.reserve(1);
    this.#bytes[this.#length++] = LF;
    this.#ends.push(this.#length);
    this.#isFirstField = true;
  }

  /** Empties the writer: the records one behind the other, and where each ends. */
  take(): { bytes: Uint8Array<ArrayBuffer>; ends: Int32Array<ArrayBuffer> } {
    const taken = { bytes: this.#bytes.slice(0, this.#length), ends: Int32Array.from(this.#ends) };
    this.#length = 0;
    this.#ends = [];
    return taken;
  }

  private startField(byteLength: number): void {
    this.reserve(byteLength + 1);
    if (!this.#isFirstField) this.#bytes[this.#length++] = COMMA;
    this.#isFirstField = false;
  }

  private reserve(byteLength: number): void {
    const needed = this.#length + byteLength;
    if (needed <= this.#bytes.length) return;
    const bytes = new Uint8Array(2 * needed);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}
