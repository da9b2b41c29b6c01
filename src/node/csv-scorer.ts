/**
 * Scores a CSV file of any size, a batch of records at a time: columns found by name, encoded as in training.
 */
import type { CellFormat } from '../data/cell.ts';
import { isBlankLine, type CsvRecord } from '../data/csv-record.ts';
import { formatCsvRecord } from '../data/csv-writer.ts';
import { formatFloat32 } from '../data/format-number.ts';
import { MissingWords } from '../data/missing.ts';
import type { DecimalMark } from '../data/number.ts';
import { RecordBlock } from '../data/record-block.ts';
import { requireColumns } from '../data/schema.ts';
import { TableBuilder, type ColumnPlan } from '../data/table-builder.ts';
import { DataError, quoted } from '../errors.ts';
import { NoveltyCounter, type Novelty } from '../preprocessing/novelty.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Classifier } from '../training/classifier.ts';

export interface ScoredLine {
  readonly text: string;
  readonly probability: number;
}

/** A record that can't be scored, and why. */
export interface Reject {
  readonly record: CsvRecord;
  readonly error: DataError;
}

export interface CsvScorerOptions {
  readonly file: string;
  readonly decimal: DecimalMark;
  /** True where a record that can't be scored is put aside instead of ending the scoring. */
  readonly skipsBadRows?: boolean;
}

export class CsvScorer {
  readonly #classifier: Classifier;
  readonly #pipeline: Pipeline;
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #format: CellFormat;
  readonly #plans: readonly ColumnPlan[];
  readonly #skipsBadRows: boolean;
  readonly #novelty: NoveltyCounter;
  /** Place of the ID in a record, −1 without one. */
  readonly #idIndex: number;
  /** Columns that the model doesn't read. */
  readonly ignored: readonly string[];
  /** Rows that were scored. */
  rowCount = 0;
  #rejectCount = 0;

  /** @throws DataError E_SCHEMA_COLUMN naming the columns that the file lacks. */
  constructor(
    classifier: Classifier,
    pipeline: Pipeline,
    names: readonly string[],
    { file, decimal, skipsBadRows = false }: CsvScorerOptions,
  ) {
    this.#classifier = classifier;
    this.#pipeline = pipeline;
    this.#file = file;
    this.#fieldCount = names.length;
    this.#format = { decimal, missing: new MissingWords(pipeline.missingWords) };
    this.#skipsBadRows = skipsBadRows;
    this.#novelty = new NoveltyCounter(pipeline);
    const { featureNames, id, target } = pipeline;
    requireColumns(names, id === null ? featureNames : [id, ...featureNames], file);
    this.#plans = Array.from(pipeline.known, ([name, column]) => ({ name, index: names.indexOf(name), ...column }));
    this.#idIndex = id === null ? -1 : names.indexOf(id);
    this.ignored = names.filter((name) => name !== id && name !== target && !featureNames.includes(name));
  }

  /** The names of the columns that `score` writes. */
  header(): string {
    const { classes } = this.#classifier;
    const names = (prefix: string) => (classes.length === 2 ? [prefix] : classes.map((name) => `${prefix}_${name}`));
    const key = this.#pipeline.id ?? 'row';
    const columns = [key, 'prediction', ...names('probability'), ...names('probability_balanced')];
    return formatCsvRecord(columns.map((name, i) => (columns.indexOf(name) === i ? name : unusedName(name, columns))));
  }

  /** What the rows scored so far hold that training never saw. */
  novelties(): Novelty[] {
    return this.#novelty.novelties();
  }

  /**
   * A line for each record that isn't blank, and the second class's probability in it. `probability` is on the natural
   * mix, `probability_balanced` on that of the training.
   *
   * @throws DataError with line and column for a record that can't be scored, unless such records are put aside.
   */
  score(batch: readonly CsvRecord[] | RecordBlock): { lines: ScoredLine[]; rejects: Reject[] } {
    return batch instanceof RecordBlock ? this.scoreBlock(batch) : this.scoreRecords(batch);
  }

  /** Without a text on the way, unless a record can't be scored. */
  private scoreBlock(block: RecordBlock): { lines: ScoredLine[]; rejects: Reject[] } {
    const builder = new TableBuilder(this.#file, this.#fieldCount, this.#plans, this.#format);
    try {
      builder.addBlock(block);
    } catch (error) {
      if (error instanceof DataError) return this.scoreRecords(block.records());
      throw error;
    }
    const { table } = builder.finish();
    const rows = Array.from({ length: block.recordCount }, (_, row) => row);
    const inputs = this.#pipeline.encode(table, Int32Array.from(rows));
    if (inputs.data.some((value) => !Number.isFinite(value))) return this.scoreRecords(block.records());
    this.#novelty.add(table);
    const firstRow = this.rowCount + this.#rejectCount + 1;
    const keys = rows.map((row) => (this.#idIndex === -1 ? String(firstRow + row) : block.text(this.#idIndex, row)));
    this.rowCount += rows.length;
    return { lines: rows.length === 0 ? [] : this.scoreInputs(keys, inputs), rejects: [] };
  }

  private scoreRecords(batch: readonly CsvRecord[]): { lines: ScoredLine[]; rejects: Reject[] } {
    const rows = batch.filter((record) => !isBlankLine(record, this.#fieldCount));
    const { records, inputs, rejects } = this.encode(rows);
    const firstRow = this.rowCount + this.#rejectCount + 1;
    const rowNumbers = new Map(rows.map((record, i) => [record, firstRow + i]));
    // Rows that were put aside count, too: the number is the one in the file.
    const keys = records.map((record) => {
      return this.#idIndex === -1 ? String(rowNumbers.get(record)) : record.fields[this.#idIndex]!;
    });
    const lines = records.length === 0 ? [] : this.scoreInputs(keys, inputs);
    this.rowCount += lines.length;
    this.#rejectCount += rejects.length;
    return { lines, rejects: rejects.toSorted((a, b) => a.record.line - b.record.line) };
  }

  private scoreInputs(keys: readonly string[], inputs: Tensor): ScoredLine[] {
    const [n, k] = [keys.length, this.#classifier.classes.length];
    const [natural, balanced] = [Tensor.zeros(n, k), Tensor.zeros(n, k)];
    const predictions = new Int32Array(n);
    this.#classifier.probabilities(inputs, 'training', balanced);
    const logits = this.#classifier.logits(inputs, 'natural');
    this.#classifier.loss.probabilities(logits, natural);
    this.#classifier.loss.predict(logits, predictions);
    return keys.map((key, i) => {
      const text = formatCsvRecord([
        key,
        this.#classifier.classes[predictions[i]!]!,
        ...shown(natural, i),
        ...shown(balanced, i),
      ]);
      return { text, probability: natural.data[i * k + 1]! };
    });
  }

  /** The network's inputs for the records that can be scored. */
  private encode(rows: readonly CsvRecord[]): { records: CsvRecord[]; inputs: Tensor; rejects: Reject[] } {
    const builder = new TableBuilder(this.#file, this.#fieldCount, this.#plans, this.#format);
    const records: CsvRecord[] = [];
    const rejects: Reject[] = [];
    for (const record of rows) {
      try {
        builder.add(record);
        records.push(record);
      } catch (error) {
        rejects.push({ record, error: this.rejected(error) });
      }
    }
    const { table } = builder.finish();
    const inputs = this.#pipeline.encode(table, Int32Array.from(records.keys()));
    const tooFar = records.flatMap((record, row) => this.tooFar(record, inputs, row) ?? []);
    if (tooFar.length === 0) {
      this.#novelty.add(table);
      return { records, inputs, rejects };
    }
    const rest = this.encode(records.filter((record) => tooFar.every((reject) => reject.record !== record)));
    return { ...rest, rejects: [...rejects, ...tooFar, ...rest.rejects] };
  }

  /** @throws whatever ends the scoring */
  private rejected(error: unknown): DataError {
    if (this.#skipsBadRows && error instanceof DataError) return error;
    throw error;
  }

  private tooFar(record: CsvRecord, inputs: Tensor, row: number): Reject | null {
    const d = inputs.columns;
    const bad = inputs.data.subarray(row * d, (row + 1) * d).findIndex((value) => !Number.isFinite(value));
    if (bad === -1) return null;
    // Only an input of a number can be too far, and it has its column's name.
    const { name } = this.#pipeline.inputs[bad]!;
    const { index } = this.#plans.find((plan) => plan.name === name)!;
    const message = `column ${quoted(name)}: ${quoted(record.fields[index]!)} is too far from the training values`;
    const place = { file: this.#file, line: record.line, column: index + 1, field: name };
    return { record, error: this.rejected(new DataError('E_CSV_RANGE', message, place)) };
  }
}

/** Of two classes the second one's probability, of more each one's. */
function shown({ data, columns }: Tensor, row: number): string[] {
  const texts: string[] = [];
  for (let i = columns === 2 ? 1 : 0; i < columns; i++) texts.push(formatFloat32(data[row * columns + i]!));
  return texts;
}

/** An ID or a class can be called like one of our columns: the later one gets a number, so that no two are alike. */
function unusedName(name: string, columns: readonly string[]): string {
  let number = 2;
  while (columns.includes(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
