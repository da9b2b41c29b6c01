import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, renderErrorDocs } from '../bench/errors/error-docs.ts';
import { lineOf } from '../bench/errors/error-example.ts';
import { ERROR_CODES, EXIT_MEANINGS, type ErrorCode } from '../src/error-codes.ts';
import { EXIT_CODES, FormatError, GlassnetError, UsageError } from '../src/errors.ts';

const SRC = new URL('../src/', import.meta.url);
const TABLE = 'error-codes.ts';
const codes = Object.values(ERROR_CODES).flatMap((ofEnd) => Object.keys(ofEnd));

/** The codes that stand as strings in sources. */
function codesIn(sources: readonly string[]): string[] {
  return [...new Set(sources.flatMap((text) => [...text.matchAll(/'(E_[A-Z0-9_]+)'/g)].map(([, code]) => code!)))];
}

describe('the table of error codes', () => {
  it('has the codes that the sources use, all of them and no others', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const sources = files.filter((file) => file !== TABLE).map((file) => readFileSync(new URL(file, SRC), 'utf8'));
    expect(codesIn(sources).toSorted()).toEqual(codes.toSorted());
    expect(codes.length).toBeGreaterThan(90);
  });

  it('control: finds a code wherever it stands', () => {
    expect(codesIn(["throw new DataError('E_CSV_NONE', x)", "['E_A1', 'E_CSV_NONE']"])).toEqual(['E_CSV_NONE', 'E_A1']);
  });

  it('has each code once, named for its part, with a sentence; each way to end has its exit code and meaning', () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const [end, ofEnd] of Object.entries(ERROR_CODES)) {
      expect(Object.keys(EXIT_CODES)).toContain(end);
      for (const [code, sentence] of Object.entries(ofEnd)) {
        expect(code).toMatch(/^E(_[A-Z]+)+$/);
        expect(sentence, code).toMatch(/^[A-Z].{10,}\.$/);
      }
    }
    const meanings = EXIT_MEANINGS.map(([known]) => known);
    for (const code of Object.values(EXIT_CODES)) expect(meanings).toContain(String(code));
  });

  it('holds each class to its own codes', () => {
    // @ts-expect-error there is no such code
    expect(new GlassnetError('E_NONE', 1, 'x').code).toBe('E_NONE');
    // @ts-expect-error a code of another class
    expect(new UsageError('E_CSV_NUMBER', 'x').exitCode).toBe(2);
    // @ts-expect-error a code of another class
    expect(new FormatError('E_USAGE_VALUE', 'x').exitCode).toBe(4);
  });
});

describe('docs/errors.md', () => {
  it.each(Object.entries(EXAMPLES))('has an example of %s that is one', async (code, example) => {
    expect(await lineOf(example)).toContain(`: error ${code as ErrorCode}: `);
    expect(example.remedy).toMatch(/^[A-Z`].*\.$/);
  });

  it('is what the table and the examples say now (else: npm run docs)', async () => {
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(await renderErrorDocs());
  });
});
