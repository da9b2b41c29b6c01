/**
 * The delimiter of a file, by its opening: what a first line `sep=;` says, else the character on which the header and all
 * records agree.
 */
import { DataError } from '../../errors.ts';
import { isDelimiter } from '../csv/delimiter.ts';
import { setting, wording } from '../../wording.ts';
import { isFitting, type Shape } from './shape.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;

/** What may stand between the names of a header that lost its delimiter. */
export const LOST_DELIMITERS = [...CANDIDATES, ' '] as const;

const NAMES = new Map([
  ['\t', 'the tab'],
  [' ', 'the blank'],
]);

/** A delimiter in a sentence. */
export function delimiterName(delimiter: string): string {
  return NAMES.get(delimiter) ?? `"${delimiter}"`;
}

/** The delimiter of a line such as `sep=;`, which spreadsheets write and read. */
export function separatorOf(line: string): string | null {
  const match = /^"?sep=(\\t|.)"?[ \t]*$/i.exec(line.replace(/[\r\n]+$/, ''));
  if (match === null) return null;
  const delimiter = match[1] === '\\t' ? '\t' : match[1]!;
  return isDelimiter(delimiter) ? delimiter : null;
}

const SAMPLE_LENGTH = 2 ** 12;
/** A delimiter stands in at least one of so many lines: a field can have several. */
const LINES_PER_DELIMITER = 8;

/** The candidates that occur often enough. */
export function occurring(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes.subarray(0, SAMPLE_LENGTH)).split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  return CANDIDATES.filter((candidate) => {
    return filled.filter((line) => line.includes(candidate)).length * LINES_PER_DELIMITER >= filled.length;
  });
}

interface Candidate {
  readonly delimiter: string;
  readonly shape: Shape;
}

/**
 * The candidate that fits, with the fewest title lines above the header; where none does, that on which most records
 * agree; null for a file without delimiters.
 *
 * @param preferred wins where it fits as well as others
 * @throws DataError E_CSV_DELIMITER where two fit.
 */
export function chooseDelimiter<C extends Candidate>(
  candidates: readonly C[],
  file: string,
  line: number,
  preferred?: string,
): C | null {
  const fitting = candidates.filter(({ shape }) => isFitting(shape));
  const fewest = Math.min(...fitting.map(({ shape }) => shape.titleCount));
  const best = fitting.filter(({ shape }) => shape.titleCount === fewest);
  const [first, second] = best;
  if (second === undefined || first === undefined) return first ?? closest(candidates);
  const known = best.find(({ delimiter }) => delimiter === preferred);
  if (known !== undefined) return known;
  const count = ({ delimiter, shape }: Candidate) => `${delimiterName(delimiter)} to ${shape.fieldCount} fields each`;
  throw new DataError('E_CSV_DELIMITER', `two delimiters fit all records: ${count(first)}, ${count(second)}`, {
    file,
    line,
    hint: wording`${setting('delimiter', first.delimiter)} or ${setting('delimiter', second.delimiter)}`,
  });
}

function closest<C extends Candidate>(candidates: readonly C[]): C | null {
  const share = ({ shape }: Candidate) => (shape.fieldCount > 1 ? shape.agreeing / shape.recordCount : 0);
  return candidates.reduce<C | null>((best, each) => {
    return share(each) > (best === null ? 0.5 : share(best)) ? each : best;
  }, null);
}
