/**
 * One column of a table while it is read, cell by cell, when its contents are known beforehand.
 */
import { DataError, quoted } from '../../errors.ts';
import { PERCENT } from '../cells/amount.ts';
import { trimBlanks } from '../cells/blanks.ts';
import type { ByteDictionary } from './byte-dictionary.ts';
import {
  cellError,
  missingError,
  parseCell,
  type CellFormat,
  type CellPlace,
  type ColumnPlace,
} from '../cells/cell.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import { Growable } from './growable.ts';
import type { ColumnEvidence, FeatureType, Obstacle } from '../notation/column-evidence.ts';
import type { Column, NumberColumn, Notation, TextColumn } from '../table.ts';
import type { ValueFormat } from '../cells/value-format.ts';
import { setting, wording } from '../../wording.ts';

/** What a column turned out to hold. */
export type ColumnContents = FeatureType | Obstacle | 'id' | 'key';

/** What all columns of a file together say about one. */
export interface ColumnDecision {
  readonly format: ValueFormat;
  /** True where the column is refused as a whole: its cells are not, once more. */
  readonly isRefused: boolean;
  /** Takes a cell that isn't what the column holds. */
  fault(error: DataError): void;
}

export interface ColumnBuilder {
  /** Known after `finish`; absent if it was known beforehand. */
  readonly type?: ColumnContents;
  /** Makes room for `rowCount` rows. */
  reserve(rowCount: number): void;
  /**
   * @param line where the record starts
   * @throws DataError for a cell that doesn't fit the column; nothing is added then.
   */
  add(text: string, line: number): void;
  /**
   * Takes the cells of a field in all records of a block.
   *
   * @throws DataError for a cell that doesn't fit the column; then the caller must truncate the rows of the block.
   */
  addCells(block: RecordBlock, field: number): void;
  /** Forgets the rows from `rowCount` on. */
  truncate(rowCount: number): void;
  /** What the cells say of the way in which the file is written, null for none; absent where that is known. */
  evidence?(): ColumnEvidence | null;
  /**
   * Null for a column whose values nobody asks for.
   *
   * @param decision where there is none, cells are read as they were scanned
   * @throws DataError without a decision, for the first cell that isn't what most cells of the column are.
   */
  finish(decision?: ColumnDecision): Column | null;
}

export class NumberColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #notation: Notation;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  readonly #unit: string | undefined;
  readonly #values = new Growable((length) => new Float64Array(length));

  /**
   * @param needed true where a missing cell is refused
   * @param unit of the numbers, if they have one: see `parseAmount`
   */
  constructor(place: ColumnPlace, notation: Notation, format: CellFormat, needed: boolean, unit?: string) {
    this.#place = place;
    this.#notation = notation;
    this.#format = format;
    this.#needed = needed;
    this.#unit = unit;
  }

  reserve(rowCount: number): void {
    this.#values.reserve(rowCount);
  }

  add(text: string, line: number): void {
    const { missing } = this.#format;
    const value = parseCell(text, this.#notation, this.#format, this.#unit);
    if (value - value === 0 && !missing.includeValues) {
      this.#values.push(value);
      return;
    }
    const isMissing = missing.has(text);
    if (isMissing ? this.#needed : value - value !== 0) {
      const place = { ...this.#place, line };
      throw isMissing ? missingError(text, place) : cellError(text, this.#notation, this.#format, place, this.#unit);
    }
    this.#values.push(isMissing ? Number.NaN : value);
  }

  addCells(block: RecordBlock, field: number, firstRow = 0): void {
    const place = field * block.capacity;
    const isRead = this.#notation === 'number' && this.#unit !== PERCENT && !this.#format.missing.includeValues;
    if (isRead && (block.isMixed[field] === 0 || areFinite(block, field, firstRow))) {
      this.#values.append(block.values.subarray(place + firstRow, place + block.recordCount));
      return;
    }
    for (let row = firstRow; row < block.recordCount; row++) {
      const value = block.values[place + row]!;
      if (isRead && value - value === 0) this.#values.push(value);
      else this.add(block.text(field, row), block.lines[row]!);
    }
  }

  truncate(rowCount: number): void {
    this.#values.truncate(rowCount);
  }

  finish(): NumberColumn {
    return numbers(this.#place.field, this.#values.view(), this.#notation, this.#unit);
  }
}

function areFinite({ values, capacity, recordCount }: RecordBlock, field: number, firstRow: number): boolean {
  const place = field * capacity;
  for (let row = firstRow; row < recordCount; row++) {
    const value = values[place + row]!;
    if (value - value !== 0) return false;
  }
  return true;
}

export function numbers(name: string, values: Float64Array, notation: Notation, unit = ''): NumberColumn {
  return { kind: 'number', name, values, ...(notation !== 'number' && { notation }), ...(unit !== '' && { unit }) };
}

/** The distinct texts of a column, numbered in order of first appearance. */
export class Dictionary {
  readonly #codeOf = new Map<string, number>();

  get size(): number {
    return this.#codeOf.size;
  }

  /** The number of a text; −1 if it is not in the dictionary. */
  find(text: string): number {
    return this.#codeOf.get(text) ?? -1;
  }

  add(text: string): number {
    const code = this.#codeOf.size;
    this.#codeOf.set(text, code);
    return code;
  }

  texts(): string[] {
    return [...this.#codeOf.keys()];
  }

  /** Forgets the texts from number `size` on. */
  truncate(size: number): void {
    for (const [text, code] of this.#codeOf) if (code >= size) this.#codeOf.delete(text);
  }
}

/** How many texts of a dictionary these codes use. Codes follow first appearance, so there are no gaps. */
export function countLevels(codes: Int32Array): number {
  return 1 + codes.reduce((last, code) => Math.max(last, code), -1);
}

interface TextOptions {
  /** What to do with a missing cell; the name of a group is refused only if it is blank. */
  readonly missing: 'marked' | 'refused' | 'refused if blank';
  /** The only texts allowed, if known. */
  readonly levels?: readonly string[] | undefined;
}

export class TextColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #options: TextOptions;
  readonly #dictionary = new Dictionary();
  /** The codes of texts by their bytes, once there are blocks. */
  #seen: ByteDictionary | undefined;
  readonly #codes = new Growable((length) => new Int32Array(length));

  constructor(place: ColumnPlace, format: CellFormat, options: TextOptions) {
    this.#place = place;
    this.#format = format;
    this.#options = options;
  }

  reserve(rowCount: number): void {
    this.#codes.reserve(rowCount);
  }

  add(text: string, line: number): void {
    const code = this.#dictionary.find(text);
    this.#codes.push(code === -1 ? this.addLevel(text, line) : code);
  }

  /** Kinds that differ in the blanks at their ends are one. */
  private addLevel(given: string, line: number): number {
    const { missing, levels } = this.#options;
    const text = trimBlanks(given);
    const code = this.#dictionary.find(text);
    if (code !== -1) return code;
    // A word such as "none" can be a name; an empty cell cannot.
    const isMissing = missing === 'refused if blank' ? text === '' : this.#format.missing.has(text);
    if (isMissing && missing === 'marked') return -1;
    const place = { ...this.#place, line };
    if (isMissing) throw missingError(text, place);
    if (levels?.includes(text) === false) throw unknownLevel(text, levels, place);
    return this.#dictionary.add(text);
  }

  addCells(block: RecordBlock, field: number): void {
    const { bytes, recordCount, lines } = block;
    const seen = (this.#seen ??= block.dictionary());
    for (let row = 0; row < recordCount; row++) {
      const [start, end] = [block.start(field, row), block.end(field, row)];
      let code = seen.find(bytes, start, end);
      if (code === undefined) {
        const text = block.text(field, row);
        code = this.#dictionary.find(text);
        if (code === -1) code = this.addLevel(text, lines[row]!);
        seen.add(bytes, start, end, code);
      }
      this.#codes.push(code);
    }
  }

  truncate(rowCount: number): void {
    this.#codes.truncate(rowCount);
    this.#dictionary.truncate(countLevels(this.#codes.view()));
    this.#seen?.clear();
  }

  finish(): TextColumn {
    return { kind: 'text', name: this.#place.field, codes: this.#codes.view(), levels: this.#dictionary.texts() };
  }
}

/** The error for a level that a model was told to refuse. */
function unknownLevel(text: string, levels: readonly string[], place: CellPlace): DataError {
  return new DataError('E_DATA_LEVEL', `column ${quoted(place.field)}: no training row has ${quoted(text)}`, {
    ...place,
    hint: wording`known are ${levels.slice(0, 8).map(quoted).join(', ')}; the model was trained with ${setting('unseen', 'refuse')}`,
  });
}
