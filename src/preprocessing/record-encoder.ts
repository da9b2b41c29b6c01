/**
 * Records on their way into the network: each cell is held to what the pipeline knows of its column, and a record that
 * can't be scored is named with the reason.
 */
import type { CellFormat } from '../data/cells/cell.ts';
import { MissingWords } from '../data/cells/missing.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import type { KnownPlan } from '../data/columns/known-cells.ts';
import type { CsvRecord } from '../data/csv/csv-record.ts';
import { RecordTable, type RecordValues } from '../data/record-table.ts';
import type { KnownColumn } from '../data/schema.ts';
import { allRows, type Table } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Input } from './features/feature.ts';

/** What records are held to, and how they become inputs: a `Pipeline`. */
export interface ColumnContract {
  /** The texts that stand for a missing value. */
  readonly missingWords: readonly string[];
  /** How numbers and dates are written. */
  readonly format: ValueFormat;
  /** What the columns must hold, by name. */
  readonly known: ReadonlyMap<string, KnownColumn>;
  /** What each of the network's inputs stands for [d]. */
  readonly inputs: readonly Input[];
  /** The network's inputs [n, d]; one that float32 can't hold is an infinity. */
  encode(table: Table, rows: Int32Array): Tensor;
}

/** A record that can't be scored, and why. */
export interface Reject {
  readonly record: CsvRecord;
  readonly error: DataError;
}

export interface EncodedTable {
  /** The features' columns. */
  readonly table: Table;
  /** The network's inputs [n, d]. */
  readonly inputs: Tensor;
}

export interface EncodedRecords extends EncodedTable {
  /** The records that became the n rows, in their order. */
  readonly records: readonly CsvRecord[];
  /** The others, in theirs. */
  readonly rejects: readonly Reject[];
}

/** A record's fields. @throws DataError for a record that is refused. */
type FieldsOf = (record: CsvRecord) => readonly string[];

export class RecordEncoder {
  readonly #contract: ColumnContract;
  readonly #file: string;
  readonly #plans: readonly KnownPlan[];
  readonly #records: RecordTable;
  readonly #fieldsOf: FieldsOf;

  /**
   * @param names of the records' fields, the features among them
   * @param file what errors call the source
   * @param format where it isn't the contract's
   * @param fieldsOf checks the number of a record's fields, where that may be wrong
   */
  constructor(
    contract: ColumnContract,
    names: readonly string[],
    file: string,
    format = contract.format,
    fieldsOf: FieldsOf = ({ fields }) => fields,
  ) {
    this.#contract = contract;
    this.#file = file;
    this.#plans = plansOf(contract, names);
    this.#records = new RecordTable(this.#plans, file, cellFormat(contract, format));
    this.#fieldsOf = fieldsOf;
  }

  /**
   * @param putsAside true where a record that can't be scored becomes a reject
   * @throws DataError with line and column for the first such record, where none is put aside.
   */
  encode(rows: readonly CsvRecord[], putsAside: boolean): EncodedRecords {
    const records: CsvRecord[] = [];
    const values: RecordValues[] = [];
    const rejects: Reject[] = [];
    for (const record of rows) {
      try {
        values.push(this.#records.read(this.#fieldsOf(record), record.line));
        records.push(record);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        rejects.push({ record, error });
        if (!putsAside) break;
      }
    }
    const table = this.#records.of(values);
    const inputs = this.#contract.encode(table, allRows(table.rowCount));
    const tooFar = records.flatMap((record, row) => this.tooFar(record, inputs, row) ?? []);
    if (!putsAside && rejects.length + tooFar.length > 0) throw (tooFar[0] ?? rejects[0])!.error;
    if (tooFar.length === 0) return { table, inputs, records, rejects };
    const far = new Set(tooFar.map(({ record }) => record));
    const rest = this.encode(
      records.filter((record) => !far.has(record)),
      putsAside,
    );
    return { ...rest, rejects: [...rejects, ...tooFar].toSorted((a, b) => a.record.line - b.record.line) };
  }

  /** A record whose inputs are finite, but too far from the training values to be scored. */
  far(record: CsvRecord, input: number): Reject {
    const { name } = this.#contract.inputs[input]!;
    const plan = this.#plans.find((candidate) => candidate.name === name);
    const text = plan === undefined ? '' : `: ${quoted(record.fields[plan.index]!)}`;
    const message = `column ${quoted(name)}${text} is too far from the training values`;
    const place = { file: this.#file, line: record.line, column: plan && plan.index + 1, field: name };
    return { record, error: new DataError('E_CSV_RANGE', message, place) };
  }

  /** Finite numbers can become inputs that float32 can't hold. */
  private tooFar(record: CsvRecord, inputs: Tensor, row: number): Reject | null {
    const d = inputs.columns;
    const bad = inputs.data.subarray(row * d, (row + 1) * d).findIndex((value) => !Number.isFinite(value));
    if (bad === -1) return null;
    return this.far(record, bad);
  }
}

/** The columns of the contract at their places in a record. */
export function plansOf({ known }: ColumnContract, names: readonly string[]): KnownPlan[] {
  const places = new Map(names.map((name, index) => [name, index]));
  return Array.from(known, ([name, column]) => ({ name, index: places.get(name)!, ...column }));
}

export function cellFormat({ missingWords }: ColumnContract, format: ValueFormat): CellFormat {
  return { ...format, missing: new MissingWords(missingWords) };
}
