/**
 * A column whose type is not decided yet, while all its cells are numbers or missing. It keeps the values and one byte
 * per cell for how the number is written, not the texts. As soon as a cell needs the texts, they are rebuilt exactly
 * and handed to the builder that judges texts.
 */
import type { CellFormat, ColumnPlace } from '../cells/cell.ts';
import type { ColumnEvidence } from '../notation/column-evidence.ts';
import { writtenLevel, type WrittenLevel } from '../notation/written-level.ts';
import type { ColumnBuilder, ColumnContents, ColumnDecision } from './column-builder.ts';
import { Growable } from './growable.ts';
import type { InferredColumnBuilder } from './inferred-column.ts';
import { parseNumber } from '../cells/number.ts';
import { FIRST_FREE_SHAPE, NO_NUMBER, regularText, shapeOfText, type RecordBlock } from '../csv/record-block.ts';
import type { RowLines } from './row-lines.ts';
import { numbers, type Column } from '../table.ts';

const NO_SHAPE = -1;
const MOST_WORDS = 256 - FIRST_FREE_SHAPE;

export class ProvisionalColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  readonly #mayBeId: boolean;
  readonly #isGiven: boolean;
  readonly #lines: RowLines;
  readonly #texts: InferredColumnBuilder;
  readonly #values = new Growable((length) => new Float64Array(length));
  /** As in a block; from `FIRST_FREE_SHAPE` on, the number of a word for a missing value. */
  readonly #shapes = new Growable((length) => new Uint8Array(length));
  readonly #words: string[] = [];
  #isProvisional: boolean;
  #type: ColumnContents = 'empty';
  /** Undefined until all cells are there. */
  #evidence: ColumnEvidence | null | undefined;

  /**
   * @param texts takes the column over when the numbers don't decide
   * @param lines the lines of the rows before the one being added
   * @param options whether the column may turn out to be the ID, and what it holds, if somebody said so
   */
  constructor(
    place: ColumnPlace,
    format: CellFormat,
    needed: boolean,
    texts: InferredColumnBuilder,
    lines: RowLines,
    { mayBeId, given }: { readonly mayBeId: boolean; readonly given?: 'number' | 'date' | undefined },
  ) {
    this.#place = place;
    this.#format = format;
    this.#needed = needed;
    this.#texts = texts;
    this.#lines = lines;
    this.#mayBeId = mayBeId;
    this.#isGiven = given !== undefined;
    this.#isProvisional = !format.missing.includeValues && given !== 'date';
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
    this.#evidence = undefined;
    if (this.#isProvisional) {
      this.#values.truncate(rowCount);
      this.#shapes.truncate(rowCount);
    } else this.#texts.truncate(rowCount);
  }

  evidence(): ColumnEvidence | null {
    if (this.#evidence === undefined) this.#evidence = this.judge();
    return this.#evidence;
  }

  private judge(): ColumnEvidence | null {
    if (this.#isProvisional && (!this.holdsMeasures() || (!this.#isGiven && this.holdsCodes()))) this.keepTexts();
    if (!this.#isProvisional) return this.#texts.evidence();
    let marked: readonly WrittenLevel[] | undefined;
    const levels = () => (marked ??= this.markedLevels());
    return {
      place: this.#place,
      type: 'number',
      unit: '',
      get levels() {
        return levels();
      },
      strays: [],
      isGiven: this.#isGiven,
      isPlain: true,
    };
  }

  /** A number that can only be read with the decimal mark; all texts, where marks are there but could be of groups. */
  private markedLevels(): readonly WrittenLevel[] {
    const [values, shapes] = [this.#values.view(), this.#shapes.view()];
    let hasMark = false;
    for (let row = 0; row < shapes.length; row++) {
      const shape = shapes[row]!;
      if (shape >= FIRST_FREE_SHAPE || (shape & 15) === 0) continue;
      hasMark = true;
      const value = Math.abs(values[row]!);
      if (shape === 3 && value >= 1 && value < 1000) continue;
      const text = regularText(values[row]!, shape, this.#format.decimal);
      return [writtenLevel({ text, rows: 1, line: this.#lines.at(row) })];
    }
    if (!hasMark) return [];
    this.keepTexts();
    return this.#texts.evidence()?.levels ?? [];
  }

  /** Whole numbers of one length of at least three digits, some with a zero in front. */
  private holdsCodes(): boolean {
    const [values, shapes] = [this.#values.view(), this.#shapes.view()];
    let length = 0;
    let hasZero = false;
    for (let row = 0; row < shapes.length; row++) {
      const shape = shapes[row]!;
      if (shape >= FIRST_FREE_SHAPE) continue;
      if ((shape & 15) !== 0 || values[row]! < 0) return false;
      let digits = 1 + (shape >> 4);
      for (let rest = values[row]!; rest >= 10; rest = Math.floor(rest / 10)) digits++;
      length ||= digits;
      if (digits !== length || length < 3) return false;
      hasZero ||= shape > 0;
    }
    return hasZero;
  }

  finish(decision?: ColumnDecision): Column {
    this.evidence();
    if (this.#isProvisional) {
      const isAsScanned = (decision?.format.decimal ?? this.#format.decimal) === this.#format.decimal;
      if (isAsScanned || !this.#shapes.view().some((shape) => shape < FIRST_FREE_SHAPE && (shape & 15) > 0)) {
        this.#type = 'number';
        return numbers(this.#place.field, this.#values.view(), 'number');
      }
      this.keepTexts();
    }
    const column = this.#texts.finish(decision);
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
