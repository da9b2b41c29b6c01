import { describe, expect, it } from 'vitest';
import { delimiterHint, requireDelimiter } from '../../../src/data/csv/delimiter.ts';
import { UsageError } from '../../../src/errors.ts';

it.each([',', ';', '\t', '|', '^', '.', ' ', 'x', '\\', '-', '\0', '§', '\u00a0'])('takes %j as a delimiter', (one) => {
  expect(() => requireDelimiter(one)).not.toThrow();
});

it.each(['', ',,', '"', '\r', '\n', '\r\n', '\uFEFF', '😀', '\uD83D', 'x'.repeat(1000)])('refuses %j', (text) => {
  expect(() => requireDelimiter(text)).toThrow(UsageError);
  // The text is cut, so the message stays short whatever is given.
  expect(() => requireDelimiter(text)).toThrow(/^the delimiter must be one character, .{0,100}$/);
});

describe('delimiterHint', () => {
  it.each([
    ['a;b', 'delimiter: ";"'],
    ['a\tb', 'delimiter: "\\t"'],
    ['a|b', 'delimiter: "|"'],
    ['a,b', 'delimiter: ","'],
    ['a b', undefined],
  ])('of %j is %s', (text, hint) => {
    expect(delimiterHint(text)?.toString()).toBe(hint);
  });
});
