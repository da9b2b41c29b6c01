import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { keepCsv } from '../../../src/node/csv/kept-csv.ts';
import { readTableFile } from '../../../src/node/csv/read-table-file.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

const folder = temporaryFolder();
/** Longer than the two buffers that a file is read with by turns: what is kept must not be one of them. */
const text = toCsv(customers({ count: 80_000 }));
expect(text.length).toBeGreaterThan(4 * 2 ** 18);

describe('a kept CSV file', () => {
  it.each([
    ['plain', Buffer.from(text)],
    ['gzip', gzipSync(text)],
  ])(
    '%s gives the table and the digest that the file gives, read twice, even when the file is gone',
    async (name, bytes) => {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, bytes);
      const fromFile = await readTableFile(path);
      const kept = await keepCsv(path);
      rmSync(path);
      expect(kept.byteLength).toBe(Buffer.byteLength(text));
      expect(kept.sha256).toBe(createHash('sha256').update(text).digest('hex'));
      for (let time = 0; time < 2; time++) expect(await readTableFile(path, {}, {}, kept)).toEqual(fromFile);
    },
  );
});
