/**
 * The character encoding of a file, as far as its first bytes tell: byte order marks, and the zeros of UTF-16.
 * Names are those of the Encoding Standard (https://encoding.spec.whatwg.org).
 */
import { DataError, quoted, UsageError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';

export const UTF_8 = 'utf-8';

export interface Encoding {
  readonly encoding: string;
  /** What shows it. */
  readonly proof: 'mark' | 'given' | 'expected' | 'none';
}

/**
 * @param given by whoever reads the file; the mark must not contradict it
 * @param expected the one to try where the bytes are not UTF-8
 * @throws UsageError E_USAGE_VALUE for a name that isn't known; DataError E_CSV_ENCODING for a mark of another encoding
 *   than the given one, and for UTF-16 without a mark.
 */
export function encodingOf(bytes: Uint8Array, file: string, given?: string, expected?: string): Encoding {
  const marked = markedEncoding(bytes);
  if (given !== undefined) {
    const encoding = requireEncoding(given);
    if (marked !== null && marked !== encoding) {
      const message = `the file starts with the byte order mark of ${marked}, and is to be read as ${encoding}`;
      throw new DataError('E_CSV_ENCODING', message, { file, hint: wording`${setting('encoding', marked)}` });
    }
    return { encoding, proof: 'given' };
  }
  if (marked !== null) return { encoding: marked, proof: 'mark' };
  if (isValidUtf8(bytes) && !hasZeros(bytes)) return { encoding: UTF_8, proof: 'none' };
  const other = expected ?? UTF_8;
  const utf16 = unmarkedUtf16(bytes);
  if (utf16 !== null && other !== utf16) {
    throw new DataError('E_CSV_ENCODING', 'this is UTF-16 text without a byte order mark', {
      file,
      hint: wording`${setting('encoding', utf16)}`,
    });
  }
  return { encoding: other, proof: other === UTF_8 ? 'none' : 'expected' };
}

function markedEncoding([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return UTF_8;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** True for the name of an encoding that the host can read. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** The name that the Encoding Standard has for a label. */
function requireEncoding(label: string): string {
  if (isEncoding(label)) return new TextDecoder(label).encoding;
  throw new UsageError('E_USAGE_VALUE', wording`${setting('encoding')}: ${quoted(label)} is no known encoding`, {
    hint: 'such as utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis, gb18030',
  });
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder(UTF_8, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** So many bytes are looked at. */
const SAMPLE_LENGTH = 2 ** 10;
const FEWEST_ZEROS = 4;
/** The share of zeros that a text in another script still has, by its digits and delimiters. */
const LEAST_SHARE = 0.1;

function hasZeros(bytes: Uint8Array): boolean {
  return bytes.subarray(0, SAMPLE_LENGTH).includes(0);
}

/** UTF-16 by its zeros, all of which stand at even or at odd places. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const counts: [even: number, odd: number] = [0, 0];
  const sample = bytes.subarray(0, SAMPLE_LENGTH);
  for (const [at, byte] of sample.entries()) if (byte === 0) counts[at % 2]!++;
  const most = Math.max(...counts);
  if (Math.min(...counts) > 0 || most < FEWEST_ZEROS || most < LEAST_SHARE * sample.length) return null;
  return counts[1] === most ? 'utf-16le' : 'utf-16be';
}
