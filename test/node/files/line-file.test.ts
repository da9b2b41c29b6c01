/** Lines that are on the disk once they are added, whatever happens to the program or the disk. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LineFile } from '../../../src/node/files/line-file.ts';
import { Child } from '../../support/child.ts';
import { rejectionOf } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'trials.jsonl');
});
const textOf = (lines: readonly Uint8Array[]) => lines.map((line) => new TextDecoder().decode(line));

describe('a file of lines', () => {
  it('keeps what was there, adds whole lines in the order of the calls, and sets a torn one apart', async () => {
    writeFileSync(path, 'one\nzwei ä\n\ndre');
    const file = await LineFile.open(path);
    expect(textOf(file.lines)).toEqual(['one', 'zwei ä', '']);
    expect(textOf([file.torn])).toEqual(['dre']);
    await file.mend();
    await Promise.all(Array.from({ length: 20 }, (_, i) => file.add(`line ${i}`)));
    await file.close();
    const added = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('');
    expect(readFileSync(path, 'utf8')).toBe(`one\nzwei ä\n\n${added}`);
  });

  it('that cannot be there is refused', async () => {
    expect(await rejectionOf(LineFile.open(folder))).toMatchObject({ code: 'E_FILE_IS_FOLDER' });
    expect(await rejectionOf(LineFile.open(join(folder, 'none', 'a')))).toMatchObject({ code: 'E_FILE_MISSING' });
  });
});

/** Adds lines of 1,000 characters until one doesn't fit, and another, short one then. */
const UNTIL_FULL = `
  import { readFileSync } from 'node:fs';
  import { LineFile } from 'LIBRARYnode/files/line-file.js';
  process.on('SIGXFSZ', () => {});
  const [, folder] = process.argv;
  const file = await LineFile.open(folder + '/trials.jsonl');
  let code = 'none';
  let count = 0;
  try {
    for (; count < 100; count++) await file.add(String(count).padEnd(999, '.'));
  } catch (error) { code = error.code + ' ' + error.message; }
  await file.close();
  const text = readFileSync(folder + '/trials.jsonl', 'utf8');
  console.log(JSON.stringify([code, count, text.length, text.endsWith('\\n')]));
`;

describe('a line that finds no room', () => {
  const canMount =
    spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=40k', 'none', tmpdir()]).status === 0;

  it('leaves nothing of itself in a file of at most 4,096 bytes (ulimit -f), and all lines before it', async () => {
    const { stdout } = await new Child(UNTIL_FULL, [folder], 'ulimit -f 8').ended;
    expect(JSON.parse(stdout)).toEqual(["E_FILE_WRITE can't be written: EFBIG", 4, 4000, true]);
  });

  it.skipIf(!canMount)('the same on a disk of 40 KiB (skipped where mounting is not allowed)', async () => {
    const { stdout } = await new Child(UNTIL_FULL, [folder], `mount -t tmpfs -o size=40k none '${folder}'`).ended;
    const [code, count, length, isWhole] = JSON.parse(stdout) as [string, number, number, boolean];
    expect(code).toBe('E_FILE_SPACE no space is left on the disk');
    expect(count).toBeGreaterThan(30);
    expect([length, isWhole]).toEqual([count * 1000, true]);
  });

  it('that SIGKILL tears is set apart by the next program, at 10 moments', async () => {
    const source = `
      import { LineFile } from 'LIBRARYnode/files/line-file.js';
      const file = await LineFile.open(process.argv[1] + '/trials.jsonl');
      await file.mend();
      for (let i = 0; ; i++) {
        await file.add('x'.repeat(5000));
        if (i === 2) console.log('going');
      }`;
    for (let moment = 0; moment < 10; moment++) {
      const child = new Child(source, [folder]);
      await child.printed('going');
      await new Promise((resolve) => setTimeout(resolve, moment));
      child.kill('SIGKILL');
      await child.ended;
      appendFileSync(path, 'xx');
      const file = await LineFile.open(path);
      for (const line of file.lines) expect(line).toHaveLength(5000);
      expect(textOf([file.torn])[0]).toMatch(/^x*$/);
      await file.close();
    }
  });
});
