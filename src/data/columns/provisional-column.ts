/**
 * A column whose type is not decided yet, while all its cells are numbers or missing. It keeps the values and one byte
 * per cell for how the number is written, not the texts. As soon as a cell needs the texts, they are rebuilt exactly
 * and handed to the builder that judges texts.
 */
import type { CellFormat } from '../cells/cell.ts';
import { numbers, type ColumnBuilder, type ColumnContents } from './column-builder.ts';
import { Growable } from './growable.ts';
import type { InferredColumnBuilder } from './inferred-column.ts';
import { parseNumber } from '../cells/number.ts';
import { FIRST_FREE_SHAPE, NO_NUMBER, regularText, shapeOfText, type RecordBlock } from '../csv/record-block.ts';
import type { RowLines } from './row-lines.ts';
import type { Column } from '../table.ts';

const NO_SHAPE = -1;
const MOST_WORDS = 256 - FIRST_FREE_SHAPE;

export class ProvisionalColumnBuilder implements ColumnBuilder {
  readonly #name: string;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  readonly #mayBeId: boolean;
  readonly #lines: RowLines;
  readonly #texts: InferredColumnBuilder;
  readonly #values = new Growable((length) => new Float64Array(length));
  /** As in a block; from `FIRST_FREE_SHAPE` on, the number of a word for a missing value. */
  readonly #shapes = new Growable((length) => new Uint8Array(length));
  readonly #words: string[] = [];
  #isProvisional: boolean;
  #type: ColumnContents = 'empty';

  /**
   * @param texts takes the column over when the numbers don't decide
   * @param lines the lines of the rows before the one being added
   */
  constructor(
    name: string,
    format: CellFormat,
    needed: boolean,
    texts: InferredColumnBuilder,
    lines: RowLines,
    mayBeId: boolean,
  ) {
    this.#name = name;
    this.#format = format;
    this.#needed = needed;
    this.#texts = texts;
    this.#lines = lines;
    this.#mayBeId = mayBeId;
    this.#isProvisional = !format.missing.includeValues;
  }

  /** What the column turned out to hold, known after `finish`. */
  get type(): ColumnContents {
    return this.#type;
  }

  reserve(rowCount: number): void {
    if (this.#isProvisional) {
      this.#values.reserve(rowCount);
      this.#shapes.reserve(rowCount);
    } else this.#texts.reserve(rowCount);
  }

  add(text: string, line: number): void {
    if (this.#isProvisional) {
      const { decimal } = this.#format;
      const value = parseNumber(text, decimal);
      const shape = Number.isNaN(value) ? this.shapeOfWord(text) : shapeOfText(text, value, decimal);
      if (shape !== NO_SHAPE) {
        this.#values.push(value);
        this.#shapes.push(shape);
        return;
      }
      this.keepTexts();
    }
    this.#texts.add(text, line);
  }

  addCells(block: RecordBlock, field: number): void {
    let row = 0;
    if (this.#isProvisional) {
      const { capacity, recordCount, values, shapes, isMixed } = block;
      const place = field * capacity;
      if (isMixed[field] === 0) row = recordCount;
      for (; row < recordCount; row++) {
        const shape = shapes[place + row]!;
        if (shape < FIRST_FREE_SHAPE) continue;
        const ownShape = shape === NO_NUMBER ? this.shapeOfWord(block.text(field, row)) : NO_SHAPE;
        if (ownShape === NO_SHAPE) break;
        shapes[place + row] = ownShape;
      }
      this.#values.append(values.subarray(place, place + row));
      this.#shapes.append(shapes.subarray(place, place + row));
      if (row === recordCount) return;
      this.keepTexts(block);
    }
    this.#texts.addCells(block, field, row);
  }

  /** The shape of a word for a missing value; none for any other text, or when there are too many such words. */
  private shapeOfWord(text: string): number {
    const word = this.#words.indexOf(text);
    if (word !== -1) return FIRST_FREE_SHAPE + word;
    if (this.#needed || !this.#format.missing.has(text) || this.#words.length === MOST_WORDS) return NO_SHAPE;
    return FIRST_FREE_SHAPE + this.#words.push(text) - 1;
  }

  /** @param block holds the lines of rows that are not in the table yet */
  private keepTexts(block?: RecordBlock): void {
    this.#isProvisional = false;
    const { decimal } = this.#format;
    const [values, shapes] = [this.#values.view(), this.#shapes.view()];
    const rowCount = this.#lines.length;
    for (const [row, shape] of shapes.entries()) {
      const text =
        shape < FIRST_FREE_SHAPE ? regularText(values[row]!, shape, decimal) : this.#words[shape - FIRST_FREE_SHAPE]!;
      this.#texts.add(text, row < rowCount ? this.#lines.at(row) : block!.lines[row - rowCount]!);
    }
    this.#values.clear();
    this.#shapes.clear();
  }

  truncate(rowCount: number): void {
    if (this.#isProvisional) {
      this.#values.truncate(rowCount);
      this.#shapes.truncate(rowCount);
    } else this.#texts.truncate(rowCount);
  }

  finish(): Column {
    if (this.#isProvisional && this.holdsMeasures()) {
      this.#type = 'number';
      return numbers(this.#name, this.#values.view(), 'number');
    }
    if (this.#isProvisional) this.keepTexts();
    const column = this.#texts.finish();
    this.#type = this.#texts.type;
    return column;
  }

  private holdsMeasures(): boolean {
    if (!this.#shapes.view().some((shape) => shape < FIRST_FREE_SHAPE)) return false;
    return !this.#mayBeId || !this.mayBeKeys();
  }

  /** True when the texts are distinct whole numbers; otherwise `looksLikeId` is false. */
  private mayBeKeys(): boolean {
    const [values, shapes] = [this.#values.view(), this.#shapes.view()];
    // The same number twice in the same shape is the same text twice.
    const seen = new Map<number, Set<number>>();
    for (let row = 0; row < shapes.length; row++) {
      const [value, shape] = [values[row]!, shapes[row]!];
      const isWhole = shape < FIRST_FREE_SHAPE && (shape & 15) === 0 && value >= 0;
      if (!isWhole) return false;
      let set = seen.get(shape);
      if (set === undefined) seen.set(shape, (set = new Set()));
      if (set.has(value)) return false;
      set.add(value);
    }
    return true;
  }
}
