/**
 * Builds a Table record by record. What each column is must be known first; a cell that doesn't fit ends the reading
 * with an error that names its line and column.
 */
import { DataError } from '../errors.ts';
import { readNumberCell } from './cell.ts';
import type { CsvRecord } from './csv-record.ts';
import { Growable } from './growable.ts';
import type { Column, Table, TextColumn } from './table.ts';

/** `either` is a column whose values must tell: it is kept as text and, while every cell is one, as numbers. */
export interface ColumnPlan {
  readonly name: string;
  /** Place in the record, from 0. */
  readonly index: number;
  readonly kind: 'number' | 'text' | 'either';
}

export class TableBuilder {
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #columns: readonly ColumnBuilder[];
  #rowCount = 0;
  #blankLineCount = 0;

  /** @param fieldCount how many fields each record must have. */
  constructor(file: string, fieldCount: number, plans: readonly ColumnPlan[]) {
    this.#file = file;
    this.#fieldCount = fieldCount;
    this.#columns = plans.map((plan) => new ColumnBuilder(plan));
  }

  /** @throws DataError for a wrong number of fields or a cell that doesn't fit its column. */
  add(record: CsvRecord): void {
    if (record.fields.length === 0 && this.#fieldCount > 1) {
      this.#blankLineCount++;
      return;
    }
    const fields = record.fields.length === 0 ? [''] : record.fields;
    requireFieldCount(fields, this.#fieldCount, this.#file, record.line);
    for (const column of this.#columns) column.add(fields, this.#file, record.line);
    this.#rowCount++;
  }

  /** Empties the builder into a table; `either` columns become `decide(name, texts)`. */
  finish(decide: (texts: TextColumn) => 'number' | 'text' = () => 'text'): Table {
    return {
      columns: this.#columns.map((column) => column.finish(decide)),
      rowCount: this.#rowCount,
      blankLineCount: this.#blankLineCount,
    };
  }
}

/** @throws DataError E_CSV_FIELDS with the record's line. */
export function requireFieldCount(fields: readonly string[], expected: number, file: string, line: number): void {
  if (fields.length === expected) return;
  throw new DataError('E_CSV_FIELDS', `expected ${expected} fields, got ${fields.length}`, {
    file,
    line,
    column: Math.min(fields.length, expected) + 1,
    hint: fields.length === 1 ? delimiterHint(fields[0]!) : undefined,
  });
}

/** Suggests the delimiter that a single field seems to be full of. */
export function delimiterHint(text: string): string | undefined {
  for (const [character, shown] of [
    [';', "';'"],
    ['\t', "'\\t'"],
    ['|', "'|'"],
    [',', "','"],
  ] as const) {
    if (text.includes(character)) return `--delimiter ${shown}`;
  }
  return undefined;
}

class ColumnBuilder {
  readonly #plan: ColumnPlan;
  readonly #values = new Growable((length) => new Float64Array(length));
  readonly #codes = new Growable((length) => new Int32Array(length));
  readonly #codeOf = new Map<string, number>();
  /** The error of the first cell that is no number, kept for a column that may turn out to be text. */
  #notANumber: unknown;

  constructor(plan: ColumnPlan) {
    this.#plan = plan;
  }

  add(fields: readonly string[], file: string, line: number): void {
    const { kind, index, name } = this.#plan;
    const text = fields[index]!;
    if (kind !== 'text' && this.#notANumber === undefined) {
      try {
        this.#values.push(readNumberCell(text, file, line, index, name));
      } catch (error) {
        if (kind === 'number') throw error;
        this.#notANumber = error;
      }
    }
    if (kind !== 'number') this.#codes.push(this.codeOf(text));
  }

  finish(decide: (texts: TextColumn) => 'number' | 'text'): Column {
    const { name, kind } = this.#plan;
    if (kind === 'number') return this.numbers();
    const texts = { kind: 'text', name, codes: this.#codes.view(), levels: [...this.#codeOf.keys()] } as const;
    if (kind === 'text' || decide(texts) === 'text') return texts;
    if (this.#notANumber !== undefined) throw this.#notANumber;
    return this.numbers();
  }

  private numbers(): Column {
    return { kind: 'number', name: this.#plan.name, values: this.#values.view() };
  }

  private codeOf(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) this.#codeOf.set(text, (code = this.#codeOf.size));
    return code;
  }
}

/** True when the texts are one of a kind and look like keys: whole numbers or words, not measures. */
export function looksLikeId(texts: TextColumn): boolean {
  return (
    texts.levels.length === texts.codes.length && texts.levels.every((text) => !/^[+-]?\d*\.\d*$/.test(text.trim()))
  );
}
