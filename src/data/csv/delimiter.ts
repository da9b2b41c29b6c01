/**
 * The character that stands between the fields of a CSV record.
 */
import { quoted, UsageError } from '../../errors.ts';
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';

/** Quotes and line ends have their own meaning, U+FEFF is the byte order mark, half a surrogate pair is not a character. */
const DELIMITER = /^[^"\r\n\uFEFF\uD800-\uDFFF]$/;

/** True for one character that has no other meaning in CSV. */
export function isDelimiter(text: string): boolean {
  return DELIMITER.test(text);
}

/** @throws UsageError E_USAGE_DELIMITER unless `isDelimiter`. */
export function requireDelimiter(delimiter: string): void {
  if (isDelimiter(delimiter)) return;
  throw new UsageError(
    'E_USAGE_DELIMITER',
    `the delimiter must be one character, not a quote or a line end, got ${quoted(delimiter)}`,
    { hint: "such as ',' ';' '|' or a tab" },
  );
}

/** Suggests the delimiter that a single field seems to be full of. */
export function delimiterHint(text: string): Text | undefined {
  const character = [';', '\t', '|', ','].find((candidate) => text.includes(candidate));
  return character === undefined ? undefined : wording`${setting('delimiter', character)}`;
}
