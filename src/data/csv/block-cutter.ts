/**
 * Cuts the bytes of a CSV file into blocks of plain records and, from any other record on, pieces for the CSV parser,
 * until records seem plain again.
 */
import type { DecimalMark } from '../cells/number.ts';
import { PieceCutter } from './piece-cutter.ts';
import { PlainScanner } from './plain-scanner.ts';
import type { RecordBlock } from './record-block.ts';
import { MAX_RECORD_LENGTH, type RecordPiece } from './record-guard.ts';

const LF = 0x0a;
const CR = 0x0d;

/** How many bytes the parser is given before the scanner is tried again. */
const SHORTEST_STRETCH = 16;
const LONGEST_STRETCH = 2 ** 16;
/** Stretches grow while the plain bytes between two of them number fewer than this plus four times their length. */
const FEW_PLAIN_BYTES = 1024;

/** Where the bytes stand in the file, and what those before them told. */
interface CutterStart {
  readonly offset?: number | undefined;
  readonly line?: number | undefined;
  readonly fieldCount?: number | undefined;
}

export class BlockCutter {
  readonly #file: string;
  readonly #delimiter: string;
  readonly #decimal: DecimalMark;
  /**
   * How many fields each record has, when that is known: no block is made before, and so none before somebody has seen
   * whether this is UTF-16.
   */
  fieldCount: number | undefined;
  #scanner: PlainScanner | undefined;
  /** Takes what isn't plain; null while records are. */
  #stretch: PieceCutter | null;
  #stretchLength = SHORTEST_STRETCH;
  #plainLength = 0;
  #buffer = new Uint8Array(0);
  #bytes: Uint8Array = this.#buffer;
  /** The first of `#bytes` that is still to be cut, and where it stands in the file. */
  #position = 0;
  #offset: number;
  #line: number;
  #afterCarriageReturn = false;

  /**
   * @param delimiter one for which `isPlainDelimiter` is true
   * @param start the start of the file by default; `fieldCount` is how many fields each record has
   */
  constructor(
    file: string,
    delimiter: string,
    decimal: DecimalMark,
    { offset = 0, line = 1, fieldCount }: CutterStart = {},
  ) {
    this.#file = file;
    this.#offset = offset;
    this.#line = line;
    this.#delimiter = delimiter;
    this.#decimal = decimal;
    this.fieldCount = fieldCount;
    this.#stretch = fieldCount === undefined ? new PieceCutter(file, delimiter, offset, line) : null;
  }

  /** @throws DataError as `PieceCutter` does. */
  *push(bytes: Uint8Array): Generator<RecordPiece | RecordBlock, void, undefined> {
    this.take(bytes);
    for (;;) {
      if (this.#stretch !== null) yield* this.parse(this.#stretch);
      if (this.#stretch !== null) break;
      yield* this.scan(this.#bytes, lastLineEnd(this.#bytes, this.#position));
      if (this.#stretch === null && this.#bytes.length - this.#position > MAX_RECORD_LENGTH) this.startStretch();
      if (this.#stretch === null) break;
    }
  }

  /** Between records: goes on behind some that are read elsewhere, the last of which ends with LF. */
  *skip(byteLength: number, lineCount: number): Generator<RecordPiece, void, undefined> {
    if (this.#stretch !== null) {
      yield* this.#stretch.flush();
      this.#line = this.#stretch.line;
      this.#stretch = null;
    }
    this.#offset += byteLength;
    this.#line += lineCount;
    this.#afterCarriageReturn = false;
  }

  /** @throws DataError as `PieceCutter` does. */
  *end(): Generator<RecordPiece | RecordBlock, void, undefined> {
    if (this.#stretch === null && this.#position < this.#bytes.length) {
      // The last record needs no line end, the scanner does.
      this.take(Uint8Array.of(LF));
      yield* this.scan(this.#bytes, this.#bytes.length);
      this.#bytes = this.#bytes.subarray(0, -1);
    }
    if (this.#stretch === null) return;
    yield* this.#stretch.push(this.#bytes.subarray(this.#position));
    yield* this.#stretch.end();
  }

  /** Puts bytes behind those that are still to be cut. */
  private take(bytes: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#position);
    const length = rest.length + bytes.length;
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(2 * length);
    this.#buffer.set(rest);
    this.#buffer.set(bytes, rest.length);
    this.#bytes = this.#buffer.subarray(0, length);
    this.#position = 0;
  }

  /** Gives bytes to the stretch until it is over, or all of them. */
  private *parse(stretch: PieceCutter): Generator<RecordPiece, void, undefined> {
    while (this.#position < this.#bytes.length) {
      const end = nextLineEnd(this.#bytes, this.#position + this.#stretchLength - 1);
      yield* stretch.push(this.#bytes.subarray(this.#position, end));
      const last = this.#bytes[end - 1]!;
      this.#offset += end - this.#position;
      this.#position = end;
      if ((last === LF || last === CR) && stretch.isBetweenRecords) {
        yield* stretch.flush();
        if (this.fieldCount !== undefined) {
          this.#stretch = null;
          this.#line = stretch.line;
          this.#afterCarriageReturn = last === CR;
          this.#plainLength = 0;
          return;
        }
      }
      this.lengthenStretch();
    }
  }

  /** Scans plain records up to the limit, or up to one that isn't plain. */
  private *scan(bytes: Uint8Array, limit: number): Generator<RecordBlock, void, undefined> {
    if (limit <= this.#position) return;
    this.#scanner ??= new PlainScanner(this.fieldCount!, this.#delimiter, this.#decimal);
    const scanner = this.#scanner;
    scanner.load(bytes, this.#position, limit, this.#line, this.#afterCarriageReturn);
    for (;;) {
      const block = scanner.scan();
      this.#plainLength += scanner.position - this.#position;
      this.#offset += scanner.position - this.#position;
      this.#position = scanner.position;
      const isFull = block.recordCount === block.capacity;
      if (block.recordCount > 0 || block.blankLineCount > 0) yield block;
      if (scanner.position === limit || !isFull) break;
    }
    this.#line = scanner.line;
    this.#afterCarriageReturn = scanner.afterCarriageReturn;
    if (scanner.position < limit) this.startStretch();
  }

  private startStretch(): void {
    this.#stretch = new PieceCutter(this.#file, this.#delimiter, this.#offset, this.#line, true);
    if (this.#plainLength < FEW_PLAIN_BYTES + 4 * this.#stretchLength) this.lengthenStretch();
    else this.#stretchLength = SHORTEST_STRETCH;
  }

  private lengthenStretch(): void {
    this.#stretchLength = Math.min(2 * this.#stretchLength, LONGEST_STRETCH);
  }
}

/** Where the line ends that holds the byte at `from`, or the bytes do. */
function nextLineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
  return Math.min(at + 1, bytes.length);
}

/** Where the last line end is over, or `from` without one. */
function lastLineEnd(bytes: Uint8Array, from: number): number {
  let end = bytes.length;
  while (end > from && bytes[end - 1] !== LF && bytes[end - 1] !== CR) end--;
  return end;
}
