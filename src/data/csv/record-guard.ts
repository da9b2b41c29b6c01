/**
 * Finds where CSV records end, in text that comes chunk by chunk: it knows quotes, line ends and the delimiter, and
 * leaves the splitting into fields to a splitter. It stands in front of one because it can tell the line of a fault,
 * bounds how much text an unclosed quote may swallow, and hands over whole records only, so that what is read
 * never depends on how the bytes arrived.
 */
import { DataError, quoted } from '../../errors.ts';
import { isBlank, type CsvRecord } from './csv-record.ts';
import { StrayQuotes } from './stray-quotes.ts';
import { BYTE_ORDER_MARK, type DecodedText } from './utf8-decoder.ts';

/** Whole records as text that a splitter reads to exactly the fields that stand in the file. */
export interface RecordPiece {
  readonly text: string;
  /** The physical line, from 1, where each record starts. */
  readonly lines: readonly number[];
  /** The fields each record must have; 0 for a blank line. */
  readonly fieldCounts: readonly number[];
}

/** The longest record, in UTF-16 code units without its line end. */
export const MAX_RECORD_LENGTH = 2 ** 20;

/** A piece ends with the record that reaches either; it depends on the text alone, not on the chunks. */
const PIECE_RECORDS = 512;
const PIECE_LENGTH = 2 ** 16;

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** Where the scanner is inside a record. `edge`: at a field's start, or in the blanks there. */
type State = 'edge' | 'plain' | 'quoted' | 'closing' | 'closed';

export class RecordGuard {
  readonly #file: string;
  readonly #delimiter: number;
  #state: State = 'edge';
  /** The physical line being scanned. */
  #line: number;
  /** True after CR: an LF there belongs to the same line end. */
  #afterCarriageReturn = false;
  /** The record so far, as far as it came in earlier chunks. */
  #record = '';
  #recordLine: number;
  /** The last character of the chunk before. */
  #before = 0;
  #fieldCount = 1;
  #quoteLine = 1;
  readonly #stray = new StrayQuotes();
  /** How many blanks the record's first field is made of, when it is nothing else. */
  #leadingBlanks = 0;
  #text = '';
  #lines: number[] = [];
  #fieldCounts: number[] = [];

  /**
   * @param delimiter one character, checked by the caller
   * @param line where the text starts
   */
  constructor(file: string, delimiter: string, line = 1) {
    this.#file = file;
    this.#line = line;
    this.#recordLine = line;
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** The record being scanned: where it starts, and the number of the field that comes next. */
  get place(): { readonly file: string; readonly line: number; readonly column: number } {
    return { file: this.#file, line: this.#recordLine, column: this.#fieldCount };
  }

  /** True where no record has begun. */
  get isBetweenRecords(): boolean {
    return this.#record === '';
  }

  /**
   * Takes the next characters (whole ones, no half surrogate pair). The records before a fault are yielded before it
   * is thrown.
   *
   * @throws DataError E_CSV_QUOTE, E_CSV_RECORD
   */
  *push(text: string): Generator<RecordPiece, void, undefined> {
    let start = 0;
    let lengthBefore = this.#record.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const isLineEnd = code === LF || code === CR;
      const endsPair = code === LF && this.#afterCarriageReturn;
      this.#afterCarriageReturn = code === CR;
      if (isLineEnd && !endsPair) this.#line++;
      if (isLineEnd && this.#state !== 'quoted') {
        if (!endsPair) {
          if (!this.#stray.endField(this.#fieldCount)) yield* this.fail(this.strayQuote());
          this.finishRecord(this.#record + text.slice(start, i));
        }
        start = i + 1;
        lengthBefore = 0;
        if (this.#lines.length >= PIECE_RECORDS || this.#text.length >= PIECE_LENGTH) yield* this.flush();
        continue;
      }
      const length = lengthBefore + i - start;
      if (length >= MAX_RECORD_LENGTH) yield* this.fail(this.tooLong());
      const before = i === 0 ? this.#before : text.charCodeAt(i - 1);
      if (!this.step(code, before, length)) {
        yield* this.fail(this.#stray.isFound ? this.strayQuote() : this.afterClosingQuote(text.codePointAt(i)!));
      }
    }
    this.#record += text.slice(start);
    if (text !== '') this.#before = text.charCodeAt(text.length - 1);
  }

  /**
   * Takes the end of the file, where a last record needs no line end.
   *
   * @throws DataError E_CSV_QUOTE
   */
  *end(): Generator<RecordPiece, void, undefined> {
    if (this.#state === 'quoted') yield* this.fail(this.unclosed('before the end of the file'));
    if (this.#record !== '') {
      if (!this.#stray.endField(this.#fieldCount)) yield* this.fail(this.strayQuote());
      this.finishRecord(this.#record);
    }
    yield* this.flush();
  }

  /** Yields the whole records that are waiting. */
  *flush(): Generator<RecordPiece, void, undefined> {
    if (this.#lines.length === 0) return;
    // fast-csv takes one U+FEFF away from the start of whatever text it is given.
    const mark = this.#text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const piece = { text: mark + this.#text, lines: this.#lines, fieldCounts: this.#fieldCounts };
    this.#text = '';
    this.#lines = [];
    this.#fieldCounts = [];
    yield piece;
  }

  /** Moves on by one character that doesn't end the record; false if it can't stand there. */
  private step(code: number, before: number, length: number): boolean {
    if (this.#state === 'quoted') {
      if (code === QUOTE) this.#state = 'closing';
      return true;
    }
    if (code === this.#delimiter) {
      this.endField(length);
      const isFine = this.#stray.endField(this.#fieldCount);
      this.#fieldCount++;
      this.#state = 'edge';
      return isFine;
    }
    if (this.#state === 'plain') {
      if (code === QUOTE || this.#stray.isOpen) this.#stray.add(code, before);
      return true;
    }
    if (this.#state === 'edge') {
      if (code === QUOTE) {
        this.#state = 'quoted';
        this.#quoteLine = this.#line;
      } else if (!isBlank(code)) this.#state = 'plain';
    } else if (this.#state === 'closing' && code === QUOTE) this.#state = 'quoted';
    else {
      this.#state = 'closed';
      return isBlank(code);
    }
    return true;
  }

  private endField(length: number): void {
    if (this.#fieldCount === 1 && this.#state === 'edge') this.#leadingBlanks = length;
  }

  private finishRecord(record: string): void {
    this.endField(record.length);
    const blanks = this.#leadingBlanks;
    // fast-csv drops a first field of blanks only, unless it is quoted.
    this.#text += blanks === 0 ? `${record}\n` : `"${record.slice(0, blanks)}"${record.slice(blanks)}\n`;
    this.#lines.push(this.#recordLine);
    this.#fieldCounts.push(record === '' ? 0 : this.#fieldCount);
    this.#record = '';
    this.#recordLine = this.#line;
    this.#fieldCount = 1;
    this.#leadingBlanks = 0;
    this.#state = 'edge';
    this.#stray.endRecord();
  }

  private *fail(error: DataError): Generator<RecordPiece, never, undefined> {
    yield* this.flush();
    throw error;
  }

  private strayQuote(): DataError {
    const { opening, closing } = this.#stray;
    const message = `a quote inside this unquoted field seems to open a quoted one, which ends with field ${closing}`;
    return new DataError('E_CSV_QUOTE', message, {
      ...this.place,
      column: opening,
      hint: 'put the delimiter that is missing before the quote, or quote the whole field and write its quotes twice: ""',
    });
  }

  private tooLong(): DataError {
    const limit = `${MAX_RECORD_LENGTH.toLocaleString('en-US')} characters`;
    if (this.#state === 'quoted') return this.unclosed(`within ${limit}, the most a record may have`);
    return new DataError('E_CSV_RECORD', `the record is longer than ${limit}`, {
      ...this.place,
      hint: 'is this a CSV file with line ends?',
    });
  }

  private unclosed(where: string): DataError {
    return new DataError('E_CSV_QUOTE', `the quote that opens this field is not closed ${where}`, {
      ...this.place,
      line: this.#quoteLine,
      hint: 'close it, or quote the whole field and write its quotes twice: """',
    });
  }

  private afterClosingQuote(codePoint: number): DataError {
    const where = this.#line === this.#quoteLine ? '' : ` on line ${this.#line}`;
    const got = quoted(String.fromCodePoint(codePoint));
    return new DataError(
      'E_CSV_QUOTE',
      `expected a delimiter or line end after the closing quote${where}, got ${got}`,
      {
        ...this.place,
        line: this.#quoteLine,
        hint: 'a quote inside a quoted field is written twice: ""',
      },
    );
  }
}

/**
 * Cuts decoded text into pieces.
 *
 * @throws DataError E_CSV_ENCODING where the decoder found a fault, after the records before it
 */
export function* pushText({ text, fault }: DecodedText, guard: RecordGuard) {
  yield* guard.push(text);
  if (fault === undefined) return;
  yield* guard.flush();
  throw new DataError('E_CSV_ENCODING', fault.message, { ...guard.place, hint: fault.hint });
}

/**
 * Joins the fields that the parser found with the lines that the guard found, if the two agree.
 *
 * @throws DataError E_CSV_PARSE at the first record where they don't: a table is never shifted silently.
 */
export function matchRecords(piece: RecordPiece, rows: readonly string[][], file: string): CsvRecord[] {
  const { lines, fieldCounts } = piece;
  const at = fieldCounts.findIndex((count, index) => rows[index]?.length !== count);
  if (at === -1 && rows.length === lines.length) return rows.map((fields, index) => ({ line: lines[index]!, fields }));
  const message =
    at === -1
      ? `expected ${lines.length} records from here on, the parser found ${rows.length}`
      : `expected ${fieldCounts[at]} fields, the parser found ${rows[at]?.length ?? 'no record'}`;
  throw new DataError('E_CSV_PARSE', message, {
    file,
    line: lines[Math.max(at, 0)],
    hint: 'the file can be read in two ways here: quote the fields of this record',
  });
}
