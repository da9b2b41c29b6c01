/**
 * Files and folders that aren't what they should be: refused with the right exit code, and left as they were.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, expectRefusal, MAIN, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const arrays = join(folder, 'arrays');
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '2', '--batch-size', '20'];

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  mkdirSync(arrays);
  await Promise.all([
    succeed(['train', csv, ...QUICK, '-o', model]),
    succeed(['prepare', csv, '--name', 'x', '-o', arrays]),
  ]);
});

/** A folder with a file and an empty folder in it, and what is in it afterwards. */
function surroundings(): { cwd: string; unchanged: () => void } {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'file.txt'), 'mine');
  mkdirSync(join(cwd, 'notes'));
  writeFileSync(join(cwd, 'notes', 'model.safetensors'), 'mine');
  const names = contents(cwd);
  return {
    cwd,
    unchanged: () => {
      expect(contents(cwd)).toEqual(names);
      for (const name of ['file.txt', 'notes/model.safetensors'])
        expect(readFileSync(join(cwd, name), 'utf8')).toBe('mine');
    },
  };
}

describe('an input', () => {
  it.each([
    ['train missing.csv', 5, 'missing.csv: error E_FILE_MISSING: there is no such file'],
    ['prepare missing.csv', 5, 'missing.csv: error E_FILE_MISSING: '],
    ['evaluate missing.csv -m MODEL', 5, 'missing.csv: error E_FILE_MISSING: '],
    ['predict missing.csv -m MODEL -o scores.csv', 5, 'missing.csv: error E_FILE_MISSING: '],
    ['train missing_train.npz', 5, 'missing_train.npz: error E_FILE_MISSING: '],
    ['train notes', 5, 'notes: error E_FILE_IS_FOLDER: '],
    ['train file.txt/x.csv', 5, 'file.txt/x.csv: error E_FILE_NOT_FOLDER: '],
    ['summary missing', 5, 'missing: error E_FILE_MISSING: '],
    ['summary file.txt', 4, 'file.txt: error E_'],
    ['summary notes', 4, 'notes/model.safetensors: error E_'],
    ['predict CSV -m notes -o scores.csv', 4, 'notes/model.safetensors: error E_'],
    ['evaluate file.npz -m MODEL', 5, 'file.npz: error E_FILE_MISSING: '],
    ['train CSV -c missing.json', 5, 'missing.json: error E_FILE_MISSING: '],
  ])('%s ends with exit %i', async (words, exit, start) => {
    const { cwd, unchanged } = surroundings();
    const given = words.split(' ').map((word) => ({ MODEL: model, CSV: csv })[word] ?? word);
    expectRefusal(await run([...given, '-q'], { cwd }), { exit, start });
    unchanged();
  });

  it('with blanks, a leading dash or a line break in its name is read, and its name escaped in errors', async () => {
    const cwd = temporaryFolder();
    for (const name of ['two words.csv', '-dash.csv', 'line\nbreak.csv', '\u001b[31mred.csv']) {
      const bad = join(cwd, name);
      writeFileSync(bad, readFileSync(csv));
      const { stderr } = await succeed(['predict', '-m', model, '-o', 'scores.csv', '-f', '--', name], { cwd });
      expect(stderr).toMatch(/\n300 rows scored, written to scores\.csv\n$/);
      writeFileSync(bad, '');
      // oxlint-disable-next-line no-control-regex
      const shown = name.replaceAll(/[\u0000-\u001f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
      const result = await run(['train', '-q', '-o', 'run', '--', name], { cwd });
      expectRefusal(result, { exit: 3, start: `${shown}: error E_CSV_EMPTY: ` });
    }
  });

  it('of bare arrays makes a model that refuses a CSV file with exit 4, in predict and evaluate', async () => {
    const bare = temporaryFolder();
    for (const part of ['train', 'validation', 'test']) {
      writeFileSync(join(bare, `x_${part}.npz`), readFileSync(join(arrays, `x_${part}.npz`)));
    }
    await succeed(['train', 'x_train.npz', ...QUICK, '-o', 'bare'], { cwd: bare });
    for (const words of [
      ['predict', csv, '-o', 'scores.csv'],
      ['evaluate', csv],
    ]) {
      const result = await run([...words, '-m', 'bare', '-q'], { cwd: bare });
      expectRefusal(result, { exit: 4, start: 'bare/model.safetensors: error E_MODEL_PIPELINE: ' });
    }
    expect(existsSync(join(bare, 'scores.csv'))).toBe(false);
  });
});

/** Rights don't bind root, who runs many a test: these places refuse a file from anyone. */
const REFUSING: readonly (readonly [words: string, start: string])[] = [
  ['train CSV -o file.txt/run', 'file.txt/run: error E_FILE_NOT_FOLDER: '],
  ['train CSV -o notes', 'notes: error E_FILE_EXISTS: exists already (hint: --force replaces it)'],
  ['train CSV -o file.txt', 'file.txt: error E_FILE_EXISTS: '],
  ['train CSV -o notes --force', 'notes: error E_FILE_EXISTS: exists and is no run folder'],
  ['train CSV -o file.txt --force', 'file.txt: error E_FILE_EXISTS: '],
  ['train CSV -o . --force', '.: error E_FILE_EXISTS: exists and is no run folder'],
  ['evaluate CSV -m MODEL -o file.txt/out', 'file.txt/out: error E_FILE_NOT_FOLDER: '],
  ['evaluate CSV -m MODEL -o notes', 'notes: error E_FILE_EXISTS: exists already (hint: --force replaces it)'],
  ['evaluate CSV -m MODEL -o notes --force', 'notes: error E_FILE_EXISTS: exists and is no evaluation folder'],
  ['evaluate CSV -m MODEL -o file.txt --force', 'file.txt: error E_FILE_EXISTS: '],
  ['prepare CSV -o file.txt', 'file.txt: error E_FILE_NOT_FOLDER: is a file'],
  ['prepare CSV -o file.txt/arrays --force', 'file.txt/arrays: error E_FILE_NOT_FOLDER: '],
  ['predict CSV -m MODEL -o nowhere/scores.csv', 'nowhere/scores.csv: error E_FILE_MISSING: '],
  ['predict CSV -m MODEL -o file.txt', 'file.txt: error E_FILE_EXISTS: exists already (hint: --force replaces it)'],
  ['predict CSV -m MODEL -o notes', 'notes: error E_FILE_IS_FOLDER: '],
  ['predict CSV -m MODEL -o notes --force', 'notes: error E_FILE_IS_FOLDER: '],
  ...(existsSync('/proc/self') ? ([['train CSV -o /proc/run', '/proc/run: error E_FILE_']] as const) : []),
];

describe('an output', () => {
  it.each(REFUSING)('%s ends with exit 5, and nothing has changed', async (words, start) => {
    const { cwd, unchanged } = surroundings();
    const given = words.split(' ').map((word) => ({ MODEL: model, CSV: csv })[word] ?? word);
    expectRefusal(await run([...given, ...(words.startsWith('train') ? QUICK : []), '-q'], { cwd }), {
      exit: 5,
      start,
    });
    unchanged();
  });

  it('of prepare that would replace one of four files writes none, and all with --force', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'x_test.npz'), 'mine');
    const result = await run(['prepare', csv, '--name', 'x', '-q'], { cwd });
    expectRefusal(result, { exit: 5, start: 'x_test.npz: error E_FILE_EXISTS: ' });
    expect(contents(cwd)).toEqual(['x_test.npz']);
    await succeed(['prepare', csv, '--name', 'x', '--force'], { cwd });
    expect(readFileSync(join(cwd, 'x_test.npz')).equals(readFileSync(join(arrays, 'x_test.npz')))).toBe(true);
  });

  it('replaces a run folder with --force, and only then', async () => {
    const cwd = temporaryFolder();
    await succeed(['train', csv, ...QUICK, '-o', 'run'], { cwd });
    const before = readFileSync(join(cwd, 'run/model.safetensors'));
    const refused = await run(['train', csv, ...QUICK, '--seed', '2', '-o', 'run', '-q'], { cwd });
    expectRefusal(refused, { exit: 5, start: 'run: error E_FILE_EXISTS: ' });
    expect(readFileSync(join(cwd, 'run/model.safetensors')).equals(before)).toBe(true);
    await succeed(['train', csv, ...QUICK, '--seed', '2', '-o', 'run', '-f'], { cwd });
    expect(readFileSync(join(cwd, 'run/model.safetensors')).equals(before)).toBe(false);
    expect(contents(cwd)).toHaveLength(5);
  });

  it('that is the input is refused with exit 2, also as a symbolic or hard link, and --force does not help', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'in.csv'), readFileSync(csv));
    symlinkSync('in.csv', join(cwd, 'symbolic.csv'));
    linkSync(join(cwd, 'in.csv'), join(cwd, 'hard.csv'));
    const names = contents(cwd);
    for (const output of ['in.csv', './in.csv', 'symbolic.csv', 'hard.csv']) {
      const result = await run(['predict', 'in.csv', '-m', model, '-o', output, '-f', '-q'], { cwd });
      expectRefusal(result, {
        exit: 2,
        start: `${output}: error E_USAGE_CONFLICT: is read by this command`,
      });
    }
    expect(contents(cwd)).toEqual(names);
    for (const name of names) expect(readFileSync(join(cwd, name)).equals(readFileSync(csv))).toBe(true);
  });

  it.skipIf(spawnSync('mkfifo', ['--help']).status !== 0)(
    'that is a named pipe (skipped: no mkfifo) stays one: --force would have put a file in the place of a device, too',
    async () => {
      const cwd = temporaryFolder();
      expect(spawnSync('mkfifo', [join(cwd, 'pipe')]).status).toBe(0);
      const result = await run(['predict', csv, '-m', model, '-o', 'pipe', '-f', '-q'], { cwd });
      expectRefusal(result, { exit: 5, start: 'pipe: error E_FILE_EXISTS: ' });
      expect(statSync(join(cwd, 'pipe')).isFIFO()).toBe(true);
    },
  );

  it.skipIf(!existsSync('/dev/full'))(
    'on a full disk (skipped: no /dev/full) ends with exit 5 and one line',
    async () => {
      for (const words of [
        ['predict', csv, '-m', model, '-q'],
        ['summary', model],
      ]) {
        const full = openSync('/dev/full', 'w');
        const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', full, 'pipe'] });
        closeSync(full);
        const stderr: Buffer[] = [];
        child.stderr?.on('data', (bytes: Buffer) => stderr.push(bytes));
        const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
        const result = { code, signal: null, stdout: '', stderr: Buffer.concat(stderr).toString() };
        expectRefusal(result, { exit: 5, start: '<stdout>: error E_FILE_SPACE: ' });
      }
    },
  );
});
