import { expect, it } from 'vitest';
import { requireDelimiter } from '../../src/data/delimiter.ts';
import { UsageError } from '../../src/errors.ts';

it.each([',', ';', '\t', '|', '^', '.', ' ', 'x', '\\', '-', '\0', '§', '\u00a0'])('takes %j as a delimiter', (one) => {
  expect(() => requireDelimiter(one)).not.toThrow();
});

it.each(['', ',,', '"', '\r', '\n', '\r\n', '\uFEFF', '😀', '\uD83D', 'x'.repeat(1000)])('refuses %j', (text) => {
  let error: unknown;
  try {
    requireDelimiter(text);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ code: 'E_USAGE_DELIMITER', exitCode: 2 });
  expect((error as UsageError).message.length).toBeLessThan(200);
});
