/**
 * A column whose name says that it is an ID. Its values decide: an ID tells rows apart, so nearly all of its values
 * differ, and they are no amounts. If they repeat, they are kinds, or keys of something else, which tell nothing here.
 */
import { countRows } from '../notation/written-level.ts';
import type { CellFormat } from '../cells/cell.ts';
import { trimBlanks } from '../cells/blanks.ts';
import { Dictionary, type ColumnBuilder, type ColumnContents, type ColumnDecision } from '../columns/column-builder.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import type { ColumnEvidence } from '../notation/column-evidence.ts';
import type { Column, TextColumn } from '../table.ts';
import { CodedTexts, type CountedText } from './coded-texts.ts';
import { DigitKeys } from './digit-keys.ts';
import { isAmount } from './looks-like-id.ts';

/** The share of known values that differ, from which a column is an ID. */
const MOST_DIFFER = 0.9;
/** After this many rows an ID is taken for one and no longer kept. */
const ROWS_TO_JUDGE = 2000;
/** So many texts tell whether a column holds amounts. */
const MOST_LOOKED_AT = 200;
/** At most this many values, each in two rows or more on average, are kinds. */
const MOST_KINDS = 50;

/** Names that say "ID" by themselves, whatever the values; `account` or `key` can as well be a measure. */
const CERTAIN = /^(?:id|uuid|guid)$|[ _-](?:id|no|nr|num|nbr|number|key)$|(?:id|num|nbr|number)$/i;

export class IdColumnBuilder implements ColumnBuilder {
  readonly #name: string;
  readonly #format: CellFormat;
  readonly #otherwise: ColumnBuilder;
  readonly #isTheId: (builder: IdColumnBuilder) => boolean;
  /** The cells so far, as long as they are digits; the texts take them over. */
  readonly #digits = new DigitKeys();
  #areDigits: boolean;
  readonly #texts = new CodedTexts();
  /** What the first rows say; undefined while there are too few. */
  #verdict: boolean | undefined;
  #isSettled = false;
  #isAnyOther = false;
  /** Known after `finish`. */
  type: ColumnContents = 'id';

  /**
   * @param otherwise takes the cells of a column that only has the name of an ID
   * @param isTheId says, when all rows are read, whether this column is the file's ID
   */
  constructor(
    name: string,
    format: CellFormat,
    otherwise: ColumnBuilder,
    isTheId: (builder: IdColumnBuilder) => boolean,
  ) {
    this.#name = name;
    this.#format = format;
    this.#areDigits = !format.missing.includeValues;
    this.#otherwise = otherwise;
    this.#isTheId = isTheId;
  }

  /** Whether the values tell rows apart. */
  get tellsRowsApart(): boolean {
    return this.#verdict ?? this.judge();
  }

  reserve(): void {
    // An ID of many rows is not kept.
  }

  add(text: string, line: number): void {
    if (this.#verdict === true) return;
    this.keepTexts();
    this.#texts.add(text, line);
    this.judgeInTime();
  }

  addCells(block: RecordBlock, field: number): void {
    let row = 0;
    while (row < block.recordCount && this.#verdict !== true) {
      // The verdict falls after the same row, wherever blocks end.
      const room = this.#verdict === undefined ? ROWS_TO_JUDGE - this.rowCount : Infinity;
      const end = Math.min(block.recordCount, row + room);
      if (this.#areDigits) row = this.#digits.addCells(block, field, row, end);
      if (row < end) {
        this.keepTexts();
        this.#texts.addCells(block, field, row, end);
        row = end;
      }
      this.judgeInTime();
    }
  }

  /** Rows that are read again have no say: those that were judged stay the same. */
  truncate(rowCount: number): void {
    if (this.#areDigits) this.#digits.truncate(rowCount);
    else if (this.#verdict !== true) this.#texts.truncate(rowCount);
  }

  private get rowCount(): number {
    return this.#areDigits ? this.#digits.rowCount : this.#texts.rowCount;
  }

  private keepTexts(): void {
    if (!this.#areDigits) return;
    this.#areDigits = false;
    for (const { text, line } of this.#digits.take()) this.#texts.add(text, line);
  }

  private judgeInTime(): void {
    if (this.#verdict !== undefined || this.rowCount < ROWS_TO_JUDGE) return;
    this.#verdict = this.judge();
    if (this.#verdict) this.#texts.clear();
    else this.keepTexts();
  }

  private judge(): boolean {
    // Bare digits are neither missing nor amounts.
    if (this.#areDigits) return this.rowCount > 0 && this.#digits.size >= MOST_DIFFER * this.rowCount;
    const texts = this.knownTexts();
    const rows = countRows(texts);
    return rows > 0 && texts.length >= MOST_DIFFER * rows && !this.areAmounts(texts);
  }

  private knownTexts(): CountedText[] {
    return this.#texts.texts().filter(({ text }) => !this.#format.missing.has(text));
  }

  private areAmounts(texts: readonly CountedText[]): boolean {
    const sample = texts.slice(0, MOST_LOOKED_AT);
    return sample.filter(({ text }) => isAmount(text)).length > sample.length / 2;
  }

  /** Of a column that only has the name of an ID; asked when all rows are read. */
  evidence(): ColumnEvidence | null {
    this.settle();
    return this.#isAnyOther ? (this.#otherwise.evidence?.() ?? null) : null;
  }

  /** Decides what the column is, once. */
  private settle(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.type = this.#isTheId(this) ? 'id' : 'key';
    if (this.type === 'id' || this.tellsRowsApart) return;
    this.keepTexts();
    const texts = this.knownTexts();
    if (texts.length === 0 || this.areAmounts(texts) || !CERTAIN.test(this.#name)) {
      this.#isAnyOther = true;
      const all = this.#texts.texts();
      for (const code of this.#texts.codes) this.#otherwise.add(all[code]!.text, all[code]!.line);
    } else if (texts.length <= MOST_KINDS && 2 * texts.length <= countRows(texts)) this.type = 'category';
  }

  /** Null for an ID or a key, whose values nobody asks for. */
  finish(decision?: ColumnDecision): Column | null {
    this.settle();
    if (this.#isAnyOther) {
      const column = this.#otherwise.finish(decision);
      this.type = this.#otherwise.type!;
      return column;
    }
    return this.type === 'category' ? this.kinds() : null;
  }

  private kinds(): TextColumn {
    const { missing } = this.#format;
    const kinds = new Dictionary();
    const codeOf = this.#texts.texts().map(({ text: given }) => {
      const text = trimBlanks(given);
      if (missing.has(text)) return -1;
      const code = kinds.find(text);
      return code === -1 ? kinds.add(text) : code;
    });
    const codes = this.#texts.codes.map((code) => codeOf[code]!);
    return { kind: 'text', name: this.#name, codes, levels: kinds.texts() };
  }
}
