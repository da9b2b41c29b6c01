/**
 * A column whose type is inferred from its cells: its distinct texts are kept with their codes. A column of very many
 * distinct numbers drops its texts and keeps the numbers.
 */
import { missingError, parseCell, type CellFormat, type ColumnPlace } from '../cells/cell.ts';
import { trimBlanks } from '../cells/blanks.ts';
import { parseNumber } from '../cells/number.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import { judgeColumn, judgeWords, type ColumnEvidence } from '../notation/column-evidence.ts';
import { firstStray } from '../notation/stray-error.ts';
import { writtenLevel, type Level } from '../notation/written-level.ts';
import { numbers, type Column, type Notation, type TextColumn } from '../table.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import {
  countLevels,
  Dictionary,
  type ColumnBuilder,
  type ColumnContents,
  type ColumnDecision,
} from './column-builder.ts';
import { Growable } from './growable.ts';
import { Measures } from './measures.ts';

/** More distinct texts than this, all of them numbers, are measures. */
const MOST_NUMBER_LEVELS = 20_000;

/** The texts without the blanks at their ends, and the place of each text that was read among them, −1 for a missing word. */
interface Kinds {
  readonly texts: string[];
  readonly codeOf: Int32Array;
}

export class InferredColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #needed: boolean;
  readonly #isId: ((texts: TextColumn) => boolean) | undefined;
  readonly #given: 'number' | 'date' | undefined;
  readonly #dictionary = new Dictionary();
  readonly #seen = new ByteDictionary();
  readonly #codes = new Growable((length) => new Int32Array(length));
  /** The line where each text of the dictionary first appeared. */
  readonly #firstLines: number[] = [];
  #hasText = false;
  /** Takes the cells over once the column is known to hold measures. */
  #measures: Measures | null = null;
  /** Undefined until all cells are there. */
  #evidence: ColumnEvidence | null | undefined;
  /** The texts when the evidence is asked for. */
  #kinds: Kinds | undefined;
  /** What the column turned out to hold, known after `finish`. */
  type: ColumnContents = 'empty';

  /**
   * @param needed true where a missing cell is refused
   * @param isId decides from all texts whether the column is the ID; then its texts are never dropped
   * @param given what the column holds, if somebody said so
   */
  constructor(
    place: ColumnPlace,
    format: CellFormat,
    needed: boolean,
    isId?: (texts: TextColumn) => boolean,
    given?: 'number' | 'date',
  ) {
    this.#place = place;
    this.#format = format;
    this.#needed = needed;
    this.#isId = isId;
    this.#given = given;
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
      this.#hasText ||=
        this.#given === 'date' || (!isMissing && !Number.isFinite(parseNumber(text, this.#format.decimal)));
    }
    return code;
  }

  private push(code: number): void {
    this.#codes.push(code);
    if (this.#dictionary.size > MOST_NUMBER_LEVELS && !this.#hasText && this.#isId === undefined) this.becomeMeasures();
  }

  private becomeMeasures(): void {
    const measures = new Measures(this.#place, this.#format, this.#needed);
    const texts = this.#dictionary.texts();
    for (const code of this.#codes.view()) measures.add(texts[code]!, this.#firstLines[code]!);
    this.#measures = measures;
    this.#dictionary.truncate(0);
    this.#seen.clear();
    this.#codes.clear();
  }

  truncate(rowCount: number): void {
    this.#evidence = undefined;
    this.#kinds = undefined;
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

  evidence(): ColumnEvidence | null {
    if (this.#evidence === undefined) this.#evidence = this.judge();
    return this.#evidence;
  }

  /** Null for the ID. */
  private judge(): ColumnEvidence | null {
    if (this.#measures !== null) {
      const levels = this.#measures.levels().map(writtenLevel);
      return { ...judgeColumn(levels, this.#place, 'number'), type: 'number', isGiven: this.#given !== undefined };
    }
    if (this.#isId?.(this.texts()) === true) return null;
    const { texts, codeOf } = this.kinds();
    const rowsOf = new Int32Array(texts.length);
    for (const code of this.#codes.view()) if (codeOf[code] !== -1) rowsOf[codeOf[code]!]!++;
    const words = this.#given === undefined ? judgeWords(texts, rowsOf, this.#place) : null;
    return words ?? judgeColumn(this.levels(rowsOf).map(writtenLevel), this.#place, this.#given);
  }

  /** The distinct texts without the blanks at their ends, missing words left out. */
  private levels(rowsOf: Int32Array): Level[] {
    const { texts, codeOf } = this.kinds();
    const levels = texts.map((text, i) => ({ text, rows: rowsOf[i]!, line: 0 }));
    for (const [code, line] of this.#firstLines.entries()) {
      const level = levels[codeOf[code]!];
      if (level !== undefined && level.line === 0) level.line = line;
    }
    return levels;
  }

  private kinds(): Kinds {
    return (this.#kinds ??= this.findKinds());
  }

  private findKinds(): Kinds {
    const all = this.#dictionary.texts();
    const kinds = new Dictionary();
    const hasBlanks = all.some((text) => text !== trimBlanks(text));
    const texts: string[] = [];
    const codeOf = Int32Array.from(all, (given) => {
      if (this.#format.missing.has(given)) return -1;
      if (!hasBlanks) return texts.push(given) - 1;
      const text = trimBlanks(given);
      const code = kinds.find(text);
      return code === -1 ? kinds.add(text) : code;
    });
    return { texts: hasBlanks ? kinds.texts() : texts, codeOf };
  }

  private texts(): TextColumn {
    return { kind: 'text', name: this.#place.field, codes: this.#codes.view(), levels: this.#dictionary.texts() };
  }

  /**
   * The column with its inferred type; text if nothing can be learned from it.
   *
   * @throws DataError without a decision, for the first cell that isn't what most cells of the column are.
   */
  finish(decision?: ColumnDecision): Column {
    const evidence = this.evidence();
    if (evidence === null) {
      this.type = 'id';
      return this.texts();
    }
    const { type } = evidence;
    this.type = type === 'date' && decision?.isRefused === true ? 'date-like' : type;
    if (this.type === 'number' || this.type === 'boolean' || this.type === 'date') {
      return this.readNumbers(this.type, evidence, decision);
    }
    const { texts, codeOf } = this.kinds();
    const codes = this.#codes.view().map((code) => codeOf[code]!);
    return { kind: 'text', name: this.#place.field, codes, levels: texts };
  }

  private readNumbers(notation: Notation, evidence: ColumnEvidence, decision: ColumnDecision | undefined): Column {
    const { missing } = this.#format;
    const { format, isRefused } = decision ?? { format: this.#format, isRefused: false };
    const { unit, place } = evidence;
    let hasFault = false;
    const parse = (text: string) => {
      const value = parseCell(text, notation, format, unit);
      hasFault ||= !Number.isFinite(value);
      return value;
    };
    const values =
      this.#measures?.values(parse) ?? this.valuesBy((text) => (missing.has(text) ? Number.NaN : parse(text)));
    if (hasFault && !isRefused) {
      const error = firstStray(notation, format, evidence);
      if (decision === undefined) throw error;
      decision.fault(error);
    }
    return numbers(place.field, values, notation, unit);
  }

  private valuesBy(parse: (text: string) => number): Float64Array {
    const { levels, codes } = this.texts();
    const values = levels.map(parse);
    return Float64Array.from(codes, (code) => values[code]!);
  }
}
