/**
 * Builds a Table record by record. What each column is must be known first; a cell that doesn't fit ends the reading
 * with an error that names its line and column.
 */
import { DataError, quoted } from '../errors.ts';
import { readNumberCell } from './cell.ts';
import { delimiterHint } from './delimiter.ts';
import { isBlankLine, type CsvRecord } from './csv-record.ts';
import { isMissing } from './missing.ts';
import { parseNumber } from './number.ts';
import { Growable } from './growable.ts';
import type { Column, Table, TextColumn } from './table.ts';

/**
 * `label` is text that may not be empty; `either` is a column whose values must tell: it is kept as text and, while every
 * cell is one, as numbers.
 */
export interface ColumnPlan {
  readonly name: string;
  /** Place in the record, from 0. */
  readonly index: number;
  readonly kind: 'number' | 'text' | 'label' | 'either';
  /** Of a `label`: the texts that it may be, where they are known. */
  readonly labels?: readonly string[] | undefined;
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
    if (isBlankLine(record, this.#fieldCount)) {
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
    hint: fields.length === 1 || expected === 1 ? delimiterHint(fields.join(' ')) : undefined,
  });
}

function requireLabel(text: string, { name, index, labels }: ColumnPlan, file: string, line: number): void {
  const place = { file, line, column: index + 1, field: name };
  if (/^[ \t]*$/.test(text)) {
    throw new DataError('E_CSV_MISSING', `target ${quoted(name)}: this cell is empty`, {
      ...place,
      hint: 'fill it in, or remove the row',
    });
  }
  if (labels === undefined || labels.includes(text)) return;
  throw new DataError('E_DATA_LABEL', `target ${quoted(name)}: the model knows no class ${quoted(text)}`, {
    ...place,
    hint: `its classes are ${labels.slice(0, 8).map(quoted).join(', ')}`,
  });
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
    if ((kind === 'number' || kind === 'either') && this.#notANumber === undefined) {
      try {
        this.#values.push(readNumberCell(text, file, line, index, name));
      } catch (error) {
        if (kind === 'number') throw error;
        this.#notANumber = error;
      }
    }
    if (kind === 'number') return;
    if (kind === 'label' && !this.#codeOf.has(text)) requireLabel(text, this.#plan, file, line);
    this.#codes.push(this.codeOf(text));
  }

  finish(decide: (texts: TextColumn) => 'number' | 'text'): Column {
    const { name, kind } = this.#plan;
    if (kind === 'number') return this.numbers();
    const texts = { kind: 'text', name, codes: this.#codes.view(), levels: [...this.#codeOf.keys()] } as const;
    if (kind !== 'either' || decide(texts) === 'text') return texts;
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

/**
 * True when the texts are one of a kind and can't be measures: words, or numbers with leading zeros. Of a file without
 * names whole numbers count too, since nobody could have said what they are.
 */
export function looksLikeId({ levels, codes }: TextColumn, hasHeader: boolean): boolean {
  if (levels.length !== codes.length) return false;
  return hasHeader ? levels.some(isKey) : levels.every((text) => isKey(text) || /^\s*\d+\s*$/.test(text));
}

function isKey(text: string): boolean {
  return /^\s*0\d/.test(text) || (Number.isNaN(parseNumber(text)) && !isMissing(text));
}
