/**
 * The character that stands between the fields of a CSV record.
 */
import { UsageError } from '../errors.ts';

/** Quotes and line ends have their own meaning, U+FEFF is the byte order mark, half a surrogate pair is no character. */
const DELIMITER = /^[^"\r\n\uFEFF\uD800-\uDFFF]$/;

/** @throws UsageError E_USAGE_DELIMITER unless the delimiter is one character that has no other meaning in CSV. */
export function requireDelimiter(delimiter: string): void {
  if (DELIMITER.test(delimiter)) return;
  throw new UsageError(
    'E_USAGE_DELIMITER',
    `the delimiter must be one character, not a quote or a line end, got ${JSON.stringify(delimiter.slice(0, 20))}`,
    { hint: "such as ',' ';' '|' or a tab" },
  );
}
