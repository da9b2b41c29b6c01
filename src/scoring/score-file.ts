/**
 * Scores a CSV file part by part, in bounded memory and in the order of the file. Where it is long and its records are
 * plain, a host may score pages of it beside.
 */
import { requireProperties } from '../argument-checks.ts';
import type { CsvRecord } from '../data/csv/csv-record.ts';
import { BlockReader } from '../data/csv/block-reader.ts';
import { cutPages, PAGE_LENGTH } from './csv-pages.ts';
import type { FieldSplitter } from '../data/csv/field-splitter.ts';
import { isPlainDelimiter } from '../data/csv/plain-scanner.ts';
import type { RecordBlock } from '../data/csv/record-block.ts';
import type { ByteSource } from '../data/byte-source.ts';
import type { Dialect } from '../data/dialect/dialect.ts';
import { FooterGuard } from '../data/dialect/footer.ts';
import type { Inference } from '../data/reading-log.ts';
import type { CsvOptions } from '../data/table-options.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import type { Classifier } from '../model/classifier.ts';
import { requirePipeline } from '../model/require-pipeline.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import type { Reject } from '../preprocessing/record-encoder.ts';
import { CsvScorer } from './csv-scorer.ts';
import type { Reasons, ScoredRows } from './score-lines.ts';
import { openFile, type OpenedFile } from './open-file.ts';
import { PageScorer, type PageFormat, type PageOutcome } from './page-scorer.ts';

/** Scores pages beside this thread, each by itself. */
export interface PagePool {
  /** How many pages it takes at once, at most. */
  readonly size: number;
  /** What becomes of a page; undefined when it can't be taken now. */
  score(page: Uint8Array): Promise<PageOutcome> | undefined;
  close(): Promise<void>;
}

export interface ScoreFileOptions extends Partial<CsvOptions> {
  /** The name that errors carry. */
  readonly file: string;
  /** True where a record that can't be scored is put aside instead of ending the scoring. */
  readonly skipsBadRows?: boolean;
  /** Columns of the file to write behind the ID: see `CsvScorerOptions`. */
  readonly keep?: readonly string[];
  /** Reasons to write behind the probabilities; none where left out. */
  readonly reasons?: Reasons | undefined;
  /** Splits records with quotes into fields; `splitFields` by default. */
  readonly split?: FieldSplitter;
  /** Makes what scores pages beside, once the file turns out to be long; none where left out. */
  readonly startPool?: (format: PageFormat, pageLength: number) => PagePool;
  /** What is scored at a time, in bytes. */
  readonly pageLength?: number;
  /** How many bytes the source will give; 0 where that isn't known. */
  readonly byteLength?: number;
}

/** Some rows of the file, and the scorer with what it knows of all rows so far. */
export interface ScoredPart {
  readonly scorer: CsvScorer;
  readonly rows: ScoredRows;
  readonly rejects: readonly Reject[];
  /** What the opening of the file proved and nobody said; the same in each part. */
  readonly inferences: readonly Inference[];
}

/** With fewer, a pool takes longer to start than it saves. */
const FEWEST_PAGES_FOR_POOL = 4;
/** Pages that may be scored ahead of the one whose turn it is, per page scored at once: bounds the memory. */
const MOST_PAGES_AHEAD = 2;

/**
 * Yields scored rows in the order of the file; nothing for an empty one.
 *
 * @param source the bytes of the file, all at once or as they come
 * @throws FormatError E_MODEL_PIPELINE when the model was trained on bare arrays; as `CsvScorer` and `readBlocks` do, and
 *   what the source throws.
 */
export async function* scoreFile(
  source: ByteSource,
  classifier: Classifier,
  options: ScoreFileOptions,
): AsyncGenerator<ScoredPart, void, undefined> {
  requireProperties('scoreFile', 'options', options, 'file');
  const pipeline = requirePipeline(classifier, 'train it on a CSV file');
  const opened = await openFile(source, pipeline, options);
  if (opened === null) return;
  const scoring = new FileScoring(classifier, pipeline, options, opened);
  const underWay: { readonly byteLength: number; readonly outcome: Promise<PageOutcome> | PageOutcome }[] = [];
  async function* finish(mostLeft: number) {
    while (underWay.length > mostLeft) {
      const { byteLength, outcome } = underWay.shift()!;
      yield* scoring.finish(byteLength, await outcome);
    }
  }
  try {
    for await (const page of cutPages(opened.rows, options.pageLength)) {
      if (page.isPlain && scoring.takesPages) {
        underWay.push({ byteLength: page.bytes.length, outcome: scoring.scorePage(page.bytes) });
        yield* finish(MOST_PAGES_AHEAD * (1 + scoring.poolSize));
      } else {
        yield* finish(0);
        yield* scoring.scoreHere(page.bytes);
      }
    }
    yield* finish(0);
    yield* scoring.end();
  } finally {
    await scoring.close();
  }
}

class FileScoring {
  readonly #classifier: Classifier;
  readonly #pipeline: Pipeline;
  readonly #options: ScoreFileOptions;
  readonly #dialect: Dialect;
  readonly #inferences: readonly Inference[];
  readonly #values: ValueFormat;
  readonly #reader: BlockReader;
  readonly #footer: FooterGuard;
  readonly #scorer: CsvScorer;
  #pageScorer: PageScorer | undefined;
  #pool: PagePool | undefined;
  #byteLength = 0;

  constructor(classifier: Classifier, pipeline: Pipeline, options: ScoreFileOptions, opened: OpenedFile) {
    const { dialect, inferences, values } = opened;
    const { file, split, skipsBadRows = false, keep = [], reasons, skipFooter } = options;
    const { delimiter, decimal, line, offset, names } = dialect;
    this.#classifier = classifier;
    this.#pipeline = pipeline;
    this.#options = options;
    this.#dialect = dialect;
    this.#inferences = inferences;
    this.#values = values;
    this.#reader = new BlockReader({ file, delimiter, decimal, split, fieldCount: names.length, line, offset });
    this.#scorer = new CsvScorer(classifier, pipeline, names, { file, format: values, skipsBadRows, keep, reasons });
    this.#footer = new FooterGuard(dialect, { file, skipFooter, passesShort: skipsBadRows });
  }

  /** Whether plain pages can be scored by themselves. */
  get takesPages(): boolean {
    const { delimiter, hasFiller } = this.#dialect;
    return isPlainDelimiter(delimiter) && !hasFiller && (this.#options.skipFooter ?? 0) === 0;
  }

  /** How many pages are scored beside. */
  get poolSize(): number {
    return this.#pool?.size ?? 0;
  }

  /** By the pool where it is free, here otherwise. */
  scorePage(page: Uint8Array): Promise<PageOutcome> | PageOutcome {
    const { file, startPool, byteLength = 0, pageLength = PAGE_LENGTH, keep = [], reasons } = this.#options;
    const { names, delimiter } = this.#dialect;
    const reasonCount = reasons?.count ?? 0;
    const format = { file, names, delimiter, values: this.#values, keep, reasonCount };
    this.#byteLength += page.length;
    if (Math.max(this.#byteLength, byteLength) >= FEWEST_PAGES_FOR_POOL * pageLength) {
      this.#pool ??= startPool?.(format, pageLength);
    }
    const outcome = this.#pool?.score(page);
    if (outcome !== undefined) return outcome;
    this.#pageScorer ??= new PageScorer(this.#classifier, this.#pipeline, format, reasons);
    return this.#pageScorer.score(page) ?? Uint8Array.from(page);
  }

  /** Takes what became of a page, at its turn; bytes are scored here, record by record. */
  async *finish(byteLength: number, outcome: PageOutcome): AsyncGenerator<ScoredPart, void, undefined> {
    if (outcome instanceof Uint8Array) {
      yield* this.scoreHere(outcome);
      return;
    }
    yield* this.score(this.#reader.skip(byteLength, outcome.lineCount));
    yield* this.add(this.#footer.passed(outcome.last));
    const [scorer, { rows, novelties }] = [this.#scorer, outcome];
    const firstRow = scorer.nextRow;
    scorer.skip(rows.ends.length, novelties);
    yield this.part(scorer.hasRowNumbers ? numbered(rows, firstRow) : rows, []);
  }

  scoreHere(bytes: Uint8Array): AsyncGenerator<ScoredPart, void, undefined> {
    return this.score(this.#reader.push(bytes));
  }

  async *end(): AsyncGenerator<ScoredPart, void, undefined> {
    yield* this.score(this.#reader.end());
    yield* this.add(this.#footer.end());
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  private async *score(batches: AsyncIterable<CsvRecord[] | RecordBlock>): AsyncGenerator<ScoredPart, void, undefined> {
    const rejects: Reject[] = [];
    for await (const batch of batches) {
      for (const rows of this.#footer.push(batch)) rejects.push(...this.#scorer.add(rows));
    }
    yield this.part(this.#scorer.take(), rejects);
  }

  /** Scores what the end of the file holds back. */
  private *add(batches: Iterable<readonly CsvRecord[] | RecordBlock>): Generator<ScoredPart, void, undefined> {
    for (const batch of batches) {
      const rejects = this.#scorer.add(batch);
      yield this.part(this.#scorer.take(), rejects);
    }
  }

  private part(rows: ScoredRows, rejects: readonly Reject[]): ScoredPart {
    return { scorer: this.#scorer, rows, rejects, inferences: this.#inferences };
  }
}

/** The rows with their number in the file as first field. */
function numbered({ bytes, ends, probabilities }: ScoredRows, firstRow: number): ScoredRows {
  const keys = Array.from(ends, (_, row) => `${firstRow + row},`);
  const longer = new Uint8Array(bytes.length + keys.reduce((sum, key) => sum + key.length, 0));
  const newEnds = new Int32Array(ends.length);
  let at = 0;
  for (const [row, key] of keys.entries()) {
    for (let i = 0; i < key.length; i++) longer[at++] = key.charCodeAt(i);
    const start = row === 0 ? 0 : ends[row - 1]!;
    longer.set(bytes.subarray(start, ends[row]), at);
    at += ends[row]! - start;
    newEnds[row] = at;
  }
  return { bytes: longer, ends: newEnds, probabilities };
}
