/**
 * Text in any encoding as UTF-8, chunk by chunk.
 */
import { DataError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';

/** What a decoder writes for bytes that mean nothing. */
const REPLACEMENT = '\uFFFD';

/**
 * @param encoding a name that `TextDecoder` knows
 * @throws DataError E_CSV_ENCODING with the line of the first bytes that mean nothing, after the text before them;
 *   whatever the source throws.
 */
export async function* transcode(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let line = 1;
  let last = '';
  function* encoded(text: string) {
    const fault = text.indexOf(REPLACEMENT);
    const good = fault === -1 ? text : text.slice(0, fault);
    if (good !== '') yield encoder.encode(good);
    line += lineEnds(good, last);
    last = good.at(-1) ?? last;
    if (fault === -1) return;
    throw new DataError('E_CSV_ENCODING', `this line holds bytes that mean nothing in ${encoding}`, {
      file,
      line,
      hint: wording`name the right one with ${setting('encoding')}`,
    });
  }
  for await (const bytes of source) yield* encoded(decoder.decode(bytes, { stream: true }));
  yield* encoded(decoder.decode());
}

/** How many lines end in a text; LF behind the CR of the text before ends none. */
function lineEnds(text: string, last: string): number {
  const count = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  return last === '\r' && text.startsWith('\n') ? count - 1 : count;
}
