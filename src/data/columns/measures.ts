/**
 * A column of very many distinct numbers: their values without their texts, and apart from them the cells that aren't
 * numbers as they were scanned.
 */
import { missingError, type CellFormat, type ColumnPlace } from '../cells/cell.ts';
import { parseNumber } from '../cells/number.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import type { Level } from '../notation/written-level.ts';
import { countLevels, Dictionary } from './column-builder.ts';
import { Growable } from './growable.ts';

export class Measures {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  /** NaN where missing and where another text stands. */
  readonly #values = new Growable((length) => new Float64Array(length));
  readonly #strays = new Dictionary();
  readonly #strayLines: number[] = [];
  readonly #strayRows = new Growable((length) => new Int32Array(length));
  readonly #strayCodes = new Growable((length) => new Int32Array(length));
  /** The first number that can only be read with the decimal mark, and its row. */
  #marked: { readonly level: Level; readonly row: number } | null = null;

  /** @param needed true where a missing cell is refused */
  constructor(place: ColumnPlace, format: CellFormat, needed: boolean) {
    this.#place = place;
    this.#format = format;
    this.#needed = needed;
  }

  reserve(rowCount: number): void {
    this.#values.reserve(rowCount);
  }

  add(text: string, line: number): void {
    const { decimal, missing } = this.#format;
    const value = parseNumber(text, decimal);
    const isMissing = (missing.includeValues || Number.isNaN(value)) && missing.has(text);
    if (isMissing && this.#needed) throw missingError(text, { ...this.#place, line });
    if (!isMissing && value - value !== 0) this.addStray(text, line);
    this.push(isMissing || value - value !== 0 ? Number.NaN : value, () => text, line);
  }

  /** @param firstRow the first record to take */
  addCells(block: RecordBlock, field: number, firstRow: number): void {
    const place = field * block.capacity;
    for (let row = firstRow; row < block.recordCount; row++) {
      const value = block.values[place + row]!;
      if (value - value === 0 && !this.#format.missing.includeValues) {
        this.push(value, () => block.text(field, row), block.lines[row]!);
      } else this.add(block.text(field, row), block.lines[row]!);
    }
  }

  private push(value: number, text: () => string, line: number): void {
    if (this.#marked === null && value % 1 !== 0 && !Number.isNaN(value)) {
      this.#marked = { level: { text: text(), rows: 1, line }, row: this.#values.length };
    }
    this.#values.push(value);
  }

  private addStray(text: string, line: number): void {
    let code = this.#strays.find(text);
    if (code === -1) {
      code = this.#strays.add(text);
      this.#strayLines.push(line);
    }
    this.#strayRows.push(this.#values.length);
    this.#strayCodes.push(code);
  }

  truncate(rowCount: number): void {
    this.#values.truncate(rowCount);
    const rows = this.#strayRows.view();
    let left = rows.length;
    while (left > 0 && rows[left - 1]! >= rowCount) left--;
    this.#strayRows.truncate(left);
    this.#strayCodes.truncate(left);
    const size = countLevels(this.#strayCodes.view());
    this.#strays.truncate(size);
    this.#strayLines.length = size;
    if (this.#marked !== null && this.#marked.row >= rowCount) this.#marked = null;
  }

  /** The texts that tell how numbers are written, and those that are none. */
  levels(): Level[] {
    const rows = new Int32Array(this.#strays.size);
    for (const code of this.#strayCodes.view()) rows[code]!++;
    const strays = this.#strays
      .texts()
      .map((text, code) => ({ text, rows: rows[code]!, line: this.#strayLines[code]! }));
    return [...(this.#marked === null ? [] : [this.#marked.level]), ...strays];
  }

  /** The values, those of the other texts read by `parse`. */
  values(parse: (text: string) => number): Float64Array {
    const values = this.#values.view();
    const read = this.#strays.texts().map(parse);
    const codes = this.#strayCodes.view();
    for (const [i, row] of this.#strayRows.view().entries()) values[row] = read[codes[i]!]!;
    return values;
  }
}
