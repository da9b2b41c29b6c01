/**
 * Scores a CSV file part by part, in bounded memory and in the order of the file: over several threads where it is long
 * and its records are plain, on this one otherwise.
 */
import { isBlankLine, type CsvRecord } from '../../data/csv/csv-record.ts';
import { readHeader } from '../../data/csv/header.ts';
import { isPlainDelimiter } from '../../data/csv/plain-scanner.ts';
import { RecordBlock } from '../../data/csv/record-block.ts';
import { fastCsvSplitter } from './fast-csv-splitter.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { currentKernels } from '../../tensor/kernels/current.ts';
import { BlockReader } from '../../data/csv/block-reader.ts';
import { cutPages, PAGE_LENGTH } from '../../data/csv/csv-pages.ts';
import { CsvScorer, type Reject, type ScoredRows } from '../../scoring/csv-scorer.ts';
import type { ModelFile } from '../stores/model-store.ts';
import type { CsvOptions } from '../../data/read-table.ts';
import { PageScorer, type PageFormat, type PageOutcome } from '../../scoring/page-scorer.ts';
import { ScoringPool } from '../threads/scoring-pool.ts';

export interface ScoreFileOptions extends CsvOptions {
  /** The name that errors carry. */
  readonly file: string;
  /** True where a record that can't be scored is put aside instead of ending the scoring. */
  readonly skipsBadRows: boolean;
  /** The most that score at once, this one included. */
  readonly threads: number;
  /** Is told why a thread ended too early; its work is done here then. */
  readonly onThreadLoss: (cause: Error) => void;
  /** What is scored at a time, in bytes. */
  readonly pageLength?: number;
  /** What the source will give, 0 where that isn't known. */
  readonly byteLength: number;
}

/** Some rows of the file, and the scorer with what it knows of all rows so far. */
export interface ScoredPart {
  readonly scorer: CsvScorer;
  readonly rows: ScoredRows;
  readonly rejects: readonly Reject[];
}

/** With fewer, another thread takes longer to start than it saves. */
const FEWEST_PAGES_FOR_THREADS = 4;
/** How many pages may be scored before the one whose turn it is, which bounds the memory. */
const MOST_PAGES_AHEAD = 2;

/** @throws as `CsvScorer` and `readBlocks` do, and what the source throws; nothing where the file is empty. */
export async function* scoreFile(
  source: AsyncIterable<Uint8Array>,
  model: ModelFile,
  pipeline: Pipeline,
  options: ScoreFileOptions,
): AsyncGenerator<ScoredPart, void, undefined> {
  const scoring = new FileScoring(model, pipeline, options);
  const underWay: { readonly byteLength: number; readonly outcome: Promise<PageOutcome> | PageOutcome }[] = [];
  async function* finish(mostLeft: number) {
    while (underWay.length > mostLeft) {
      const { byteLength, outcome } = underWay.shift()!;
      yield* scoring.finish(byteLength, await outcome);
    }
  }
  try {
    for await (const page of cutPages(source, options.pageLength)) {
      if (page.isPlain && scoring.takesPages) {
        underWay.push({ byteLength: page.bytes.length, outcome: scoring.scorePage(page.bytes) });
        yield* finish(MOST_PAGES_AHEAD * options.threads);
      } else {
        yield* finish(0);
        yield* scoring.scoreHere(page.bytes);
      }
    }
    yield* scoring.end();
  } finally {
    await scoring.close();
  }
}

class FileScoring {
  readonly #model: ModelFile;
  readonly #pipeline: Pipeline;
  readonly #options: ScoreFileOptions;
  readonly #reader: BlockReader;
  #scorer: CsvScorer | undefined;
  #pageScorer: PageScorer | undefined;
  #pool: ScoringPool | undefined;
  #byteLength = 0;

  constructor(model: ModelFile, pipeline: Pipeline, options: ScoreFileOptions) {
    this.#model = model;
    this.#pipeline = pipeline;
    this.#options = options;
    this.#reader = new BlockReader({ ...options, split: fastCsvSplitter });
  }

  /** Whether plain pages can be scored by themselves: when the header is known. */
  get takesPages(): boolean {
    return this.#scorer !== undefined && isPlainDelimiter(this.#options.delimiter);
  }

  /** By another thread where one is free, by this one otherwise. */
  scorePage(page: Uint8Array): Promise<PageOutcome> | PageOutcome {
    const { byteLength, pageLength = PAGE_LENGTH } = this.#options;
    const format = { ...this.#options, names: this.#scorer!.names };
    this.#byteLength += page.length;
    if (Math.max(this.#byteLength, byteLength) >= FEWEST_PAGES_FOR_THREADS * pageLength) this.startPool(format);
    const outcome = this.#pool?.score(page);
    if (outcome !== undefined) return outcome;
    this.#pageScorer ??= new PageScorer(this.#model.classifier, this.#pipeline, format);
    return this.#pageScorer.score(page) ?? Uint8Array.from(page);
  }

  private startPool({ file, names, delimiter, decimal }: PageFormat): void {
    const { threads, onThreadLoss, pageLength = PAGE_LENGTH } = this.#options;
    if (threads === 1 || this.#pool !== undefined) return;
    const { bytes: model, file: modelFile } = this.#model;
    const format = { file, names, delimiter, decimal };
    const setup = { model, modelFile, kernels: currentKernels().name, format };
    this.#pool = new ScoringPool(threads - 1, pageLength, setup, onThreadLoss);
  }

  /** Takes what became of a page, at its turn; bytes are scored here, record by record. */
  async *finish(byteLength: number, outcome: PageOutcome): AsyncGenerator<ScoredPart, void, undefined> {
    if (outcome instanceof Uint8Array) {
      yield* this.scoreHere(outcome);
      return;
    }
    yield* this.score(this.#reader.skip(byteLength, outcome.lineCount));
    const [scorer, { rows, novelties }] = [this.#scorer!, outcome];
    const firstRow = scorer.nextRow;
    scorer.skip(rows.ends.length, novelties);
    yield { scorer, rows: scorer.hasRowNumbers ? numbered(rows, firstRow) : rows, rejects: [] };
  }

  scoreHere(bytes: Uint8Array): AsyncGenerator<ScoredPart, void, undefined> {
    return this.score(this.#reader.push(bytes));
  }

  end(): AsyncGenerator<ScoredPart, void, undefined> {
    return this.score(this.#reader.end());
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  private async *score(batches: AsyncIterable<CsvRecord[] | RecordBlock>): AsyncGenerator<ScoredPart, void, undefined> {
    const rejects: Reject[] = [];
    for await (const batch of batches) {
      if (this.#scorer === undefined && !(batch instanceof RecordBlock)) {
        const rest = this.start(batch);
        if (rest.length > 0) rejects.push(...this.#scorer!.add(rest));
      } else rejects.push(...this.#scorer!.add(batch));
    }
    if (this.#scorer !== undefined) yield { scorer: this.#scorer, rows: this.#scorer.take(), rejects };
  }

  /** Takes the header, if it is there, and returns the records behind it. */
  private start(records: CsvRecord[]): CsvRecord[] {
    const { file, decimal, skipsBadRows } = this.#options;
    const first = records.findIndex((record) => !isBlankLine(record, 0));
    if (first === -1) return [];
    const header = this.#pipeline.headerOf(this.#options.header);
    const { names, hasHeader } = readHeader(records[first]!.fields, records[first]!.line, file, header);
    this.#scorer = new CsvScorer(this.#model.classifier, this.#pipeline, names, { file, decimal, skipsBadRows });
    return records.slice(hasHeader ? first + 1 : first);
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
