/**
 * Quotes inside the unquoted fields of a record. One that opens in the middle of a field and closes at the end of another
 * hides a delimiter that was lost: `99,shoe"good, cheap",3` has five fields and should have four. A mark of inches is
 * none, such as `5" nail` or `19"`.
 */
import { isBlank } from './csv-record.ts';

const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;

export class StrayQuotes {
  /** Quotes of the field so far. */
  #count = 0;
  /** Whether the first of them may open something: it doesn't stand between a digit and a blank. */
  #isOpening = false;
  /** The last character that is no blank. */
  #last = 0;
  /** The number of the field with the quote that opens, 0 without, and of the one at whose end it closes. */
  opening = 0;
  closing = 0;

  get isFound(): boolean {
    return this.closing > 0;
  }

  /** True where the field has a quote. */
  get isOpen(): boolean {
    return this.#count > 0;
  }

  /** Takes the first quote of an unquoted field and all characters behind it, in order, each with the one before. */
  add(code: number, before: number): void {
    if (code === QUOTE) {
      this.#count++;
      if (this.#count === 1) this.#isOpening = !isDigit(before);
    } else if (this.#count === 1 && before === QUOTE && !isBlank(code)) this.#isOpening = true;
    if (code === QUOTE || !isBlank(code)) this.#last = code;
  }

  /** False where the field closes a quote that another one opened. */
  endField(column: number): boolean {
    if (this.#count === 0) return true;
    const isOdd = this.#count % 2 === 1;
    if (isOdd && this.opening > 0 && this.#last === QUOTE) this.closing = column;
    else if (isOdd && this.#isOpening && this.opening === 0) this.opening = column;
    this.#count = 0;
    this.#isOpening = false;
    this.#last = 0;
    return this.closing === 0;
  }

  endRecord(): void {
    this.opening = 0;
    this.closing = 0;
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
