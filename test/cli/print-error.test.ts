import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/cli/print-error.ts';
import { DataError, FormatError } from '../../src/errors.ts';

const lengthOf = (n: number) => formatError(new DataError('E_CSV_DATE', 'x'.repeat(n), { file: 'm' })).length;

describe('formatError', () => {
  it('is FILE:LINE:COLUMN: error CODE: MESSAGE (hint: HINT), without what is not known', () => {
    const place = { file: 'own.csv', line: 17, column: 4, hint: '--decimal ,' };
    expect(formatError(new DataError('E_CSV_NUMBER', '"12,5" is not a number', place))).toBe(
      'own.csv:17:4: error E_CSV_NUMBER: "12,5" is not a number (hint: --decimal ,)',
    );
    expect(formatError(new FormatError('E_ZIP_CRC', 'no', { file: 'm' }))).toBe('m: error E_ZIP_CRC: no');
    expect(formatError(new FormatError('E_ZIP_CRC', 'no'))).toBe('glassnet: error E_ZIP_CRC: no');
  });

  it('is red with colour, and the same text', () => {
    const red = formatError(new DataError('E_CSV_DATE', 'no', { file: 'm' }), true);
    expect(red).toBe('m: \u001b[31merror\u001b[39m E_CSV_DATE: no');
  });

  it.each([
    ['a line break', '\n', String.raw`\u000a`],
    ['a carriage return', '\r', String.raw`\u000d`],
    ['an escape sequence', '\u001b[2J', String.raw`\u001b[2J`],
    ['NUL', '\0', String.raw`\u0000`],
    ['DEL and C1', '\u007f\u009b', String.raw`\u007f\u009b`],
    ['line and paragraph separators', '\u2028\u2029', String.raw`\u2028\u2029`],
    ['marks of direction', '\u202e\u2066\u200f\u061c', String.raw`\u202e\u2066\u200f\u061c`],
    ['half a surrogate pair', '\ud800', String.raw`\ud800`],
  ])('escapes %s in message, hint and file name, and leaves other text', (_, character, escaped) => {
    const error = new DataError('E_CSV_DATE', `é${character}😀`, { file: `a${character}b`, hint: `c${character}d` });
    expect(formatError(error)).toBe(`a${escaped}b: error E_CSV_DATE: é${escaped}😀 (hint: c${escaped}d)`);
  });

  it('is one line of at most 500 characters that names code, file end and place, whatever 2,000 errors hold', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\n', '\u001b', '\u202e', '😀', '\ud800', ' '),
      maxLength: 1500,
    });
    fc.assert(
      fc.property(text, text, fc.option(text, { nil: undefined }), fc.nat(), (message, file, hint, line) => {
        const shown = formatError(new DataError('E_CSV_NUMBER', message, { file, line, column: 3, hint }));
        expect(shown.length).toBeLessThanOrEqual(500);
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(shown).toContain(`:${line}:3: error E_CSV_NUMBER: `);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('fills the 500 characters exactly when more was said, and cuts nothing at 500', () => {
    const room = 500 - 'm: error E_CSV_DATE: '.length;
    expect([lengthOf(room), lengthOf(room + 1), lengthOf(10_000)]).toEqual([500, 500, 500]);
    expect(formatError(new DataError('E_CSV_DATE', 'x'.repeat(room), { file: 'm' }))).not.toContain('…');
    expect(formatError(new DataError('E_CSV_DATE', 'x'.repeat(room + 1), { file: 'm' }))).toMatch(/x…$/);
  });
});
