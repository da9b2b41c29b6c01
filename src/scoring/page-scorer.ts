/**
 * Scores pages of plain records, each by itself, in any order.
 */
import type { CsvRecord } from '../data/csv/csv-record.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import { PlainScanner } from '../data/csv/plain-scanner.ts';
import { GlassnetError } from '../errors.ts';
import type { NoveltyCounts } from '../preprocessing/novelty.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import type { Classifier } from '../model/classifier.ts';
import { CsvScorer } from './csv-scorer.ts';
import type { Reasons, ScoredRows } from './score-lines.ts';

/** How the file is written. */
export interface PageFormat {
  /** The name that errors carry. */
  readonly file: string;
  readonly names: readonly string[];
  readonly delimiter: string;
  readonly values: ValueFormat;
  /** As in `CsvScorerOptions`. */
  readonly keep: readonly string[];
  /** How many reasons of each score are written. */
  readonly reasonCount: number;
}

export interface ScoredPage {
  /** Without a row number where the file has no ID. */
  readonly rows: ScoredRows;
  readonly novelties: NoveltyCounts;
  readonly lineCount: number;
  /** The last record; null without records. */
  readonly last: CsvRecord | null;
}

/** What became of a page: the bytes are given back where they can't be scored as they stand. */
export type PageOutcome = ScoredPage | Uint8Array;

export class PageScorer {
  readonly #scorer: CsvScorer;
  readonly #scanner: PlainScanner;
  #last: CsvRecord | null = null;

  /** @param reasons to write, as many as the format says */
  constructor(classifier: Classifier, pipeline: Pipeline, format: PageFormat, reasons?: Reasons) {
    const { file, names, delimiter, values, keep } = format;
    const options = { file, format: values, keep, reasons, numbersRows: false };
    this.#scorer = new CsvScorer(classifier, pipeline, names, options);
    this.#scanner = new PlainScanner(names.length, delimiter, values.decimal);
  }

  /** Null for a page with a record that isn't plain or can't be scored. */
  score(page: Uint8Array): ScoredPage | null {
    this.#last = null;
    const isScored = this.scoreBlocks(page);
    const [rows, novelties] = [this.#scorer.take(), this.#scorer.takeNovelties()];
    return isScored ? { rows, novelties, lineCount: this.#scanner.line - 1, last: this.#last } : null;
  }

  private scoreBlocks(page: Uint8Array): boolean {
    this.#scanner.load(page, 0, page.length, 1, false);
    try {
      while (this.#scanner.position < page.length) {
        const block = this.#scanner.scan();
        if (block.recordCount === 0 && block.blankLineCount === 0) return false;
        this.#scorer.add(block);
        if (block.recordCount > 0) this.#last = block.record(block.recordCount - 1);
      }
    } catch (error) {
      if (error instanceof GlassnetError) return false;
      throw error;
    }
    return true;
  }
}
