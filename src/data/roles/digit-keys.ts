/**
 * The first cells of a column of keys while all of them are bare digits: one number for each, which tells its text, so
 * that no text is made.
 */
import { FIRST_FREE_SHAPE, type RecordBlock } from '../csv/record-block.ts';

/** Zeros in front that a key may have, plus one. */
const ZEROS = 8;
const DECIMALS = 15;

export class DigitKeys {
  /** The value times eight plus the zeros in front: exact for up to 15 digits. */
  readonly #keys: number[] = [];
  readonly #lines: number[] = [];

  get rowCount(): number {
    return this.#keys.length;
  }

  /** How many keys differ. */
  get size(): number {
    return new Set(this.#keys).size;
  }

  /** Takes the cells of these rows up to the first that holds something else, and returns its row. */
  addCells({ values, shapes, lines, capacity }: RecordBlock, field: number, start: number, end: number): number {
    const place = field * capacity;
    for (let row = start; row < end; row++) {
      const [value, shape] = [values[place + row]!, shapes[place + row]!];
      if (shape >= FIRST_FREE_SHAPE || (shape & DECIMALS) !== 0 || value < 0) return row;
      this.#keys.push(value * ZEROS + (shape >> 4));
      this.#lines.push(lines[row]!);
    }
    return end;
  }

  truncate(rowCount: number): void {
    this.#keys.length = Math.min(this.#keys.length, rowCount);
    this.#lines.length = this.#keys.length;
  }

  /** Empties itself: each text with its line. */
  *take(): Generator<{ readonly text: string; readonly line: number }, void, undefined> {
    const [keys, lines] = [this.#keys.splice(0), this.#lines.splice(0)];
    for (const [row, key] of keys.entries()) {
      const zeros = key % ZEROS;
      yield { text: '0'.repeat(zeros) + String((key - zeros) / ZEROS), line: lines[row]! };
    }
  }
}
