/**
 * Cuts bytes into records and cells where that needs no CSV parser: no quote, no control character, the right number of
 * fields. It stops in front of any other record and leaves it to one. Numbers are read on the way, in the same pass.
 */
import type { DecimalMark } from '../cells/number.ts';
import { parseNumberBytes } from '../cells/parse-number-bytes.ts';
import { EXACT_POWERS } from '../cells/powers-of-ten.ts';
import { FREE_NUMBER, NO_NUMBER, RecordBlock } from './record-block.ts';
import { MAX_RECORD_LENGTH } from './record-guard.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const DELETE = 0x7f;

/** What a byte is to the scanner. */
const TEXT = 0;
const DELIMITER = 1;
const LINE_END = 2;
/** Part of a character outside ASCII, to be checked. */
const HIGH = 3;
const UNUSUAL = 4;

/** Numbers of up to this many digits fit into an int32. */
const MOST_FAST_DIGITS = 9;

/** Numbers of more digits than this may be written in several ways. */
const MOST_REGULAR_DIGITS = 15;
const MOST_EXTRA_ZEROS = 7;

/** The delimiters of plain records; others are left to the parser. */
const PLAIN_DELIMITER = /^[\t!#$%&'()*,/:;<=>?@[\\\]^_`{|}~]$/;

export function isPlainDelimiter(delimiter: string): boolean {
  return PLAIN_DELIMITER.test(delimiter);
}

export class PlainScanner {
  readonly #block: RecordBlock;
  readonly #decimal: DecimalMark;
  /** The decimal mark less the digit zero; no byte's where the mark is the delimiter. */
  readonly #markDigit: number;
  readonly #asciiKinds: Uint8Array;
  readonly #utf8Kinds: Uint8Array;
  #bytes: Uint8Array = new Uint8Array(0);
  #limit = 0;
  /** What is known of the bytes outside ASCII. */
  #kinds: Uint8Array;
  #isChecked = false;
  /** True after CR: an LF there belongs to the same line end. */
  afterCarriageReturn = false;
  /** Where the next record starts. */
  position = 0;
  /** The physical line that it starts on. */
  line = 1;

  /** @param delimiter one for which `isPlainDelimiter` is true */
  constructor(fieldCount: number, delimiter: string, decimal: DecimalMark) {
    this.#block = new RecordBlock(fieldCount);
    this.#decimal = decimal;
    this.#markDigit = decimal === delimiter ? -ZERO - 1 : decimal.charCodeAt(0) - ZERO;
    this.#asciiKinds = kindsOf(delimiter, HIGH);
    this.#utf8Kinds = kindsOf(delimiter, TEXT);
    this.#kinds = this.#asciiKinds;
  }

  /**
   * Takes the bytes from `position` on, of which those before `limit` end with a line end.
   *
   * @param afterCarriageReturn true where the byte before is CR
   */
  load(bytes: Uint8Array, position: number, limit: number, line: number, afterCarriageReturn: boolean): void {
    this.#bytes = bytes;
    this.position = position;
    this.#limit = limit;
    this.line = line;
    this.#kinds = this.#asciiKinds;
    this.#isChecked = false;
    this.afterCarriageReturn = afterCarriageReturn;
  }

  /** The next records, up to a block full; fewer, perhaps none, at the limit and in front of a record that isn't plain. */
  scan(): RecordBlock {
    const block = this.#block;
    const { capacity, fieldCount, starts, ends, lines, values, shapes, isMixed } = block;
    const bytes = this.#bytes;
    const limit = this.#limit;
    const markDigit = this.#markDigit;
    let kinds = this.#kinds;
    let line = this.line;
    let at = this.position;
    let row = 0;
    block.bytes = bytes;
    block.blankLineCount = 0;
    isMixed.fill(0);
    if (this.afterCarriageReturn && at < limit && bytes[at] === LF) at++;
    this.afterCarriageReturn = false;
    let recordStart = at;
    records: while (row < capacity && at < limit) {
      recordStart = at;
      let field = 0;
      let cell = row;
      let kind = TEXT;
      for (;;) {
        const start = at;
        let isNegative = false;
        let digit = bytes[at]! - ZERO;
        if (digit === MINUS - ZERO) {
          isNegative = true;
          digit = bytes[++at]! - ZERO;
        }
        const first = at;
        let significand = 0;
        while (digit >= 0 && digit <= 9) {
          significand = (Math.imul(significand, 10) + digit) | 0;
          digit = bytes[++at]! - ZERO;
        }
        const integerLength = at - first;
        let decimals = 0;
        let isRegular = integerLength > 0 && (integerLength === 1 || bytes[first] !== ZERO);
        if (digit === markDigit) {
          digit = bytes[++at]! - ZERO;
          const afterMark = at;
          while (digit >= 0 && digit <= 9) {
            significand = (Math.imul(significand, 10) + digit) | 0;
            digit = bytes[++at]! - ZERO;
          }
          decimals = at - afterMark;
          if (decimals === 0) isRegular = false;
        }
        kind = kinds[digit + ZERO]!;
        if (
          isRegular &&
          (kind === DELIMITER || kind === LINE_END) &&
          integerLength + decimals <= MOST_FAST_DIGITS &&
          !(isNegative && significand === 0)
        ) {
          if (field === fieldCount) break records;
          const value = decimals === 0 ? significand : significand / EXACT_POWERS[decimals]!;
          values[cell] = isNegative ? -value : value;
          shapes[cell] = decimals;
        } else {
          for (;;) {
            while (kind === TEXT) kind = kinds[bytes[++at]!]!;
            if (kind !== HIGH || !this.isUtf8(recordStart)) break;
            kinds = this.#kinds;
            kind = TEXT;
          }
          if (kind >= HIGH || field === fieldCount) break records;
          const value = parseNumberBytes(bytes, start, at, this.#decimal);
          const shape = Number.isNaN(value) ? NO_NUMBER : shapeOf(bytes, start, at, this.#decimal);
          values[cell] = value;
          shapes[cell] = shape;
          isMixed[field]! |= shape >> 7;
        }
        ends[cell] = at;
        cell += capacity;
        field++;
        if (kind === LINE_END) break;
        at++;
      }
      const isBlank = at === recordStart && fieldCount !== 1;
      if (!isBlank && (field !== fieldCount || at - recordStart > MAX_RECORD_LENGTH)) break;
      if (isBlank) block.blankLineCount++;
      else {
        starts[row] = recordStart;
        lines[row] = line;
        row++;
      }
      line++;
      if (bytes[at++] === CR) {
        if (at === limit) this.afterCarriageReturn = true;
        else if (bytes[at] === LF) at++;
      }
      recordStart = at;
    }
    block.recordCount = row;
    this.position = recordStart;
    this.line = line;
    return block;
  }

  /** True when the bytes from here to the limit are UTF-8, which is looked at once. */
  private isUtf8(position: number): boolean {
    if (!this.#isChecked) {
      this.#isChecked = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(this.#bytes.subarray(position, this.#limit));
        this.#kinds = this.#utf8Kinds;
      } catch {
        return false;
      }
    }
    return this.#kinds === this.#utf8Kinds;
  }
}

function kindsOf(delimiter: string, high: number): Uint8Array {
  const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === LF || byte === CR) return LINE_END;
    if (byte > DELETE) return high;
    return byte === QUOTE || byte === DELETE || (byte < SPACE && byte !== TAB) ? UNUSUAL : TEXT;
  });
  kinds[delimiter.charCodeAt(0)] = DELIMITER;
  return kinds;
}

/** How the number in a cell is written; see `regularText`. */
function shapeOf(bytes: Uint8Array, start: number, end: number, decimal: DecimalMark): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = first;
  while (at < end && isDigit(bytes[at]!)) at++;
  const integerLength = at - first;
  let decimals = 0;
  if (at < end && bytes[at] === decimal.charCodeAt(0)) {
    const afterMark = ++at;
    while (at < end && isDigit(bytes[at]!)) at++;
    decimals = at - afterMark;
    if (decimals === 0) return FREE_NUMBER;
  }
  if (at < end || integerLength === 0 || integerLength + decimals > MOST_REGULAR_DIGITS) return FREE_NUMBER;
  let zeros = 0;
  while (zeros < integerLength - 1 && bytes[first + zeros] === ZERO) zeros++;
  if (zeros > MOST_EXTRA_ZEROS) return FREE_NUMBER;
  const isNegativeZero = first > start && bytes.subarray(first, end).every((byte) => byte === ZERO || !isDigit(byte));
  return isNegativeZero ? FREE_NUMBER : decimals + 16 * zeros;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
