/**
 * A column whose type is inferred from its cells: its distinct texts are kept with their codes. A column of very many
 * distinct numbers drops its texts and keeps the numbers.
 */
import { missingError, parseCell, type CellFormat, type ColumnPlace } from '../cells/cell.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import {
  countLevels,
  Dictionary,
  NumberColumnBuilder,
  numbers,
  type ColumnBuilder,
  type ColumnContents,
} from './column-builder.ts';
import { Growable } from './growable.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import { inferType, type FeatureType, type Level, type Obstacle } from './infer-type.ts';
import { parseNumber } from '../cells/number.ts';
import type { Column, TextColumn } from '../table.ts';

/** More distinct texts than this, all of them numbers, are measures. */
const MOST_NUMBER_LEVELS = 20_000;

export class InferredColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  readonly #isId: ((texts: TextColumn) => boolean) | undefined;
  readonly #dictionary = new Dictionary();
  readonly #seen = new ByteDictionary();
  readonly #codes = new Growable((length) => new Int32Array(length));
  /** The line where each text of the dictionary first appeared. */
  readonly #firstLines: number[] = [];
  #hasText = false;
  /** Takes the cells over once the column is known to hold measures. */
  #measures: NumberColumnBuilder | null = null;
  /** What the column turned out to hold, known after `finish`. */
  type: ColumnContents = 'empty';

  /**
   * @param needed true where a missing cell is refused
   * @param isId decides from all texts whether the column is the ID; then its texts are never dropped
   */
  constructor(place: ColumnPlace, format: CellFormat, needed: boolean, isId?: (texts: TextColumn) => boolean) {
    this.#place = place;
    this.#format = format;
    this.#needed = needed;
    this.#isId = isId;
  }

  reserve(rowCount: number): void {
    (this.#measures ?? this.#codes).reserve(rowCount);
  }

  add(text: string, line: number): void {
    if (this.#measures !== null) {
      this.#measures.add(text, line);
      return;
    }
    this.push(this.codeOf(text, line));
  }

  /** @param firstRow the first record to take */
  addCells(block: RecordBlock, field: number, firstRow = 0): void {
    const { bytes, recordCount, lines } = block;
    for (let row = firstRow; row < recordCount; row++) {
      if (this.#measures !== null) {
        this.#measures.addCells(block, field, row);
        return;
      }
      const [start, end] = [block.start(field, row), block.end(field, row)];
      let code = this.#seen.find(bytes, start, end);
      if (code === undefined) {
        code = this.codeOf(block.text(field, row), lines[row]!);
        this.#seen.add(bytes, start, end, code);
      }
      this.push(code);
    }
  }

  private codeOf(text: string, line: number): number {
    let code = this.#dictionary.find(text);
    if (code === -1) {
      const isMissing = this.#format.missing.has(text);
      if (isMissing && this.#needed) throw missingError(text, { ...this.#place, line });
      code = this.#dictionary.add(text);
      this.#firstLines.push(line);
      this.#hasText ||= !isMissing && !Number.isFinite(parseNumber(text, this.#format.decimal));
    }
    return code;
  }

  private push(code: number): void {
    this.#codes.push(code);
    if (this.#dictionary.size > MOST_NUMBER_LEVELS && !this.#hasText && this.#isId === undefined) this.becomeMeasures();
  }

  private becomeMeasures(): void {
    const measures = new NumberColumnBuilder(this.#place, 'number', this.#format, this.#needed);
    const texts = this.#dictionary.texts();
    for (const code of this.#codes.view()) measures.add(texts[code]!, this.#firstLines[code]!);
    this.#measures = measures;
    this.#dictionary.truncate(0);
    this.#seen.clear();
    this.#codes.clear();
  }

  truncate(rowCount: number): void {
    if (this.#measures !== null) {
      this.#measures.truncate(rowCount);
      return;
    }
    this.#codes.truncate(rowCount);
    const size = countLevels(this.#codes.view());
    this.#dictionary.truncate(size);
    this.#firstLines.length = size;
    this.#seen.clear();
  }

  /**
   * The column with its inferred type; text if nothing can be learned from it.
   *
   * @throws DataError for the first cell that isn't what most cells of the column are.
   */
  finish(): Column {
    if (this.#measures !== null) {
      this.type = 'number';
      return this.#measures.finish();
    }
    const levels = this.#dictionary.texts();
    const texts = { kind: 'text', name: this.#place.field, codes: this.#codes.view(), levels } as const;
    if (this.#isId?.(texts) === true) {
      this.type = 'id';
      return texts;
    }
    const isMissing = levels.map((text) => this.#format.missing.has(text));
    this.type = this.infer(texts, isMissing);
    const { type } = this;
    if (type === 'number' || type === 'boolean' || type === 'date') {
      const { decimal } = this.#format;
      const values = levels.map((text, code) => (isMissing[code]! ? Number.NaN : parseCell(text, type, decimal)));
      return numbers(
        this.#place.field,
        Float64Array.from(texts.codes, (code) => values[code]!),
        type,
      );
    }
    let kept = 0;
    const codeOf = isMissing.map((missing) => (missing ? -1 : kept++));
    return {
      ...texts,
      codes: texts.codes.map((code) => codeOf[code]!),
      levels: levels.filter((_, code) => !isMissing[code]!),
    };
  }

  private infer({ levels, codes }: TextColumn, isMissing: readonly boolean[]): FeatureType | Obstacle {
    const counts = new Int32Array(levels.length);
    for (const code of codes) counts[code]!++;
    return inferType(
      levels.flatMap((text, code): Level[] => {
        return isMissing[code]! ? [] : [{ text, rows: counts[code]!, line: this.#firstLines[code]! }];
      }),
      this.#format,
      this.#place,
    );
  }
}
