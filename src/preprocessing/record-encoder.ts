/**
 * Records on their way into the network: each cell is held to what the pipeline knows of its column, and a record that
 * can't be scored is named with the reason.
 */
import type { CellFormat } from '../data/cells/cell.ts';
import { MissingWords } from '../data/cells/missing.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import { knownColumnBuilder, type KnownPlan } from '../data/columns/known-column.ts';
import type { CsvRecord } from '../data/csv/csv-record.ts';
import type { RecordBlock } from '../data/csv/record-block.ts';
import type { KnownColumn } from '../data/schema.ts';
import { TableBuilder } from '../data/table-builder.ts';
import type { Table } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
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

export class RecordEncoder {
  readonly #contract: ColumnContract;
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #format: CellFormat;
  readonly #plans: readonly KnownPlan[];

  /**
   * @param names of the records' fields, the features among them
   * @param file what errors call the source
   * @param format where it isn't the contract's
   */
  constructor(contract: ColumnContract, names: readonly string[], file: string, format = contract.format) {
    this.#contract = contract;
    this.#file = file;
    this.#fieldCount = names.length;
    this.#format = { ...format, missing: new MissingWords(contract.missingWords) };
    const places = new Map(names.map((name, index) => [name, index]));
    this.#plans = Array.from(contract.known, ([name, column]) => ({ name, index: places.get(name)!, ...column }));
  }

  /** Without a text on the way; null where a record can't be scored. */
  encodeBlock(block: RecordBlock): EncodedTable | null {
    const builder = this.tableBuilder();
    builder.reserve(block.recordCount);
    try {
      builder.addBlock(block);
    } catch (error) {
      if (error instanceof DataError) return null;
      throw error;
    }
    const { table } = builder.finish();
    const inputs = this.#contract.encode(table, rowNumbers(table.rowCount));
    return currentKernels().areFinite(inputs.data) ? { table, inputs } : null;
  }

  /**
   * @param putsAside true where a record that can't be scored becomes a reject
   * @throws DataError with line and column for the first such record, where none is put aside.
   */
  encode(rows: readonly CsvRecord[], putsAside: boolean): EncodedRecords {
    const builder = this.tableBuilder();
    const records: CsvRecord[] = [];
    const rejects: Reject[] = [];
    for (const record of rows) {
      try {
        builder.add(record);
        records.push(record);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        rejects.push({ record, error });
        if (!putsAside) break;
      }
    }
    const { table } = builder.finish();
    const inputs = this.#contract.encode(table, rowNumbers(records.length));
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

  private tableBuilder(): TableBuilder<KnownPlan> {
    return new TableBuilder(this.#file, this.#fieldCount, this.#plans, (plan) =>
      knownColumnBuilder(plan, this.#file, this.#format),
    );
  }

  /** Finite numbers can become inputs that float32 can't hold. */
  private tooFar(record: CsvRecord, inputs: Tensor, row: number): Reject | null {
    const d = inputs.columns;
    const bad = inputs.data.subarray(row * d, (row + 1) * d).findIndex((value) => !Number.isFinite(value));
    if (bad === -1) return null;
    return this.far(record, bad);
  }
}

function rowNumbers(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}
