/** Faults that take a process of its own: killed, out of file size, of disk, of descriptors. On the compiled library. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../../src/node/files/atomic-write.ts';
import { Child } from '../../support/child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);

const IMPORTS = `
  import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
  import { AtomicFile, writeFiles, writeFolder } from 'LIBRARYnode/files/atomic-write.js';
  const [, folder] = process.argv;
  const path = folder + '/scores.csv';
`;

/** Replaces scores.csv by halves and waits for its end there. */
const HALF_WAY = `${IMPORTS}
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(7));
  const file = await AtomicFile.create(path, { force: true });
  await file.write('new\\n'.repeat(50_000));
  console.log('half way');
  setInterval(() => {}, 1000);
`;

describe('a process that ends in the middle of a write', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'of %s, which it turns into an exit, leaves the old file and nothing else',
    async (signal) => {
      writeFileSync(at('scores.csv'), 'old\n');
      const child = new Child(HALF_WAY, [folder]);
      await child.printed('half way');
      expect(readdirSync(folder)).toHaveLength(2);
      child.kill(signal);
      expect((await child.ended).code).toBe(7);
      expect(readFileSync(at('scores.csv'), 'utf8')).toBe('old\n');
      expect(readdirSync(folder)).toEqual(['scores.csv']);
    },
  );

  it('of SIGKILL leaves the old file whole beside a temporary one, and the next save works', async () => {
    writeFileSync(at('scores.csv'), 'old\n');
    const child = new Child(HALF_WAY, [folder]);
    await child.printed('half way');
    child.kill('SIGKILL');
    expect((await child.ended).signal).toBe('SIGKILL');
    expect(readFileSync(at('scores.csv'), 'utf8')).toBe('old\n');
    const left = readdirSync(folder).find((name) => name !== 'scores.csv');
    expect(left).toMatch(/^scores\.csv\.tmp-\d+-[0-9a-f]{8}$/);
    await writeFiles(new Map([[at('scores.csv'), 'newer\n']]), { force: true });
    expect(readFileSync(at('scores.csv'), 'utf8')).toBe('newer\n');
  });

  it('of SIGKILL at 25 moments of a loop of saves leaves one of the two contents, whole', async () => {
    const source = `${IMPORTS}
      const contents = ['a', 'b'].map((letter) => letter.repeat(300_000));
      for (let i = 0; ; i++) {
        await writeFiles(new Map([[path, contents[i % 2]]]), { force: true });
        if (i === 2) console.log('going');
      }`;
    const whole = ['a', 'b'].map((letter) => letter.repeat(300_000));
    for (let moment = 0; moment < 25; moment++) {
      const child = new Child(source, [folder]);
      await child.printed('going');
      // Round a save's own length, so that the moments fall on different steps of it.
      await new Promise((resolve) => setTimeout(resolve, moment / 2));
      child.kill('SIGKILL');
      await child.ended;
      expect(whole).toContain(readFileSync(at('scores.csv'), 'utf8'));
    }
  });
});

/** Three ways to write 60,000 bytes where there is no room; prints each code and what is in the folder right after it. */
const NO_ROOM = `${IMPORTS}
  const content = 'x'.repeat(60_000);
  const report = [];
  async function attempt(action) {
    let code = 'none';
    try { await action(); } catch (error) { code = error.code + ' ' + error.message; }
    report.push([code, readdirSync(folder).sort(), readFileSync(path, 'utf8'), readFileSync(folder + '/run/run.json', 'utf8')]);
  }
  writeFileSync(path, 'old');
  mkdirSync(folder + '/run');
  for (const name of ['model.safetensors', 'run.json']) writeFileSync(folder + '/run/' + name, 'old');
  await attempt(() => writeFiles(new Map([[folder + '/first', 'x'], [path, content]]), { force: true }));
  await attempt(() => writeFolder(folder + '/run', new Map([['run.json', 'x'], ['model.safetensors', content]]), { force: true }));
  await attempt(async () => {
    const file = await AtomicFile.create(path, { force: true });
    try { await file.write('x'); await file.write(content); await file.commit(); } finally { await file.abort(); }
  });
  console.log(JSON.stringify(report));
`;

/** Runs a program that prints its report as JSON. */
async function reportOf(source: string, before: string): Promise<unknown> {
  const { stdout, stderr } = await new Child(source, [folder], before).ended;
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const untouched = (error: string) => Array.from({ length: 3 }, () => [error, ['run', 'scores.csv'], 'old', 'old']);

describe('no room', () => {
  const canMount =
    spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=40k', 'none', tmpdir()]).status === 0;

  it('in a file after 4,096 bytes (ulimit -f): an error, old files whole, no temporary left even before the end', async () => {
    expect(await reportOf(NO_ROOM, 'ulimit -f 8')).toEqual(untouched("E_FILE_WRITE can't be written: EFBIG"));
  });

  it.skipIf(!canMount)(
    'on a disk of 40 KiB (skipped where mounting is not allowed): the same, with its own text',
    async () => {
      const report = await reportOf(NO_ROOM, `mount -t tmpfs -o size=40k none '${folder}'`);
      expect(report).toEqual(untouched('E_FILE_SPACE no space is left on the disk'));
    },
  );

  it.skipIf(!canMount)(
    'on a disk that is read-only (skipped where mounting is not allowed): refused before any byte',
    async () => {
      const source = `${IMPORTS}
      const codes = [];
      for (const action of [
        () => writeFiles(new Map([[path, 'new']]), { force: true }),
        () => writeFolder(folder + '/run', new Map([['run.json', '']]), { force: false }),
        () => AtomicFile.create(path, { force: true }),
      ]) codes.push(await action().then(() => 'none', (error) => error.code + ' ' + error.message));
      console.log(JSON.stringify([codes, readdirSync(folder)]));`;
      const mount = `mount -t tmpfs none '${folder}' && touch '${folder}/scores.csv' && mount -o remount,ro '${folder}'`;
      const refused = 'E_FILE_PERMISSION the file system is read-only';
      expect(await reportOf(source, mount)).toEqual([[refused, refused, refused], ['scores.csv']]);
    },
  );

  it('for another open file (ulimit -n 64): an error, the old file whole, no temporary left', async () => {
    const source = `${IMPORTS}
      writeFileSync(path, 'old');
      const open = [];
      try { for (;;) open.push(openSync('/dev/null')); } catch {}
      let code = 'none';
      try { await writeFiles(new Map([[path, 'new']]), { force: true }); } catch (error) { code = error.code; }
      closeSync(open.pop());
      closeSync(open.pop());
      console.log(JSON.stringify([code, readdirSync(folder), readFileSync(path, 'utf8')]));`;
    expect(await reportOf(source, 'ulimit -n 64')).toEqual(['E_FILE_LIMIT', ['scores.csv'], 'old']);
  });
});
