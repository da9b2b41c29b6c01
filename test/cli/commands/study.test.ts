/** `glassnet study`: a page on this machine until Ctrl-C, or a file; what can't be shown is refused before. */
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeNpz } from '../../../src/formats/arrays/npz.ts';
import { studyPage } from '../../../src/server/study-page.ts';
import { readEmbedded, type EmbeddedOpening } from '../../../src/study/opening/embedded.ts';
import { openStudy } from '../../../src/study/opening/open-study.ts';
import { STUDY_SETS } from '../../../src/study/sets/sets.ts';
import { ended, expectRefusal, start, temporaryFolder } from '../../support/cli.ts';
import { smallArrays } from '../../support/small-arrays.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const PLAIN = ['--preset', 'plain', '--hidden', '3', '--epochs', '2', '--no-report', '--quiet'];

/** What begins in a page. */
function embeddedIn(page: string): EmbeddedOpening {
  return readEmbedded(/<script type="application\/json" id="study-data">(.*?)<\/script>/s.exec(page)![1]!);
}

async function written(words: readonly string[], name = 'page.html'): Promise<EmbeddedOpening> {
  await succeed(['study', ...words, '--output', name, '--force', '--quiet'], { cwd: folder });
  return embeddedIn(readFileSync(at(name), 'utf8'));
}

beforeAll(async () => {
  writeFileSync(at('moons.csv'), STUDY_SETS.moons.csv());
  for (const part of ['train', 'validation', 'test']) writeFileSync(at(`numbers_${part}.npz`), smallArrays());
  await succeed(['train', 'moons.csv', ...PLAIN, '--ensemble', '3', '--output', 'run'], { cwd: folder });
  await succeed(['train', 'numbers_train.npz', ...PLAIN, '--output', 'bare'], { cwd: folder });
});

describe('study --output', () => {
  it('writes a set, a file, a model with its rows, and a model of arrays', async () => {
    expect(await written([])).toEqual({
      schema: 'glassnet.study-opening/1',
      opening: { data: { kind: 'set', name: 'moons' }, training: { hidden: [6, 4], learningRate: 0.01 } },
      words: [],
    });
    const file = await written(['moons.csv', '--hidden', '5', '--drop', 'x1', '--seed', '7']);
    expect(file.opening.training).toEqual({ hidden: [5], seed: '7' });
    expect(file.words).toEqual(['moons.csv', '--drop', 'x1']);
    copyFileSync(at('moons.csv'), at('my moons.csv'));
    expect((await written(['my moons.csv'])).words).toEqual(['"my moons.csv"']);
    const model = await written(['--model', 'run', '--member', '2']);
    expect(model.opening.network!.origin).toEqual({ kind: 'model', file: 'model.safetensors', member: 2, members: 3 });
    expect(model.words).toEqual(['moons.csv', '--model', 'run', '--member', '2']);
    const bare = await written(['numbers_test.npz', '--model', 'bare']);
    expect(bare.opening.data).toMatchObject({ kind: 'arrays', file: 'numbers_test.npz', ids: null });

    const studies = await Promise.all([file, model, bare].map(({ opening }) => openStudy(opening)));
    expect(studies.map(({ network }) => network.inputDim)).toEqual([1, 2, 3]);
    expect(studies.map(({ train }) => train !== null)).toEqual([true, true, false]);
    expect(studies[1]!.train!.inputs.rows).toBe(192);
  });

  it('has no folder of this machine in the file', async () => {
    await succeed(['study', at('moons.csv'), '--output', at('here.html'), '--quiet']);
    const { words, opening } = embeddedIn(readFileSync(at('here.html'), 'utf8'));
    expect(JSON.stringify(opening.data)).not.toContain(folder);
    // It is in the words that repeat the command, as they were typed.
    expect(words[0]).toBe(at('moons.csv'));
  });

  it('reads another file than that of the training as the model does', async () => {
    writeFileSync(at('others.csv'), `${STUDY_SETS.moons.csv().split('\n').slice(0, 40).join('\n')}\n`);
    const { opening } = await written(['others.csv', '--model', 'run']);
    const study = await openStudy(opening);
    expect([study.data.rows.count, study.train]).toEqual([39, null]);
  });

  it('says with --json what it wrote', async () => {
    expect(await json(['study', '--output', 'set.html', '--set', 'clusters'], { cwd: folder })).toMatchObject({
      schema: 'glassnet.study/1',
      address: null,
      output: 'set.html',
      data: { file: 'clusters.csv', classes: ['a', 'b', 'c'] },
      network: { origin: { kind: 'fresh' }, inputs: 2 },
    });
  });

  it('replaces no file unasked, and not what it reads', async () => {
    writeFileSync(at('mine.html'), 'mine');
    const here = (...words: string[]) => run(['study', ...words], { cwd: folder });
    expectRefusal(await here('--output', 'mine.html'), { exit: 5, start: 'mine.html: error E_FILE_EXISTS' });
    expect(readFileSync(at('mine.html'), 'utf8')).toBe('mine');
    const shared = await here('moons.csv', '--output', 'moons.csv', '--force');
    expectRefusal(shared, { exit: 2, start: 'moons.csv: error E_USAGE_CONFLICT' });
  });
});

describe('study refuses, before a page is opened,', () => {
  it.each<[string, readonly string[], number, string]>([
    ['a file that is not there', ['no.csv'], 5, 'no.csv: error E_FILE_MISSING'],
    ['a cell that is no number, at its place', ['broken.csv'], 3, 'broken.csv:4:2: error E_CSV_NUMBER'],
    ['a model that is not there', ['--model', 'no'], 5, 'no: error E_FILE_MISSING'],
    [
      'a network that the model lacks',
      ['--model', 'run', '--member', '4'],
      2,
      'glassnet: error E_USAGE_VALUE: --member',
    ],
    ['arrays of another width', ['wide.npz', '--model', 'bare'], 4, 'wide.npz: error E_NPZ_SHAPE'],
    ['arrays without a model', ['numbers_test.npz'], 2, 'numbers_test.npz: error E_USAGE_MISSING'],
    [
      'a CSV for a model of arrays',
      ['moons.csv', '--model', 'bare'],
      4,
      'bare/model.safetensors: error E_MODEL_PIPELINE',
    ],
    [
      'new rows of a model',
      ['new.csv', '--model', 'run'],
      3,
      'new.csv: error E_SCHEMA_COLUMN: lacks the column "class"',
    ],
    ['a set with a file', ['moons.csv', '--set', 'moons'], 2, 'glassnet: error E_USAGE_CONFLICT'],
    ['a set with a model', ['--model', 'run', '--set', 'moons'], 2, 'glassnet: error E_USAGE_CONFLICT'],
    ['an unknown set', ['--set', 'iris'], 2, 'glassnet: error E_USAGE_VALUE'],
    ['columns of a set', ['--drop', 'x1'], 2, 'glassnet: error E_USAGE_CONFLICT'],
    ['hidden layers of a model', ['--model', 'run', '--hidden', '3'], 2, 'glassnet: error E_USAGE_CONFLICT'],
    ['a member of no model', ['--member', '2'], 2, 'glassnet: error E_USAGE_MISSING'],
    [
      'one output unit for three classes',
      ['--set', 'clusters', '--output-activation', 'sigmoid'],
      2,
      'clusters.csv: error E_USAGE_VALUE',
    ],
    ['a port with a file', ['--output', 'x.html', '--port', '0'], 2, 'glassnet: error E_USAGE_CONFLICT'],
    ['a port that is none', ['--port', '65536'], 2, 'glassnet: error E_USAGE_VALUE'],
    ['a file to stdout', ['--output', '-'], 2, 'glassnet: error E_USAGE_VALUE'],
  ])('%s', async (_, words, exit, place) => {
    writeFileSync(at('new.csv'), 'x1,x2\n0.5,0.25\n-1,0.75\n');
    writeFileSync(at('broken.csv'), 'id,age,y\n1,31,n\n2,42,m\n3,x,n\n4,51,m\n5,33,n\n');
    writeFileSync(
      at('wide.npz'),
      encodeNpz([
        ['inputs', { dtype: '<f4', shape: [2, 4], data: new Float32Array(8) }],
        ['targets', { dtype: '<i8', shape: [2], data: BigInt64Array.of(0n, 1n) }],
      ]),
    );
    expectRefusal(await run(['study', ...words], { cwd: folder }), { exit, start: place });
  });

  it('a model whose rows are gone, unless they are named', async () => {
    renameSync(at('moons.csv'), at('moved.csv'));
    const gone = await run(['study', '--model', 'run', '--output', 'gone.html'], { cwd: folder });
    renameSync(at('moved.csv'), at('moons.csv'));
    expectRefusal(gone, { exit: 5, start: 'moons.csv: error E_FILE_MISSING' });
    copyFileSync(at('run/model.safetensors'), at('alone.safetensors'));
    const alone = ['study', '--model', 'alone.safetensors', '--output', 'gone.html'];
    expectRefusal(await run(alone, { cwd: folder }), { exit: 2, start: 'alone.safetensors: error E_USAGE_MISSING' });
    await succeed([...alone, 'moons.csv'], { cwd: folder });
    expect(existsSync(at('gone.html'))).toBe(true);
  });

  it('a page that was not built', async () => {
    await expect(studyPage(await written([]), at('no.html'))).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
      exitCode: 5,
      hint: 'npm run build, in the folder of glassnet',
    });
  });
});

describe('study', () => {
  /** Starts it and waits for its address. */
  async function serving(...words: string[]) {
    const child = start(['study', ...words], { cwd: folder });
    const end = ended(child);
    const line = await Promise.race([once(child.stdout, 'data').then(String), end.then(({ stderr }) => stderr)]);
    return { child, end, line };
  }

  it('prints an address and serves the page there, until Ctrl-C', async () => {
    const { child, end, line } = await serving('moons.csv', '--port', '0');
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const response = await fetch(line.trim());
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(embeddedIn(await response.text()).opening.data).toMatchObject({ kind: 'csv', file: 'moons.csv' });
    // Somebody is still connected.
    const slow = fetch(line.trim(), { headers: { connection: 'keep-alive' } });
    await slow;
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stdout: line });
    await expect(fetch(line.trim())).rejects.toThrow();
  });

  it('says that a port is in use, and serves where its hint says', async () => {
    const owner = createServer().listen(0, '127.0.0.1');
    await once(owner, 'listening');
    const { port } = owner.address() as AddressInfo;
    const refused = await (await serving('--port', String(port), '--quiet')).end;
    const line = expectRefusal(refused, { exit: 5, start: `glassnet: error E_PORT: port ${port} is in use` });
    const [, hint] = /\(hint: (--port 0) takes one that is free\)/.exec(line)!;
    const { child, end, line: address } = await serving(...hint!.split(' '), '--quiet');
    expect(address).toMatch(/^http/);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 143, stderr: '' });
    owner.close();
  });
});
