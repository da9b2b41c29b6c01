import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/data/csv/csv-reader.ts';
import { openCsv } from '../../../src/node/csv/open-csv.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'glassnet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function byteLength(path: string, afterFirst: () => void = () => {}): Promise<number> {
  let length = 0;
  for await (const bytes of openCsv(path)) {
    if (length === 0) afterFirst();
    length += bytes.length;
  }
  return length;
}

async function readFile(path: string, stop: boolean): Promise<void> {
  for await (const records of readCsv(openCsv(path), { file: path })) if (stop && records.length > 0) break;
}

/** Puts a stream in the place of stdin. */
function standIn(value: Readable): void {
  Object.defineProperty(process, 'stdin', { value, configurable: true });
}

/** Files of this process that are open, where the system tells. */
const openFiles = () => readdirSync('/proc/self/fd').length;

describe('openCsv', () => {
  it('yields all bytes of a file of 300,000', async () => {
    expect(await byteLength(write('whole.csv', 'a,b\n1,2\n34,5'.repeat(25_000)))).toBe(300_000);
    expect(await byteLength(write('empty.csv', ''))).toBe(0);
  });

  it('names what is missing, a folder, or below a file', async () => {
    const file = write('file.csv', 'a');
    const missing = join(folder, 'missing.csv');
    await expect(byteLength(missing)).rejects.toMatchObject({ code: 'E_FILE_MISSING', exitCode: 5, file: missing });
    await expect(byteLength(folder)).rejects.toMatchObject({ code: 'E_FILE_IS_FOLDER', exitCode: 5, file: folder });
    await expect(byteLength(join(file, 'x'))).rejects.toMatchObject({ code: 'E_FILE_NOT_FOLDER', exitCode: 5 });
    await expect(byteLength('a\0b')).rejects.toMatchObject({ code: 'E_FILE_READ', exitCode: 5 });
  });

  it.skipIf(process.getuid?.() === 0)(
    'names a file without permission (skipped for root, who may read all)',
    async () => {
      const path = write('secret.csv', 'a');
      chmodSync(path, 0o000);
      await expect(byteLength(path)).rejects.toMatchObject({ code: 'E_FILE_PERMISSION', exitCode: 5, file: path });
    },
  );

  const lines = '1,2,3\n'.repeat(20_000);
  it.each([
    ['grows', (path: string) => appendFileSync(path, '4,5,6\n')],
    ['is cut off', (path: string) => truncateSync(path, 70_000)],
    ['is written again with the same length', (path: string) => writeFileSync(path, lines.replaceAll('3', '4'))],
    ['is replaced by another', (path: string) => renameSync(write('other.csv', lines), path)],
    ['is removed', (path: string) => rmSync(path)],
  ])('says so when the file %s while it is read', async (claim, change) => {
    const path = write(`${claim}.csv`, lines);
    expect(await byteLength(path)).toBe(lines.length);
    await expect(byteLength(path, () => change(path))).rejects.toMatchObject({
      code: 'E_CSV_CHANGED',
      exitCode: 3,
      file: path,
    });
  });

  it('unpacks a file by its bytes, not by its name, and tells how many it read', async () => {
    const packed = gzipSync(lines);
    const path = write('packed.csv', packed);
    let read = 0;
    let length = 0;
    for await (const bytes of openCsv(path, (count) => (read += count))) length += bytes.length;
    expect([read, length]).toEqual([packed.length, lines.length]);
    expect(await byteLength(write('plain.csv.gz', lines))).toBe(lines.length);
    expect(await byteLength(write('one-byte.csv.gz', '\u001f'))).toBe(1);
    expect(await byteLength(write('empty.csv.gz', ''))).toBe(0);
  });

  it('says so when a packed file is removed while it is read', async () => {
    // Numbers that hardly pack, so that it takes several pieces.
    const path = write('removed.csv.gz', gzipSync(Array.from({ length: 50_000 }, (_, i) => Math.sqrt(i)).join('\n')));
    await expect(byteLength(path, () => rmSync(path))).rejects.toMatchObject({ code: 'E_CSV_CHANGED', file: path });
  });

  it.skipIf(process.platform !== 'linux')(
    'leaves no file open after the end, an early stop or a fault, 20 times each (Linux only)',
    async () => {
      const good = write('good.csv', lines);
      const bad = write('bad.csv', `${lines}"1"x\n${lines}`);
      const packed = write('good.csv.gz', gzipSync(lines.repeat(20)));
      const cut = write('cut.csv.gz', gzipSync(lines.repeat(20)).subarray(0, -9));
      const before = openFiles();
      for (let i = 0; i < 20; i++) {
        await readFile(good, false);
        await readFile(good, true);
        await expect(readFile(bad, false)).rejects.toMatchObject({ code: 'E_CSV_QUOTE', line: 20_001 });
        await readFile(packed, true);
        await readFile(cut, true);
      }
      await expect(readFile(cut, false)).rejects.toMatchObject({ code: 'E_CSV_GZIP', file: cut });
      expect(openFiles()).toBe(before);
    },
  );

  it.skipIf(process.platform === 'win32')('reads a named pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'printf "a,b\\n1,2\\n" > "$0"', path]);
    const closed = once(writer, 'close');
    expect(await byteLength(path)).toBe(8);
    await closed;
  });

  describe('for -', () => {
    const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
    afterEach(() => Object.defineProperty(process, 'stdin', stdin));

    it('reads stdin, and closes it when the consumer stops', async () => {
      standIn(Readable.from([Buffer.from('a,b\n'), Buffer.from('1,2\n')]));
      expect(await byteLength('-')).toBe(8);
      const endless = new Readable({ read: () => endless.push('1,2\n'.repeat(1000)) });
      standIn(endless);
      for await (const bytes of openCsv('-')) if (bytes.length > 0) break;
      expect(endless.destroyed).toBe(true);
    });

    it('unpacks stdin, and names it when it is damaged', async () => {
      const packed = gzipSync('a,b\n1,2\n');
      standIn(Readable.from([packed.subarray(0, 1), packed.subarray(1)]));
      expect(await byteLength('-')).toBe(8);
      standIn(Readable.from([packed.subarray(0, -1)]));
      await expect(byteLength('-')).rejects.toMatchObject({ code: 'E_CSV_GZIP', file: '<stdin>' });
    });

    it('names stdin when it can not be read', async () => {
      const cause = Object.assign(new Error('EISDIR: illegal operation'), { code: 'EISDIR' });
      standIn(new Readable({ read: (): void => void process.stdin.destroy(cause) }));
      await expect(byteLength('-')).rejects.toMatchObject({ code: 'E_FILE_IS_FOLDER', file: '<stdin>', cause });
    });
  });
});
