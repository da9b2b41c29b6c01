import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { beforeEach, describe, expect, it } from 'vitest';
import { SystemError } from '../../../src/errors.ts';
import { AtomicFile, requireFree, writeFiles, writeFolder } from '../../../src/node/files/atomic-write.ts';
import { rejectionOf } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (...names: string[]) => join(folder, ...names);
const text = (...names: string[]) => readFileSync(at(...names), 'utf8');
const write = (files: Record<string, string | Uint8Array>, force = false) =>
  writeFiles(new Map(Object.entries(files).map(([name, content]) => [at(name), content])), { force });
const FREE = { force: false };
const FORCE = { force: true };

describe('writeFiles', () => {
  it('writes texts and bytes, and leaves nothing else behind', async () => {
    await write({ 'a.txt': 'é\n', 'b.bin': Uint8Array.of(0, 255), 'empty.txt': '' });
    expect(text('a.txt')).toBe('é\n');
    expect([...readFileSync(at('b.bin'))]).toEqual([0, 255]);
    expect(readdirSync(folder).toSorted()).toEqual(['a.txt', 'b.bin', 'empty.txt']);
  });

  it.each(['-f', 'two words.csv', 'line\nbreak', '..hidden', 'ünï 😀', 'quote\'"'])(
    'takes the name %j',
    async (name) => {
      await write({ [name]: 'x' });
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it('refuses a name that is taken, replaces it with force', async () => {
    writeFileSync(at('a'), 'old');
    const error = await rejectionOf(write({ a: 'new' }));
    expect(error).toBeInstanceOf(SystemError);
    expect(error).toMatchObject({ code: 'E_FILE_EXISTS', file: at('a'), hint: 'force: true replaces it', exitCode: 5 });
    expect(text('a')).toBe('old');
    await write({ a: 'new' }, true);
    expect(text('a')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('replaces a symbolic link only with force, and leaves its target alone', async () => {
    writeFileSync(at('target'), 'precious');
    symlinkSync('target', at('link'));
    expect((await rejectionOf(write({ link: 'new' }))).code).toBe('E_FILE_EXISTS');
    expect(readlinkSync(at('link'))).toBe('target');
    await write({ link: 'new' }, true);
    expect(text('target')).toBe('precious');
    expect(text('link')).toBe('new');
    expect(() => readlinkSync(at('link'))).toThrow();
  });

  it('treats a link that leads nowhere the same', async () => {
    symlinkSync('nowhere', at('link'));
    expect((await rejectionOf(write({ link: 'new' }))).code).toBe('E_FILE_EXISTS');
    await write({ link: 'new' }, true);
    expect(readdirSync(folder)).toEqual(['link']);
  });
});

/** Paths that can't become a file, by means that bind the superuser too. */
const OBSTACLES: [string, string, string, () => void][] = [
  ['a folder', 'taken', 'E_FILE_IS_FOLDER', () => mkdirSync(at('taken'))],
  ['a link to a folder', 'link', 'E_FILE_IS_FOLDER', () => symlinkSync('.', at('link'))],
  ['in a missing folder', 'missing/a', 'E_FILE_MISSING', () => undefined],
  ['under a file', 'file/a', 'E_FILE_NOT_FOLDER', () => writeFileSync(at('file'), 'old')],
  ['a link to a device', 'null', 'E_FILE_EXISTS', () => symlinkSync('/dev/null', at('null'))],
  ['a name of 300 characters', 'x'.repeat(300), 'E_FILE_WRITE', () => undefined],
];

describe.each(OBSTACLES)('a path that is %s', (_, name, code, prepare) => {
  beforeEach(prepare);

  it(`is refused with ${code}, even with force, and nothing is left behind`, async () => {
    const before = readdirSync(folder);
    for (const attempt of [
      () => write({ [name]: 'new' }, true),
      () => AtomicFile.create(at(name), FORCE),
      () => requireFree(at(name), FORCE),
    ]) {
      expect(await rejectionOf(attempt())).toMatchObject({ code, file: at(name) });
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('keeps the other files of the same save from appearing', async () => {
    writeFileSync(at('old'), 'old');
    const before = readdirSync(folder);
    expect((await rejectionOf(write({ new: '1', old: '2', [name]: '3' }, true))).code).toBe(code);
    expect(text('old')).toBe('old');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('AtomicFile', () => {
  it('appears with all its pieces at commit, and not before', async () => {
    const file = await AtomicFile.create(at('a'), FREE);
    await file.write('one\n');
    await file.write(Uint8Array.of(0x32));
    expect(readdirSync(folder)).not.toContain('a');
    await file.commit();
    expect(text('a')).toBe('one\n2');
    expect(readdirSync(folder)).toEqual(['a']);
    await file.abort();
    expect(text('a')).toBe('one\n2');
  });

  it('given up, it leaves the old file and nothing else', async () => {
    writeFileSync(at('a'), 'old');
    const file = await AtomicFile.create(at('a'), FORCE);
    await file.write('half');
    expect(text('a')).toBe('old');
    await file.abort();
    expect(text('a')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('whose name became a folder on the way is refused at commit, and the folder stays', async () => {
    const file = await AtomicFile.create(at('a'), FORCE);
    await file.write('all');
    mkdirSync(at('a', 'b'), { recursive: true });
    expect((await rejectionOf(file.commit())).code).toBe('E_FILE_IS_FOLDER');
    await file.abort();
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readdirSync(at('a'))).toEqual(['b']);
  });

  it('several take their names in order once all are written: where the first can’t, none does', async () => {
    writeFileSync(at('b'), 'old');
    const [first, second] = [await AtomicFile.create(at('a'), FREE), await AtomicFile.create(at('b'), FORCE)];
    await second.write('new');
    mkdirSync(at('a'));
    expect((await rejectionOf(AtomicFile.commitAll([first, second]))).code).toBe('E_FILE_IS_FOLDER');
    expect(text('b')).toBe('old');
    for (const file of [first, second]) await file.abort();
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
    expect(text('b')).toBe('old');
  });

  it('whose folder was removed on the way is refused at commit', async () => {
    mkdirSync(at('run'));
    const file = await AtomicFile.create(at('run', 'a'), FREE);
    await file.write('all');
    rmSync(at('run'), { recursive: true });
    expect(await rejectionOf(file.commit())).toMatchObject({ code: 'E_FILE_MISSING', file: at('run', 'a') });
    await file.abort();
    expect(readdirSync(folder)).toEqual([]);
  });
});

const run = (mark: string) =>
  new Map([
    ['model.safetensors', mark],
    ['run.json', '{}'],
  ]);

const saveFolder = (name: string, files: Map<string, string>, force = false) => writeFolder(at(name), files, { force });

describe('writeFolder', () => {
  it('gives a folder with exactly its files, also with a slash at the end of its name', async () => {
    await saveFolder('run/', run('1'));
    expect(readdirSync(folder)).toEqual(['run']);
    expect(readdirSync(at('run')).toSorted()).toEqual(['model.safetensors', 'run.json']);
  });

  it('refuses what is there; with force a run folder gives way whole, an empty one too', async () => {
    await saveFolder('run', new Map([...run('1'), ['history.csv', 'old']]));
    mkdirSync(at('empty'));
    for (const name of ['run', 'empty']) {
      expect((await rejectionOf(saveFolder(name, run('2')))).code).toBe('E_FILE_EXISTS');
      await saveFolder(name, run('2'), true);
      expect(text(name, 'model.safetensors')).toBe('2');
      expect(readdirSync(at(name))).toHaveLength(2);
    }
    expect(readdirSync(folder).toSorted()).toEqual(['empty', 'run']);
  });

  it.each<[string, () => void]>([
    ['other files', () => mkdirSync(at('x', 'photos'), { recursive: true })],
    ['run.json alone', () => (mkdirSync(at('x')), writeFileSync(at('x', 'run.json'), ''))],
    ['model.safetensors alone', () => (mkdirSync(at('x')), writeFileSync(at('x', 'model.safetensors'), ''))],
  ])('with force refuses a folder with %s and leaves it', async (_, prepare) => {
    prepare();
    const before = readdirSync(at('x'));
    const error = await rejectionOf(saveFolder('x', run('2'), true));
    expect(error).toMatchObject({
      code: 'E_FILE_EXISTS',
      message: 'exists and is no run folder, so force does not replace it',
    });
    expect(readdirSync(at('x'))).toEqual(before);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('with force refuses a run folder in which somebody put a file, and leaves it', async () => {
    await saveFolder('run', run('1'));
    writeFileSync(at('run', 'scores.csv'), 'precious');
    const error = await rejectionOf(saveFolder('run', run('2'), true));
    expect(error.message).toBe('exists and holds "scores.csv", which no run wrote, so force does not replace it');
    expect(text('run', 'scores.csv')).toBe('precious');
    expect(text('run', 'model.safetensors')).toBe('1');
  });

  it('with force replaces an evaluation folder by an evaluation alone, and a run folder by a run alone', async () => {
    const evaluation = (content: string) =>
      new Map([
        ['metrics.json', content],
        ['per_class.csv', content],
      ]);
    const evaluate = (name: string, content: string) =>
      writeFolder(at(name), evaluation(content), { force: true, kind: 'evaluation' });
    await evaluate('evaluation', '1');
    await saveFolder('run', run('1'));
    writeFileSync(at('evaluation', 'roc.csv'), 'old');
    await evaluate('evaluation', '2');
    expect(readdirSync(at('evaluation')).toSorted()).toEqual(['metrics.json', 'per_class.csv']);
    expect((await rejectionOf(evaluate('run', '3'))).message).toContain('is no evaluation folder');
    expect((await rejectionOf(saveFolder('evaluation', run('3'), true))).message).toContain('is no run folder');
    writeFileSync(at('evaluation', 'notes.txt'), 'precious');
    expect((await rejectionOf(evaluate('evaluation', '3'))).message).toContain(
      'holds "notes.txt", which no evaluation wrote',
    );
    expect(text('evaluation', 'metrics.json')).toBe('2');
    expect(text('run', 'model.safetensors')).toBe('1');
  });

  it('with force refuses a file, and a link to a run folder', async () => {
    writeFileSync(at('file'), 'precious');
    await saveFolder('run', run('1'));
    symlinkSync('run', at('link'));
    for (const name of ['file', 'link']) {
      expect((await rejectionOf(saveFolder(name, run('2'), true))).code).toBe('E_FILE_EXISTS');
    }
    expect(text('file')).toBe('precious');
    expect(text('run', 'model.safetensors')).toBe('1');
    expect(readlinkSync(at('link'))).toBe('run');
  });

  it('makes the folders above it', async () => {
    await saveFolder('missing/too/run', run('1'));
    expect(text('missing/too/run', 'model.safetensors')).toBe('1');
    expect(readdirSync(folder)).toEqual(['missing']);
  });

  it('refuses a parent that is a file, at any height', async () => {
    writeFileSync(at('file'), '');
    for (const path of ['file/run', 'file/missing/run']) {
      expect((await rejectionOf(saveFolder(path, run('1')))).code).toBe('E_FILE_NOT_FOLDER');
    }
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('a fault at the last of its files leaves the old folder, whole', async () => {
    await saveFolder('run', run('1'));
    const error = await rejectionOf(saveFolder('run', new Map([...run('2'), ['no/such/folder', '']]), true));
    expect(error).toMatchObject({ code: 'E_FILE_MISSING', file: at('run') });
    expect(text('run', 'model.safetensors')).toBe('1');
    expect(readdirSync(folder)).toEqual(['run']);
  });
});

describe('a reader that looks without pause', () => {
  const LENGTH = 200_000;
  const contentOf = (save: number) => String(save % 10).repeat(LENGTH);

  /** Runs in another thread, and counts how often the file was missing or not one digit from end to end. */
  const READER = `
    const { readFileSync } = require('node:fs');
    const { parentPort, workerData: { path, length, stop } } = require('node:worker_threads');
    const whole = Array.from({ length: 10 }, (_, digit) => Buffer.alloc(length, String(digit)));
    const states = new Set();
    let [looks, bad] = [0, 0];
    parentPort.postMessage('ready');
    while (Atomics.load(stop, 0) === 0) {
      looks++;
      try {
        const bytes = readFileSync(path);
        const state = whole.findIndex((expected) => expected.equals(bytes));
        if (state === -1) bad++;
        else states.add(state);
      } catch {
        bad++;
      }
    }
    parentPort.postMessage({ looks, bad, states: states.size });`;

  async function watch(save: (content: string) => Promise<void>, saves: number) {
    const path = at('polled');
    const stop = new Int32Array(new SharedArrayBuffer(4));
    writeFileSync(path, contentOf(0));
    const worker = new Worker(READER, { eval: true, workerData: { path, length: LENGTH, stop } });
    await once(worker, 'message');
    for (let i = 1; i <= saves; i++) await save(contentOf(i));
    const report = once(worker, 'message');
    Atomics.store(stop, 0, 1);
    const [result] = (await report) as [{ looks: number; bad: number; states: number }];
    await worker.terminate();
    return result;
  }

  it('finds a whole file at every look during 300 saves, and all ten contents', async () => {
    const { looks, bad, states } = await watch((content) => write({ polled: content }, true), 300);
    expect({ bad, states }).toEqual({ bad: 0, states: 10 });
    expect(looks).toBeGreaterThan(300);
  });

  it('control: finds partial files when they are written in place', async () => {
    // In two halves, so that the reader's luck is not needed.
    const { bad } = await watch(async (content) => {
      writeFileSync(at('polled'), content.slice(0, LENGTH / 2));
      await setTimeout(1);
      appendFileSync(at('polled'), content.slice(LENGTH / 2));
    }, 50);
    expect(bad).toBeGreaterThan(0);
  });
});
