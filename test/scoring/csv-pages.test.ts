import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPages, type Page } from '../../src/scoring/csv-pages.ts';
import { chunksOf } from '../support/csv.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function pagesOf(source: AsyncIterable<Uint8Array>, pageLength: number): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const { bytes, isPlain } of cutPages(source, pageLength)) pages.push({ bytes: bytes.slice(), isPlain });
  return pages;
}

const content = fc
  .array(fc.constantFrom('a', ',', '1', '\n', '\r\n', '\r', '"'), { maxLength: 400 })
  .map((parts) => parts.join(''));

describe('cutPages', () => {
  it('leaves out nothing and adds nothing, and plain pages are whole lines without quotes, for 1,000 texts', async () => {
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(16, 64),
        async (text, chunk, length) => {
          const pages = await pagesOf(chunksOf(encode(text), chunk), length);
          expect(pages.map(({ bytes }) => decode(bytes)).join('')).toBe(text);
          const plain = pages.filter(({ isPlain }) => isPlain).map(({ bytes }) => decode(bytes));
          for (const page of plain) expect(page).toMatch(/^[^"]*\n$/);
          // What comes after a page that isn't plain may belong to one of its records.
          expect(pages.map(({ isPlain }) => isPlain)).toEqual(pages.map((_, i) => i < plain.length));
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('ends a page within a line that is longer than four pages', async () => {
    const pages = await pagesOf(chunksOf(encode(`a\n${'x'.repeat(1000)}\nb\n`), 10), 64);
    expect(Math.max(...pages.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(4 * 64 + 10);
    expect(pages.findIndex(({ isPlain }) => !isPlain)).toBe(1);
  });

  it('gives out the bytes before a fault of the source, then throws it', async () => {
    const fault = new Error('the disk is gone');
    async function* source() {
      yield encode('a,b\n1,2\n3');
      throw fault;
    }
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { bytes } of cutPages(source(), 64)) seen.push(decode(bytes));
    })();
    await expect(reading).rejects.toBe(fault);
    expect(seen.join('')).toBe('a,b\n1,2\n3');
  });
});
