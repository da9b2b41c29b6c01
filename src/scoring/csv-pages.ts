/**
 * A CSV file in pages: parts of about a megabyte that end where a line does, so that several can be read at once.
 */
export interface Page {
  /** Valid until the next page is asked for. */
  readonly bytes: Uint8Array;
  /**
   * True for whole records without a quote, as far as bytes alone can tell: neither this page nor one before has a quote,
   * and each ends with LF.
   */
  readonly isPlain: boolean;
}

export const PAGE_LENGTH = 2 ** 20;
/** The first page is short, so that the header is known soon. */
const FIRST_PAGE_SHARE = 1 / 16;
/** A page without a line end grows to this many times its length; then it ends within a line. */
const LONGEST_PAGE = 4;

const LF = 0x0a;
const QUOTE = 0x22;

/**
 * The last page, which may be empty, is never plain.
 *
 * @throws whatever the source throws, after the bytes before it.
 */
export async function* cutPages(
  source: AsyncIterable<Uint8Array>,
  pageLength = PAGE_LENGTH,
): AsyncGenerator<Page, void, undefined> {
  const buffer = new PageBuffer(pageLength);
  let fault: { readonly cause: unknown } | undefined;
  try {
    for await (const bytes of source) {
      buffer.push(bytes);
      for (let page = buffer.cut(); page !== undefined; page = buffer.cut()) yield page;
    }
  } catch (cause) {
    fault = { cause };
  }
  yield { bytes: buffer.rest(), isPlain: false };
  if (fault !== undefined) throw fault.cause;
}

class PageBuffer {
  readonly #pageLength: number;
  #nextLength: number;
  #bytes: Uint8Array;
  /** Where the bytes that aren't cut yet start in `#bytes`, and how many they are. */
  #start = 0;
  #length = 0;
  #isPlain = true;

  constructor(pageLength: number) {
    this.#pageLength = pageLength;
    this.#nextLength = pageLength * FIRST_PAGE_SHARE;
    this.#bytes = new Uint8Array(2 * pageLength);
  }

  push(bytes: Uint8Array): void {
    const [rest, length] = [this.rest(), this.#length + bytes.length];
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(2 * length);
    this.#bytes.set(rest);
    this.#bytes.set(bytes, this.#length);
    this.#start = 0;
    this.#length = length;
  }

  /** The next page, when there are enough bytes for one. */
  cut(): Page | undefined {
    const longest = this.#nextLength;
    if (this.#length < longest) return undefined;
    const lineEnd = this.#bytes.subarray(this.#start, this.#start + longest).lastIndexOf(LF) + 1;
    if (lineEnd === 0 && this.#length < LONGEST_PAGE * longest) return undefined;
    this.#nextLength = this.#pageLength;
    const bytes = this.#bytes.subarray(this.#start, this.#start + (lineEnd === 0 ? this.#length : lineEnd));
    this.#start += bytes.length;
    this.#length -= bytes.length;
    this.#isPlain &&= lineEnd > 0 && !bytes.includes(QUOTE);
    return { bytes, isPlain: this.#isPlain };
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#start + this.#length);
  }
}
