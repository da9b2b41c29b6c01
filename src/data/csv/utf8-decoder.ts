/**
 * Bytes to text, chunk by chunk, refusing what is not UTF-8 and telling where it stands. A byte order mark is dropped
 * at byte 0 only; everywhere else U+FEFF is text.
 */
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';

export interface DecodedText {
  /** Whole characters only. */
  readonly text: string;
  /** What is wrong with the bytes after `text`; nothing may be decoded after that. */
  readonly fault?: Fault;
}

interface Fault {
  readonly message: string;
  readonly hint: Text;
}

const SAVE_AS_UTF8 = 'save the file as UTF-8';
/** Where no character outside ASCII was UTF-8 before. */
const FROM_WINDOWS = wording`${setting('encoding', 'windows-1252')} if it comes from Windows, or save the file as UTF-8`;
const UTF16: Fault = { message: 'this is UTF-16 text, expected UTF-8', hint: SAVE_AS_UTF8 };
const GZIP: Fault = {
  message: 'these bytes are gzip, expected text in UTF-8',
  hint: "unpack them first, in a browser by new DecompressionStream('gzip')",
};

export const BYTE_ORDER_MARK = '\uFEFF';

/** So many bytes show UTF-16 by its zeros; no honest text has one at every second place. */
const SAMPLE_LENGTH = 16;

export class Utf8Decoder {
  /** Bytes that wait for others: the sample at the start, later the beginning of a character. */
  #held: Uint8Array = new Uint8Array(0);
  /** Where `#held` starts in the file. */
  #offset: number;

  /** False until it is known that this isn't UTF-16. */
  #isSampled: boolean;

  /**
   * @param offset where the bytes start in the file
   * @param isSampled true where somebody has seen that this is text in UTF-8
   */
  constructor(offset = 0, isSampled = offset > 0) {
    this.#offset = offset;
    this.#isSampled = isSampled;
  }

  push(chunk: Uint8Array): DecodedText {
    const bytes = this.#held.length === 0 ? chunk : concatenate(this.#held, chunk);
    this.#isSampled ||= bytes.length >= SAMPLE_LENGTH;
    const length = this.#isSampled ? bytes.length - incompleteLength(bytes) : 0;
    this.#held = bytes.slice(length);
    return this.decode(bytes.subarray(0, length));
  }

  /** Decodes what is left at the end of the file: a character cut off is a fault. */
  end(): DecodedText {
    return this.decode(this.#held);
  }

  private decode(bytes: Uint8Array): DecodedText {
    const start = this.#offset;
    this.#offset += bytes.length;
    if (start === 0 && isGzip(bytes)) return { text: '', fault: GZIP };
    if (start === 0 && looksLikeUtf16(bytes)) return { text: '', fault: UTF16 };
    const text = decodeUtf8(bytes, start);
    if (text !== undefined) return { text };
    const valid = validLength(bytes);
    const byte = bytes[valid]!.toString(16).toUpperCase();
    const before = bytes.subarray(0, valid);
    const hint = before.some((each) => each > 0x7f) ? SAVE_AS_UTF8 : FROM_WINDOWS;
    return {
      text: decodeUtf8(before, start)!,
      fault: { message: `byte 0x${byte} at offset ${start + valid} is not valid UTF-8`, hint },
    };
  }
}

function decodeUtf8(bytes: Uint8Array, offset: number): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return offset === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}

/** Told by its first two bytes (RFC 1952): no text in UTF-8 starts like that. */
export function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/** A byte order mark of UTF-16, or a zero at every second byte of the sample. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = bytes.subarray(0, SAMPLE_LENGTH);
  if (sample.length < SAMPLE_LENGTH) return false;
  const zeroOffset = first === 0 ? 0 : 1;
  return sample.every((byte, index) => (byte === 0) === (index % 2 === zeroOffset));
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** How many bytes at the end begin a character whose other bytes are still to come. */
function incompleteLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    const isContinuation = (byte & 0b1100_0000) === 0b1000_0000;
    if (isContinuation) continue;
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

/** The length of the whole, valid characters that faulty bytes start with, found by halving. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startsValid(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low - incompleteLength(bytes.subarray(0, low));
}

/** True when the bytes are valid as far as they go; a character cut off at the end is not a fault. */
function startsValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
