/**
 * Opens a CSV file: finds out how it is written and hands over the bytes of its rows.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting } from '../../wording.ts';
import type { DecimalMark } from '../cells/number.ts';
import { suggestedDecimal } from '../cells/suggested-decimal.ts';
import { requireDelimiter } from '../csv/delimiter.ts';
import type { CsvFormat } from '../csv-format.ts';
import type { ReadingLog } from '../reading-log.ts';
import type { CsvOptions } from '../table-options.ts';
import { delimiterName, occurring, separatorOf } from './delimiter.ts';
import type { Dialect } from './dialect.ts';
import { encodingOf, UTF_8 } from './encoding.ts';
import { firstCellsOf } from './footer.ts';
import { requireCsv } from './foreign-format.ts';
import { readHead, sampleOf } from './head.ts';
import { readOpening, type Opening } from './opening.ts';
import { chosenReading, readingWith, titleCount, type Reading } from './readings.ts';
import { transcode } from './transcode.ts';

export interface OpenedCsv {
  readonly dialect: Dialect;
  /** The bytes from the first row on, as UTF-8. */
  readonly rows: AsyncIterable<Uint8Array>;
}

/** What a model or a schema says about files like this one; the file may prove otherwise. */
export interface ExpectedFile {
  /** Columns that it must have: the record that holds these names is the header. */
  readonly names?: readonly string[] | undefined;
  readonly format?: (CsvFormat & { readonly decimal?: DecimalMark }) | undefined;
}

/**
 * @param file what errors call it
 * @param log takes what is inferred
 * @throws UsageError E_USAGE_DELIMITER, E_USAGE_VALUE; DataError when the opening can't be understood; whatever the
 *   source throws.
 */
export async function openDialect(
  source: AsyncIterable<Uint8Array>,
  file: string,
  options: CsvOptions,
  log: ReadingLog,
  expected: ExpectedFile = {},
): Promise<OpenedCsv> {
  if (options.delimiter !== undefined) requireDelimiter(options.delimiter);
  const opening = await readOpening(source);
  try {
    requireCsv(opening.bytes, file);
    const { encoding, proof } = encodingOf(opening.bytes, file, options.encoding, expected.format?.encoding);
    if (encoding === UTF_8) return await openText(opening, encoding, file, options, log, expected);
    if (proof === 'mark') {
      const text = `encoding ${encoding}, as the byte order mark says`;
      log.infer({ kind: 'encoding', text, settings: [setting('encoding', encoding)] });
    }
    const text = await readOpening(transcode(opening.from(0), encoding, file));
    return await openText(text, encoding, file, options, log, expected);
  } catch (error) {
    await opening.close();
    throw error;
  }
}

async function openText(
  opening: Opening,
  encoding: string,
  file: string,
  options: CsvOptions,
  log: ReadingLog,
  { names = [], format = {} }: ExpectedFile,
): Promise<OpenedCsv> {
  const { delimiter: given, skipRows, header } = options;
  const separator = separatorOf(firstLine(opening.bytes));
  const said = given ?? separator ?? undefined;
  const skipped = skipRows ?? (separator === null ? 0 : 1);
  const readings: Reading[] = [];
  for (const delimiter of candidates(opening.bytes, said, format.delimiter)) {
    readings.push(await readingWith(delimiter, opening, file, skipped + 1, names));
  }
  const chosen = chosenReading(readings, file, said ?? format.delimiter);
  const { delimiter, records, shape, isKnown } = chosen;
  if (records.length === 0 || chosen.fault?.code === 'E_CSV_ENCODING') {
    const what =
      opening.bytes.length === 0
        ? 'the file is empty: no header and no rows'
        : 'the file holds nothing but blank lines';
    throw chosen.fault ?? new DataError('E_CSV_EMPTY', what, { file });
  }
  if (said === undefined && delimiter !== (format.delimiter ?? ',')) {
    const { agreeing, recordCount: all, fieldCount } = shape;
    const count = agreeing === all ? `all ${all}` : `${agreeing} of ${all}`;
    const text = `delimiter ${delimiterName(delimiter)}: ${count} records of the opening have ${fieldCount} fields`;
    log.infer({ kind: 'delimiter', text, settings: [setting('delimiter', delimiter)] });
  }
  const titles = isKnown ? shape.titleCount : skipRows === undefined ? titleCount(chosen, file) : 0;
  const rest = records.slice(titles);
  const head = rest[0]!;
  if (skipRows === undefined && (titles > 0 || separator !== null))
    logSkipped(log, head.line - 1, titles > 0 ? records[0]!.fields : [], separator);
  const choice = header === 'auto' && !isKnown && names.length > 0 && !arePositional(names) ? 'yes' : header;
  const settings = { file, choice, isKnown, known: new Set(names) };
  const {
    recordCount,
    isDoubtful,
    header: shown,
    titleLines,
    ...columns
  } = readHead(rest, shape.fieldCount, settings, log);
  const linesAbove = titleLines ?? skipRows ?? (titles > 0 || separator !== null ? head.line - 1 : 0);
  const body = rest.slice(recordCount);
  const last = rest[recordCount - 1];
  const [line, offset] =
    last === undefined ? [head.line, Math.max(head.start, markLength(opening.bytes))] : [last.nextLine, last.end];
  const mayHaveCommas = delimiter !== ',' || opening.bytes.includes(QUOTE);
  const suggested = mayHaveCommas ? suggestedDecimal(sampleOf(body)) : null;
  return {
    dialect: {
      encoding,
      delimiter,
      decimal: options.decimal ?? suggested ?? format.decimal ?? '.',
      ...columns,
      options: {
        delimiter,
        header: shown,
        ...(encoding !== UTF_8 && { encoding }),
        ...(linesAbove > 0 && { skipRows: linesAbove }),
        ...(options.skipFooter !== undefined && { skipFooter: options.skipFooter }),
      },
      line,
      offset,
      blankLineCount: chosen.blankLines.filter((blank) => blank < line).length,
      doubtfulLine: isDoubtful ? head.line : null,
      firstCells: firstCellsOf(body, opening.isWhole),
    },
    rows: opening.from(offset),
  };
}

const QUOTE = 0x22;
/** A line such as `sep=;` is shorter. */
const LONGEST_SEPARATOR = 16;

function firstLine(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, LONGEST_SEPARATOR));
  return text.split(/[\r\n]/, 1)[0]!;
}

/** The delimiters to try: the one that is said, or those that occur, before them the one that is expected. */
function candidates(bytes: Uint8Array, said?: string, expected?: string): string[] {
  if (said !== undefined) return [said];
  const found = occurring(bytes);
  const all = expected === undefined ? found : [expected, ...found.filter((each) => each !== expected)];
  return all.length === 0 ? [','] : all;
}

/** @param title the first fields above the names, if there are any but the delimiter */
function logSkipped(log: ReadingLog, count: number, title: readonly string[], separator: string | null): void {
  const lines = count === 1 ? 'line 1' : `lines 1 to ${count}`;
  const skip = setting('skipRows', count);
  if (separator !== null) {
    const settings = [setting('delimiter', separator), skip];
    log.infer({
      kind: 'delimiter',
      text: `delimiter ${delimiterName(separator)}: line 1 says sep=${separator}`,
      settings,
    });
  }
  if (separator !== null && title.length === 0) return;
  const first = title.find((field) => field.trim() !== '') ?? '';
  log.infer({
    kind: 'skipped lines',
    text: `${lines} left out: ${quoted(first)} stands above the names`,
    settings: [skip],
  });
}

function arePositional(names: readonly string[]): boolean {
  return names.every((name) => /^column_\d+$/.test(name));
}

/** The bytes of the byte order mark. */
function markLength([first, second, third]: Uint8Array): number {
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}
