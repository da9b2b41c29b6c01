/**
 * Cuts the bytes of a CSV file into pieces of whole records for the CSV parser: decoded strictly, cut by the guard.
 */
import { pushText, RecordGuard, type RecordPiece } from './record-guard.ts';
import { Utf8Decoder } from './utf8-decoder.ts';

export class PieceCutter {
  readonly #decoder: Utf8Decoder;
  readonly #guard: RecordGuard;

  /**
   * @param delimiter one character, checked by the caller
   * @param offset of the first byte
   * @param line the physical line that it is on
   * @param isSampled true where somebody has seen that this is text in UTF-8
   */
  constructor(file: string, delimiter: string, offset = 0, line = 1, isSampled = offset > 0) {
    this.#decoder = new Utf8Decoder(offset, isSampled);
    this.#guard = new RecordGuard(file, delimiter, line);
  }

  get isBetweenRecords(): boolean {
    return this.#guard.isBetweenRecords;
  }

  get line(): number {
    return this.#guard.place.line;
  }

  /** @throws DataError E_CSV_ENCODING, E_CSV_QUOTE, E_CSV_RECORD with line and column, after what stands before the fault. */
  *push(bytes: Uint8Array): Generator<RecordPiece, void, undefined> {
    yield* pushText(this.#decoder.push(bytes), this.#guard);
  }

  /** Yields the whole records that are waiting. */
  *flush(): Generator<RecordPiece, void, undefined> {
    yield* this.#guard.flush();
  }

  /** @throws as `push` */
  *end(): Generator<RecordPiece, void, undefined> {
    yield* pushText(this.#decoder.end(), this.#guard);
    yield* this.#guard.end();
  }
}
