/**
 * The same command gives the same bytes, wherever and whenever it runs, and test rows have no say in a model.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stratifiedSplit } from '../../../src/preprocessing/rows/split.ts';
import { createRandom } from '../../../src/random.ts';
import { ended, ROOT, succeed, temporaryFolder, type RunOptions } from '../../support/cli.ts';
import { customers, toCsv, withCell, type Customers } from '../../support/customers.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const table = customers();
writeFileSync(csv, toCsv(table));
/** Five networks, the default. */
const QUICK = ['--no-report', '--hidden', '8', '--epochs', '2'];

let files = 0;
/** Trains on a CSV file into a new folder and reads the model. */
async function modelOf(words: readonly string[], options?: RunOptions): Promise<Buffer> {
  const output = join(folder, `run-${++files}`);
  await succeed(['train', ...words, ...QUICK, '-o', output], options);
  return readFileSync(join(output, 'model.safetensors'));
}

async function arraysOf(options?: RunOptions): Promise<Buffer> {
  const output = join(folder, `arrays-${++files}`);
  mkdirSync(output);
  await succeed(['prepare', csv, '--name', 'x', '-o', output], options);
  const names = ['train.npz', 'validation.npz', 'test.npz', 'pipeline.json'];
  return Buffer.concat(names.map((name) => readFileSync(join(output, `x_${name}`))));
}

/** The bytes to compare with, made once. */
const baseline = once(() => modelOf([csv]));
const baselineArrays = once(() => arraysOf());

function once(make: () => Promise<Buffer>): () => Promise<Buffer> {
  let made: Promise<Buffer> | undefined;
  return () => (made ??= make());
}

const PLACES: [string, RunOptions][] = [
  ['again', {}],
  ['a third time', {}],
  ['in another folder', { cwd: dirname(folder) }],
  ['in Tokyo', { env: { TZ: 'Asia/Tokyo' } }],
  ['in New York', { env: { TZ: 'America/New_York' } }],
  ['in Turkish', { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
  ['in the C locale', { env: { LANG: 'C', LC_ALL: 'C' } }],
];

describe.concurrent('the same command and seed', () => {
  it.each(PLACES)('gives the same model.safetensors and .npz files to the byte, %s', async (_, options) => {
    expect((await modelOf([csv], options)).equals(await baseline())).toBe(true);
    expect((await arraysOf(options)).equals(await baselineArrays())).toBe(true);
  });

  it('gives other bytes with another seed, and the same with seed 1 given', async () => {
    const model = await baseline();
    expect((await modelOf([csv, '--seed', '2'])).equals(model)).toBe(false);
    expect((await modelOf([csv, '--seed', '1'])).equals(model)).toBe(true);
  });

  it('the time zones and the Turkish locale above do reach the program', async () => {
    const script = 'console.log((1.5).toLocaleString(), new Date(0).getHours())';
    const seen = async (env: Record<string, string>) =>
      (await ended(spawn(process.execPath, ['-e', script], { env: { ...process.env, ...env } }))).stdout;
    expect(await seen({ TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' })).toBe('1,5 9\n');
    expect(await seen({ TZ: 'America/New_York', LC_ALL: 'C' })).toBe('1.5 19\n');
  });

  it('gives the audiobook store the same model twice', async () => {
    const path = join(ROOT, 'data/audiobooks.csv');
    const [first, second] = await Promise.all([modelOf([path]), modelOf([path], { env: { TZ: 'Asia/Tokyo' } })]);
    expect(first.equals(second)).toBe(true);
  });
});

async function modelWith(changed: Customers): Promise<Buffer> {
  const path = join(folder, `changed-${++files}.csv`);
  writeFileSync(path, toCsv(changed));
  return modelOf([path]);
}

describe.concurrent('rows and the model', () => {
  const targets = Int32Array.from(table.rows, (fields) => Number(fields[3]));
  const split = stratifiedSplit(targets, 2, [80, 10, 10], createRandom('1', 'split'));

  it('every feature and ID of all 30 test rows changed at once: model.safetensors stays the same to the byte', async () => {
    const tested = new Set(split.test);
    expect(tested.size).toBe(30);
    const rows = table.rows.map((fields, i) =>
      tested.has(i) ? [`new-${i}`, String(1e6 + i), '-7e5', fields[3]!] : fields,
    );
    expect((await modelWith({ ...table, rows })).equals(await baseline())).toBe(true);
  });

  // Cell by cell, and for each way to split: test/training/test-rows.test.ts.
  it('one cell of a training row changed: another model', async () => {
    const changed = withCell(table, split.train[0]!, 'spend', '-0.001');
    expect((await modelWith(changed)).equals(await baseline())).toBe(false);
  });

  it('the ID of a training row changed: the same model to the byte', async () => {
    const changed = withCell(table, split.train[0]!, 'id', 'another');
    expect((await modelWith(changed)).equals(await baseline())).toBe(true);
  });
});
