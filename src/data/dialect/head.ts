/**
 * The head of a file: the record with the names, if there is one, and what the fields below it are.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { positionalNames, requireColumnCount, type HeaderChoice } from '../csv/header.ts';
import type { Inference, ReadingLog } from '../reading-log.ts';
import { headerEvidence } from './header-evidence.ts';
import { cleanNames } from './names.ts';
import type { OpeningRecord } from './opening.ts';
import { secondHeader } from './second-header.ts';
import { isIndex, surplusField } from './surplus.ts';

export interface Head {
  readonly hasHeader: boolean;
  readonly names: readonly string[];
  /** As in `Dialect`. */
  readonly extra: string | null;
  readonly hasFiller: boolean;
  readonly blank: readonly string[];
  /** The option that says the same. */
  readonly header: HeaderChoice;
  /** The lines above the second of two records with names, where that one is the header. */
  readonly titleLines?: number | undefined;
  /** How many records it takes. */
  readonly recordCount: number;
  /** True where nothing but the fields of the first record says that it is a row. */
  readonly isDoubtful: boolean;
}

/** Rows that are looked at, and cells of them. */
const MOST_ROWS = 200;
const MOST_CELLS = 20_000;

/** The rows that decisions are made by: all of the opening in a narrow file, fewer in a wide one. */
export function sampleOf(records: readonly OpeningRecord[]): (readonly string[])[] {
  const width = records[0]?.fields.length ?? 1;
  const count = Math.max(2, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / width)));
  return records.slice(0, count).map(({ fields }) => fields);
}

export interface HeadOptions {
  readonly file: string;
  /** Whether the first record names the columns. */
  readonly choice: HeaderChoice;
  /** True where it holds the names that are expected. */
  readonly isKnown: boolean;
  /** Names that are left as they are. */
  readonly known: ReadonlySet<string>;
}

/**
 * @param records those that aren't blank, from the head on
 * @param fieldCount of most records below the first one
 * @throws DataError E_CSV_HEADER where that can't be told, E_CSV_COLUMNS, E_CSV_FIELDS.
 */
export function readHead(
  records: readonly OpeningRecord[],
  fieldCount: number,
  { file, choice, isKnown, known }: HeadOptions,
  log: ReadingLog,
): Head {
  const [first] = records as [OpeningRecord, ...OpeningRecord[]];
  requireColumnCount(first.fields.length, first.line, file);
  const isRow = (record: OpeningRecord) => record.fields.length === fieldCount;
  const body = records.slice(1).filter(isRow);
  const { hasHeader, isDoubtful } = decide(
    first,
    sampleOf(body),
    isKnown && choice === 'auto' ? 'yes' : choice,
    file,
    log,
  );
  if (!hasHeader) {
    const names = positionalNames(first.fields.length);
    return { hasHeader, names, extra: null, hasFiller: false, blank: [], header: 'no', recordCount: 0, isDoubtful };
  }
  const second = choice === 'two' || choice === 'auto' ? records[1] : undefined;
  const order = second === undefined ? 'none' : orderOf(first, second, body.slice(1), choice, file);
  const isSecond = order === 'second names';
  if (order !== 'none') {
    const line = isSecond ? first.line : second!.line;
    log.infer({
      kind: 'header',
      text: `line ${line}: ${isSecond ? 'titles above the names' : 'a second header below the names, of units or labels'}, left out`,
      settings: [isSecond ? setting('skipRows', first.nextLine - 1) : setting('header', 'two')],
      isGiven: choice === 'two',
    });
  }
  const rows = order === 'none' ? body : body.filter((record) => record !== second);
  const isGiven = choice !== 'auto';
  const columns = namesOf((isSecond ? second! : first).fields, sampleOf(rows), known, first.line, file, (found) => {
    log.infer({ ...found, settings: [setting('header', 'yes')], ...(isGiven && { isGiven }) });
  });
  const header = order === 'first names' ? 'two' : 'yes';
  const titleLines = isSecond ? second!.line - 1 : undefined;
  return { hasHeader, ...columns, header, titleLines, recordCount: order === 'none' ? 1 : 2, isDoubtful };
}

function decide(
  { fields, line }: OpeningRecord,
  body: readonly (readonly string[])[],
  choice: HeaderChoice,
  file: string,
  log: ReadingLog,
): { hasHeader: boolean; isDoubtful: boolean } {
  if (choice !== 'auto') return { hasHeader: choice !== 'no', isDoubtful: false };
  // A header one longer or shorter than the records is one.
  if (body.length > 0 && body[0]!.length !== fields.length) return { hasHeader: true, isDoubtful: false };
  const evidence = headerEvidence(fields, body);
  if (evidence.isHeader === null) {
    throw new DataError('E_CSV_HEADER', `it is unclear whether the first record names the columns: ${evidence.proof}`, {
      file,
      line,
      hint: wording`${setting('header', 'yes')} if it does, ${setting('header', 'no')} if it is a row`,
    });
  }
  if (evidence.isHeader && evidence.hasNumbers) {
    const where = line === 1 ? 'the first record' : `line ${line}`;
    log.infer({
      kind: 'header',
      text: `header: ${where} names the columns, ${evidence.proof}`,
      settings: [setting('header', 'yes')],
    });
  }
  if (!evidence.isHeader) {
    log.infer({
      kind: 'header',
      text: `no header: line ${line} is a row, since ${evidence.proof}; the columns are called column_1, column_2, …`,
      settings: [setting('header', 'no')],
    });
  }
  return { hasHeader: evidence.isHeader, isDoubtful: !evidence.isHeader && !evidence.isProven };
}

function orderOf(
  first: OpeningRecord,
  second: OpeningRecord,
  body: readonly OpeningRecord[],
  choice: HeaderChoice,
  file: string,
): 'none' | 'first names' | 'second names' {
  if (choice === 'two') return 'first names';
  if (first.fields.length !== second.fields.length) return 'none';
  const order = secondHeader(first.fields, second.fields, sampleOf(body));
  if (order !== 'unclear') return order;
  throw new DataError('E_CSV_HEADER', `line ${second.line} holds words over numbers: a second header, or a row`, {
    file,
    line: second.line,
    hint: wording`${setting('header', 'two')} leaves it out, ${setting('header', 'yes')} reads it as a row`,
  });
}

/** @throws DataError E_CSV_HEADER where a column that must be there stands twice: nobody knows which is meant. */
function requireOnce(
  fields: readonly string[],
  names: readonly string[],
  known: ReadonlySet<string>,
  line: number,
  file: string,
): void {
  const again = fields.findIndex((field, i) => known.has(field.trim()) && !known.has(names[i]!));
  if (again === -1) return;
  const name = fields[again]!.trim();
  const first = fields.findIndex((field) => field.trim() === name);
  const message = `columns ${first + 1} and ${again + 1} are both called ${quoted(name)}, which is needed once`;
  throw new DataError('E_CSV_HEADER', message, {
    file,
    line,
    column: again + 1,
    field: name,
    hint: 'rename one of them',
  });
}

/** The names of a header for the fields of the rows below it. */
function namesOf(
  fields: readonly string[],
  rows: readonly (readonly string[])[],
  known: ReadonlySet<string>,
  line: number,
  file: string,
  infer: (found: Pick<Inference, 'kind' | 'text' | 'field'>) => void,
): Pick<Head, 'names' | 'extra' | 'hasFiller' | 'blank'> {
  const width = rows[0]?.length ?? fields.length;
  // A lone name is the header in another delimiter.
  const surplus = fields.length > 1 && width === fields.length + 1 ? surplusField(fields, rows, file, line) : null;
  const isCut = width === fields.length - 1;
  const all =
    surplus === 'first' ? ['', ...fields] : surplus === 'last' ? [...fields, ''] : isCut ? fields.slice(0, -1) : fields;
  const isIn = (column: number) => surplus === 'first' && column === 0;
  // pandas calls a column without a name so.
  const isNamed = (column: number) => !/^(?:unnamed: \d+)?$/i.test(all[column]!.trim());
  const blank = [...all.keys()].filter(
    (column) => !isNamed(column) && !isIn(column) && rows.every((row) => row[column]!.trim() === ''),
  );
  const counts = rows.length > 1 && isIndex(rows.map((row) => row[0]!));
  // What is left out for another reason needs no other word.
  const unsaid = new Set([...blank, ...(isIn(0) || (!isNamed(0) && counts) ? [0] : [])]);
  const { names, changes } = cleanNames(all, known, unsaid);
  requireOnce(all, names, known, line, file);
  if (changes.length > 0) infer({ kind: 'names', text: changes.join('; ') });
  if (surplus === 'last') infer({ kind: 'names', text: 'each record ends with a delimiter that the header lacks' });
  if (isCut) infer({ kind: 'names', text: 'the header ends with a delimiter that the records lack' });
  if (surplus === 'first') {
    const text = 'the first field of each record, for which the header has no name, is an index: left out';
    infer({ kind: 'index', text, field: names[0]! });
  }
  const extra = surplus === 'first' ? names[0]! : surplus === 'last' ? names.at(-1)! : null;
  return { names, extra, hasFiller: surplus === 'last', blank: blank.map((column) => names[column]!) };
}
