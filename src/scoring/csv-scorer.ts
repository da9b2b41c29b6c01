/**
 * Scores a CSV file of any size, a batch of records at a time: columns found by name, encoded as in training.
 */
import { isBlankLine, requireFieldCount, type CsvRecord } from '../data/csv/csv-record.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import { namesIn } from '../data/column-name.ts';
import { RecordBlock } from '../data/csv/record-block.ts';
import { encodeField } from '../data/csv/record-writer.ts';
import { requireAll, requireColumns } from '../data/schema.ts';
import { BlockEncoder } from '../preprocessing/block-encoder.ts';
import { NoveltyCounter, type Novelty, type NoveltyCounts } from '../preprocessing/novelty.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { RecordEncoder, type EncodedRecords, type Reject } from '../preprocessing/record-encoder.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Classifier, Scores } from '../model/classifier.ts';
import { FarRowError } from '../model/score-error.ts';
import { ScoreLines, type Reasons, type ScoredRows } from './score-lines.ts';

export interface CsvScorerOptions {
  readonly file: string;
  /** How numbers and dates are written; as in the training where left out. */
  readonly format?: ValueFormat | undefined;
  /** True where a record that can't be scored is put aside instead of ending the scoring. */
  readonly skipsBadRows?: boolean;
  /** False where the rows of a file without an ID get their numbers later: their lines lack the first field. */
  readonly numbersRows?: boolean;
  /** Columns of the file to write behind the ID, as they stand and in this order: names, or several with commas between. */
  readonly keep?: readonly string[];
  /** Reasons to write behind the probabilities; none where left out. */
  readonly reasons?: Reasons | undefined;
}

export class CsvScorer {
  readonly #classifier: Classifier;
  readonly #pipeline: Pipeline;
  readonly #blocks: BlockEncoder;
  readonly #records: RecordEncoder;
  readonly #skipsBadRows: boolean;
  readonly #numbersRows: boolean;
  readonly #lines: ScoreLines;
  readonly #novelty: NoveltyCounter;
  /** Place of the ID in a record, −1 without one. */
  readonly #idIndex: number;
  /** Places of the kept columns in a record. */
  readonly #keptIndexes: readonly number[];
  /** The columns of the file. */
  readonly names: readonly string[];
  /** Columns that are neither read by the model nor kept. */
  readonly ignored: readonly string[];
  /** Rows that were scored. */
  rowCount = 0;
  #rejectCount = 0;

  /** @throws DataError E_SCHEMA_COLUMN naming the columns that the file lacks; UsageError for one to keep. */
  constructor(
    classifier: Classifier,
    pipeline: Pipeline,
    names: readonly string[],
    { file, format, skipsBadRows = false, numbersRows = true, keep = [], reasons }: CsvScorerOptions,
  ) {
    this.#classifier = classifier;
    this.#pipeline = pipeline;
    this.names = names;
    this.#skipsBadRows = skipsBadRows;
    this.#numbersRows = numbersRows;
    this.#novelty = new NoveltyCounter(pipeline);
    const { featureNames, id, target } = pipeline;
    requireColumns(names, id === null ? featureNames : [id, ...featureNames], file);
    this.#blocks = new BlockEncoder(pipeline, names, file, format);
    this.#records = new RecordEncoder(pipeline, names, file, format, (record) => {
      return requireFieldCount(record, names.length, file);
    });
    this.#idIndex = id === null ? -1 : names.indexOf(id);
    // The ID stands there anyway.
    const kept = new Set(namesIn(keep, names).filter((name) => name !== id));
    requireAll(names, [...kept], 'keep', file);
    const places = new Map(names.map((name, index) => [name, index]));
    this.#keptIndexes = Array.from(kept, (name) => places.get(name)!);
    const features = featureNames.map((name) => ({ name, index: places.get(name)! }));
    this.#lines = new ScoreLines(classifier, features, reasons);
    const used = new Set([id, target, ...featureNames, ...kept]);
    this.ignored = names.filter((name) => !used.has(name));
  }

  /** The names of the columns that are written: see `ScoreLines`. */
  header(): string {
    const kept = this.#keptIndexes.map((index) => this.names[index]!);
    return this.#lines.header(this.#pipeline.id ?? 'row', kept);
  }

  /** The number in the file of the row that comes next; rows that were put aside count, too. */
  get nextRow(): number {
    return this.rowCount + this.#rejectCount + 1;
  }

  /** True where rows are told by their number in the file. */
  get hasRowNumbers(): boolean {
    return this.#idIndex === -1;
  }

  /** What the rows scored so far hold that training never saw. */
  novelties(): Novelty[] {
    return this.#novelty.novelties();
  }

  /** Empties the count of what the rows hold that training never saw. */
  takeNovelties(): NoveltyCounts {
    return this.#novelty.take();
  }

  /** Counts rows that were scored elsewhere, as the next ones of the file. */
  skip(rowCount: number, novelties: NoveltyCounts): void {
    this.rowCount += rowCount;
    this.#novelty.merge(novelties);
  }

  /**
   * Scores each record that isn't blank; `take` gives the lines. `probability_CLASS` is on the natural mix,
   * `probability_balanced_CLASS` on that of the training where it was another.
   *
   * @returns the records that can't be scored
   * @throws DataError with line and column for such a record, unless they are put aside.
   */
  add(batch: readonly CsvRecord[] | RecordBlock): readonly Reject[] {
    return batch instanceof RecordBlock ? this.addBlock(batch) : this.addRecords(batch);
  }

  /** Empties the scorer: the rows that were scored since the last time. */
  take(): ScoredRows {
    return this.#lines.take();
  }

  /** Without a text on the way, unless a record can't be scored. */
  private addBlock(block: RecordBlock): readonly Reject[] {
    const encoded = this.#blocks.encode(block);
    if (encoded === null) return this.addRecords(block.records());
    const id = this.#idIndex;
    const scores = this.scoresOf(encoded.inputs);
    if (scores instanceof FarRowError) return this.addRecords(block.records());
    const firstRow = this.nextRow;
    this.rowCount += block.recordCount;
    this.#novelty.add(encoded.table);
    const addCell = (field: number, row: number) => {
      this.#lines.writer.addCell(block.bytes, block.start(field, row), block.end(field, row));
    };
    const addOwn = (row: number) => {
      if (id !== -1) addCell(id, row);
      else this.addRowNumber(firstRow + row);
      for (const field of this.#keptIndexes) addCell(field, row);
    };
    this.#lines.add(scores, { ...encoded, addOwn, cell: (field, row) => block.text(field, row) });
    return [];
  }

  private addRecords(batch: readonly CsvRecord[]): readonly Reject[] {
    const rows = batch.filter((record) => !isBlankLine(record, this.names.length));
    const { records, table, inputs, scores, rejects } = this.scored(rows);
    const id = this.#idIndex;
    const rowNumbers = new Map(rows.map((record, i) => [record, this.nextRow + i]));
    this.rowCount += records.length;
    this.#rejectCount += rejects.length;
    this.#novelty.add(table);
    const addOwn = (row: number) => {
      const record = records[row]!;
      if (id !== -1) this.#lines.writer.addField(encodeField(record.fields[id]!));
      else this.addRowNumber(rowNumbers.get(record)!);
      for (const field of this.#keptIndexes) this.#lines.writer.addField(encodeField(record.fields[field]!));
    };
    this.#lines.add(scores, { inputs, table, addOwn, cell: (field, row) => records[row]!.fields[field]! });
    return rejects;
  }

  /** Records and their scores; those without are put aside, or the first of them ends the scoring. */
  private scored(rows: readonly CsvRecord[]): EncodedRecords & { readonly scores: Scores } {
    const encoded = this.#records.encode(rows, this.#skipsBadRows);
    const { inputs, records, rejects } = encoded;
    const scores = this.scoresOf(inputs);
    if (!(scores instanceof FarRowError)) return { ...encoded, scores };
    const far = records.flatMap((record, row) => {
      const own = this.scoresOf(inputs.slice(row, row + 1));
      return own instanceof FarRowError ? [this.#records.far(record, own.input)] : [];
    });
    if (!this.#skipsBadRows) throw far[0]!.error;
    const isFar = new Set(far.map(({ record }) => record));
    const rest = this.scored(records.filter((record) => !isFar.has(record)));
    return { ...rest, rejects: [...rejects, ...far].toSorted((a, b) => a.record.line - b.record.line) };
  }

  private scoresOf(inputs: Tensor): Scores | FarRowError {
    try {
      return this.#classifier.score(inputs);
    } catch (error) {
      if (error instanceof FarRowError) return error;
      throw error;
    }
  }

  private addRowNumber(row: number): void {
    if (this.#numbersRows) this.#lines.writer.addField(encodeField(String(row)));
  }
}
