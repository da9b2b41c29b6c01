/**
 * The end of a file: footers that are to be left out, and last records that look like one, a total or the name of the
 * source.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { isBlankLine, type CsvRecord } from '../csv/csv-record.ts';
import { RecordBlock } from '../csv/record-block.ts';
import type { Dialect } from './dialect.ts';

type Batch = readonly CsvRecord[] | RecordBlock;

const TOTAL =
  /^\s*(?:grand\s+)?(?:(?:sub-?\s*)?totals?|sum|average|avg|mean|median|count|summe|gesamt|total\s+g[eé]n[eé]ral|suma|totale|source|sources|note|notes|footnote|copyright)\s*(?::.*)?$/i;

/** Records that may stand below a table. */
const MOST_FOOTERS = 3;

export interface FooterOptions {
  readonly file: string;
  /** How many records at the end are no rows; where it isn't given, a footer is refused. */
  readonly skipFooter?: number | undefined;
  /** True where records with too few fields are put aside by others, at the end of the file too. */
  readonly passesShort?: boolean;
}

/**
 * Passes on the batches of a file but for the footer. Holds back what could be one until something follows.
 */
export class FooterGuard {
  readonly #file: string;
  readonly #dialect: Pick<Dialect, 'names' | 'hasFiller' | 'firstCells'>;
  readonly #skipped: number | undefined;
  readonly #passesShort: boolean;
  /** The last records, whose turn hasn't come. */
  #held: CsvRecord[] = [];
  /** A footer stands below rows. */
  #hasRows = false;
  /** The last record that was read elsewhere, while nothing follows. */
  #last: CsvRecord | null = null;

  constructor(
    dialect: Pick<Dialect, 'names' | 'hasFiller' | 'firstCells'>,
    { file, skipFooter, passesShort = false }: FooterOptions,
  ) {
    this.#file = file;
    this.#dialect = dialect;
    this.#skipped = skipFooter;
    this.#passesShort = passesShort;
  }

  /** @throws DataError E_CSV_FIELDS for a record with something behind its last delimiter. */
  *push(batch: Batch): Generator<Batch, void, undefined> {
    if (this.#dialect.hasFiller) requireFiller(batch, this.#file);
    if (this.#skipped === 0) yield batch;
    else if (this.#skipped !== undefined) yield* this.hold(batch, this.#skipped);
    else yield* this.watch(batch);
  }

  /**
   * What was held back and is no footer.
   *
   * @throws DataError E_CSV_FOOTER for a last record that looks like one.
   */
  *end(): Generator<Batch, void, undefined> {
    if (this.#skipped !== undefined) return;
    const width = this.#dialect.names.length;
    const records = this.#held.filter((record) => !isBlankLine(record, width));
    const rows = records.filter(({ fields }) => fields.length === width);
    const isFooter = this.#hasRows && (rows.length > 0 || (records.some(isNote) && !this.#passesShort));
    if (isFooter) throw this.refusal(records[0]!, records.length);
    if (records.length === 0 && this.#last !== null && this.isTotal(this.#last)) throw this.refusal(this.#last, 1);
    yield* this.release();
  }

  /** For records that are read elsewhere. */
  passed(last: CsvRecord | null): Generator<Batch, void, undefined> {
    this.#last = last;
    this.#hasRows = true;
    return this.release();
  }

  private *release(): Generator<Batch, void, undefined> {
    if (this.#held.length > 0) yield this.#held;
    this.#held = [];
  }

  private *hold(batch: Batch, count: number): Generator<Batch, void, undefined> {
    const isBlock = batch instanceof RecordBlock;
    const length = isBlock ? batch.recordCount : batch.length;
    const tail = Array.from({ length: Math.min(count, length) }, (_, i) => {
      const at = length - Math.min(count, length) + i;
      return isBlock ? batch.record(at) : batch[at]!;
    });
    const before = this.#held.length + tail.length - count;
    if (before > 0) yield this.#held.splice(0, before);
    this.#held.push(...tail);
    if (!isBlock) yield batch.slice(0, length - tail.length);
    else {
      batch.recordCount = length - tail.length;
      yield batch;
    }
  }

  private *watch(batch: Batch): Generator<Batch, void, undefined> {
    const isBlock = batch instanceof RecordBlock;
    const length = isBlock ? batch.recordCount : batch.length;
    const recordAt = (at: number) => (isBlock ? batch.record(at) : batch[at]!);
    let end = length;
    const tail: CsvRecord[] = [];
    while (end > 0 && this.mayBeFooter(recordAt(end - 1))) tail.unshift(recordAt(--end));
    if (end > 0) {
      yield* this.release();
      this.#last = null;
      this.#hasRows = true;
      if (isBlock) batch.recordCount = end;
      yield isBlock ? batch : batch.slice(0, end);
    } else if (isBlock && batch.blankLineCount > 0) {
      batch.recordCount = 0;
      yield batch;
    }
    this.#held.push(...tail);
    const { length: width } = this.#dialect.names;
    if (this.#held.filter((record) => !isBlankLine(record, width)).length > MOST_FOOTERS) yield* this.release();
  }

  private mayBeFooter(record: CsvRecord): boolean {
    // A blank line of a file with one column is a row.
    const length = Math.max(1, record.fields.length);
    return length !== this.#dialect.names.length || this.isTotal(record);
  }

  /** A word for a total that is no value of the first column. */
  private isTotal({ fields }: CsvRecord): boolean {
    const first = fields.find((field) => field.trim() !== '');
    return first !== undefined && TOTAL.test(first) && !this.#dialect.firstCells.has(first);
  }

  private refusal({ line, fields }: CsvRecord, count: number): DataError {
    const first = fields.find((field) => field.trim() !== '') ?? '';
    const isShort = fields.length !== this.#dialect.names.length;
    const otherwise = isShort ? '' : wording`, or ${setting('skipFooter', 0)} if it is a row`;
    return new DataError('E_CSV_FOOTER', `the last record, ${quoted(first)}, looks like a footer and no row`, {
      file: this.#file,
      line,
      hint: wording`${setting('skipFooter', count)} leaves it out${otherwise}`,
    });
  }
}

/** What stands in the first column above a footer. */
export function firstCellsOf(records: readonly CsvRecord[], isWhole: boolean): ReadonlySet<string> {
  const cells = records.map(({ fields }) => fields[0] ?? '');
  const end = isWhole ? cells.findLastIndex((cell) => !TOTAL.test(cell)) + 1 : cells.length;
  return new Set(cells.slice(0, end));
}

/** One text alone, or a word for a total. */
function isNote({ fields }: CsvRecord): boolean {
  const filled = fields.filter((field) => field.trim() !== '');
  return filled.length < 2 || TOTAL.test(filled[0]!);
}

/** The batches of a whole file without its footer. */
export async function* withoutFooter(
  batches: AsyncIterable<Batch>,
  dialect: Dialect,
  options: FooterOptions,
): AsyncGenerator<Batch, void, undefined> {
  const guard = new FooterGuard(dialect, options);
  for await (const batch of batches) yield* guard.push(batch);
  yield* guard.end();
}

/** @throws DataError E_CSV_FIELDS for the first record with a value in its last field. */
function requireFiller(batch: Batch, file: string): void {
  const records = batch instanceof RecordBlock ? batch.records() : batch;
  for (const { line, fields } of records) {
    if (fields.length === 0 || fields.at(-1)!.trim() === '') continue;
    const message = `expected ${fields.length - 1} fields and a delimiter at the end, as above, got ${quoted(fields.at(-1)!)} behind it`;
    throw new DataError('E_CSV_FIELDS', message, { file, line, column: fields.length });
  }
}
