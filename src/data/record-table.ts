/**
 * A table of few records, whose columns' contents are known: what scoring rows needs, without the builders of a file.
 */
import type { CellFormat } from './cells/cell.ts';
import { knownCells, readNumber, readText, type KnownPlan } from './columns/known-cells.ts';
import { numbers, type Column, type Table } from './table.ts';

/** What a record holds in each column; missing are NaN and null. */
export type RecordValues = readonly (number | string | null)[];

export class RecordTable {
  readonly #columns;

  constructor(plans: readonly KnownPlan[], file: string, format: CellFormat) {
    this.#columns = plans.map((plan) => ({ ...plan, cells: knownCells(plan, file, format) }));
  }

  /**
   * @param fields of a record that starts on `line`
   * @throws DataError for a cell that doesn't fit its column.
   */
  read(fields: readonly string[], line: number): RecordValues {
    return this.#columns.map(({ index, cells }) => {
      const text = fields[index]!;
      return cells.kind === 'category' ? readText(text, line, cells) : readNumber(text, line, cells);
    });
  }

  of(rows: readonly RecordValues[]): Table {
    const columns = this.#columns.map(({ name, kind, unit }, i): Column => {
      const values = rows.map((row) => row[i]!);
      return kind === 'category'
        ? texts(name, values)
        : numbers(name, Float64Array.from(values as number[]), kind, unit);
    });
    return { columns, rowCount: rows.length, blankLineCount: 0 };
  }
}

function texts(name: string, values: RecordValues): Column {
  const codeOf = new Map<RecordValues[number], number>();
  const codes = Int32Array.from(values, (text) => {
    if (text === null) return -1;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { kind: 'text', name, codes, levels: [...codeOf.keys()] as string[] };
}
