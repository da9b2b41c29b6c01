/**
 * The cells of a column as they stand in the file: codes into a dictionary of texts, and the line on which each text
 * first appears. What they mean is decided when all are known.
 */
import { ByteDictionary } from '../columns/byte-dictionary.ts';
import { countLevels, Dictionary } from '../columns/column-builder.ts';
import { Growable } from '../columns/growable.ts';
import type { RecordBlock } from '../csv/record-block.ts';

/** A text of the column, how many rows hold it, and the line of the first of them. */
export interface CountedText {
  readonly text: string;
  readonly rows: number;
  readonly line: number;
}

export class CodedTexts {
  readonly #dictionary = new Dictionary();
  readonly #seen = new ByteDictionary();
  readonly #codes = new Growable((length) => new Int32Array(length));
  readonly #firstLines: number[] = [];

  get rowCount(): number {
    return this.#codes.length;
  }

  /** How many texts differ. */
  get size(): number {
    return this.#dictionary.size;
  }

  /** Row i holds the text number `codes[i]`. */
  get codes(): Int32Array {
    return this.#codes.view();
  }

  reserve(rowCount: number): void {
    this.#codes.reserve(rowCount);
  }

  add(text: string, line: number): void {
    this.#codes.push(this.codeOf(text, line));
  }

  /** @param end the record behind the last one to take */
  addCells(block: RecordBlock, field: number, start = 0, end = block.recordCount): void {
    const { bytes, lines } = block;
    for (let row = start; row < end; row++) {
      const [first, behind] = [block.start(field, row), block.end(field, row)];
      let code = this.#seen.find(bytes, first, behind);
      if (code === undefined) {
        code = this.codeOf(block.text(field, row), lines[row]!);
        this.#seen.add(bytes, first, behind, code);
      }
      this.#codes.push(code);
    }
  }

  private codeOf(text: string, line: number): number {
    const code = this.#dictionary.find(text);
    if (code !== -1) return code;
    this.#firstLines.push(line);
    return this.#dictionary.add(text);
  }

  truncate(rowCount: number): void {
    this.#codes.truncate(rowCount);
    const size = countLevels(this.#codes.view());
    this.#dictionary.truncate(size);
    this.#firstLines.length = size;
    this.#seen.clear();
  }

  /** The texts in order of first appearance. Rows are counted when they are asked for. */
  texts(): CountedText[] {
    let counts: Int32Array | undefined;
    const rowsOf = (code: number) => (counts ??= this.countRows())[code]!;
    return this.#dictionary.texts().map((text, code) => ({
      text,
      get rows() {
        return rowsOf(code);
      },
      line: this.#firstLines[code]!,
    }));
  }

  private countRows(): Int32Array {
    const counts = new Int32Array(this.#dictionary.size);
    const codes = this.#codes.view();
    for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
    return counts;
  }

  clear(): void {
    this.#codes.clear();
    this.truncate(0);
  }
}
