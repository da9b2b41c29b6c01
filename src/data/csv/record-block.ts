/**
 * Consecutive records of one length as bytes: where each cell ends, and the number in it where it is one. Cell i of
 * field f has the place `f * capacity + i` in the arrays. A block is filled again and again; what is to last is copied.
 */
import { ByteDictionary } from '../columns/byte-dictionary.ts';
import type { CsvRecord } from './csv-record.ts';

/** The shape of a cell that isn't a number. */
export const NO_NUMBER = 255;
/** The shape of a number whose text can't be told from its value: `+5`, `1e3`, ` 5`, `.5`, one of 16 digits. */
export const FREE_NUMBER = 254;
/** Shapes from here on say that the text can't be rebuilt. */
export const FIRST_FREE_SHAPE = 128;

const MOST_RECORDS = 1000;
const MOST_CELLS = 2 ** 15;
/** Blocks of very many fields are longer than that, since each column is set up anew for a block that is scored. */
const FEWEST_RECORDS = 32;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class RecordBlock {
  readonly fieldCount: number;
  /** The most records that it holds. */
  readonly capacity: number;
  bytes: Uint8Array = new Uint8Array(0);
  recordCount = 0;
  /** Blank lines between the records; they are not rows. */
  blankLineCount = 0;
  /** Where the first cell of each record starts; the others start one byte behind the end of the one before. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The line that each record starts on. */
  readonly lines: Int32Array;
  /** The number that each cell holds, NaN without one. */
  readonly values: Float64Array<ArrayBuffer>;
  /** How each number is written; see `regularText`. */
  readonly shapes: Uint8Array<ArrayBuffer>;
  /** 1 for a field with a shape from `FIRST_FREE_SHAPE` on. */
  readonly isMixed: Uint8Array;

  constructor(fieldCount: number) {
    const capacity = Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, Math.floor(MOST_CELLS / fieldCount)));
    this.fieldCount = fieldCount;
    this.capacity = capacity;
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity * fieldCount);
    this.lines = new Int32Array(capacity);
    this.values = new Float64Array(capacity * fieldCount);
    this.shapes = new Uint8Array(capacity * fieldCount);
    this.isMixed = new Uint8Array(fieldCount);
  }

  /** The bytes of a record and its line end, on average; NaN without records. */
  get bytesPerRecord(): number {
    const last = this.recordCount - 1;
    return (this.ends[(this.fieldCount - 1) * this.capacity + last]! + 1 - this.starts[0]!) / this.recordCount;
  }

  start(field: number, row: number): number {
    return field === 0 ? this.starts[row]! : this.ends[(field - 1) * this.capacity + row]! + 1;
  }

  end(field: number, row: number): number {
    return this.ends[field * this.capacity + row]!;
  }

  text(field: number, row: number): string {
    return decoder.decode(this.bytes.subarray(this.start(field, row), this.end(field, row)));
  }

  /** For a column that gives its texts codes: those of blocks are found by their bytes. */
  dictionary(): ByteDictionary {
    return new ByteDictionary();
  }

  records(): CsvRecord[] {
    return Array.from({ length: this.recordCount }, (_, row) => this.record(row));
  }

  record(row: number): CsvRecord {
    return {
      line: this.lines[row]!,
      fields: Array.from({ length: this.fieldCount }, (_, field) => this.text(field, row)),
    };
  }
}

/** The shape of a cell by its text; −1 where `regularText` would write the number in another way. */
export function shapeOfText(text: string, value: number, decimal: string): number {
  const mark = text.indexOf(decimal);
  const decimals = mark === -1 ? 0 : text.length - mark - 1;
  const first = text.startsWith('-') ? 1 : 0;
  let zeros = 0;
  while (zeros < 8 && text[first + zeros] === '0' && /\d/.test(text.charAt(first + zeros + 1))) zeros++;
  if (decimals > 15 || zeros > 7) return -1;
  const shape = decimals + 16 * zeros;
  return regularText(value, shape, decimal) === text ? shape : -1;
}

/**
 * The text of a number that is written with a minus sign at most, digits on both sides of a mark and without an exponent.
 *
 * @param shape the decimal places, up to 15, plus 16 for each zero, up to 7, that could be left out in front
 */
export function regularText(value: number, shape: number, decimal: string): string {
  const digits = Math.abs(value).toFixed(shape & 15);
  return `${value < 0 ? '-' : ''}${'0'.repeat(shape >> 4)}${decimal === '.' ? digits : digits.replace('.', decimal)}`;
}
