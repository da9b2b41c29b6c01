/**
 * Blocks of a CSV file on their way into the network, without a text on the way.
 */
import type { CellFormat } from '../data/cells/cell.ts';
import type { KnownPlan } from '../data/columns/known-cells.ts';
import { knownColumnBuilder } from '../data/columns/known-column.ts';
import type { RecordBlock } from '../data/csv/record-block.ts';
import { TableBuilder } from '../data/table-builder.ts';
import { allRows } from '../data/table.ts';
import { DataError } from '../errors.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import { cellFormat, plansOf, type ColumnContract, type EncodedTable } from './record-encoder.ts';

export class BlockEncoder {
  readonly #contract: ColumnContract;
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #format: CellFormat;
  readonly #plans: readonly KnownPlan[];

  /** As for a `RecordEncoder`. */
  constructor(contract: ColumnContract, names: readonly string[], file: string, format = contract.format) {
    this.#contract = contract;
    this.#file = file;
    this.#fieldCount = names.length;
    this.#format = cellFormat(contract, format);
    this.#plans = plansOf(contract, names);
  }

  /** Null where a record can't be scored: a `RecordEncoder` says which and why. */
  encode(block: RecordBlock): EncodedTable | null {
    const builder = new TableBuilder(this.#file, this.#fieldCount, this.#plans, (plan) =>
      knownColumnBuilder(plan, this.#file, this.#format),
    );
    builder.reserve(block.recordCount);
    try {
      builder.addBlock(block);
    } catch (error) {
      if (error instanceof DataError) return null;
      throw error;
    }
    const { table } = builder.finish();
    const inputs = this.#contract.encode(table, allRows(table.rowCount));
    return currentKernels().areFinite(inputs.data) ? { table, inputs } : null;
  }
}
