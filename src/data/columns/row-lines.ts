/**
 * The physical line of each row of a table, kept as the few places where rows are not on consecutive lines.
 */
export class RowLines {
  readonly #firstRows: number[] = [];
  readonly #firstLines: number[] = [];
  #length = 0;
  #next = Number.NaN;

  /** The rows so far. */
  get length(): number {
    return this.#length;
  }

  push(line: number): void {
    if (line !== this.#next) {
      this.#firstRows.push(this.#length);
      this.#firstLines.push(line);
    }
    this.#length++;
    this.#next = line + 1;
  }

  /** The line of a row. */
  at(row: number): number {
    let low = 0;
    let high = this.#firstRows.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#firstRows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return this.#firstLines[low]! + row - this.#firstRows[low]!;
  }
}
