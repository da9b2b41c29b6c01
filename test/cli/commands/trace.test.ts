/** `glassnet trace`: documents of fresh and trained networks, the text, and what is refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeNpz } from '../../../src/formats/arrays/npz.ts';
import { membersOf } from '../../../src/nn/ensemble.ts';
import { loadModel, modelBytes } from '../../../src/node/stores/model-store.ts';
import { STUDY_SETS } from '../../../src/study/sets/sets.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { smallClassifier } from '../../support/models.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { shop } from '../explain/shops.ts';
import { toCsv } from '../../support/customers.ts';

const folder = temporaryFolder();
const at = { cwd: folder };
const PLAIN = '--preset plain --hidden 5 --epochs 4 --patience 1000 --no-report -q -f'.split(' ');

const trace = async (...words: string[]) => (await json(['trace', ...words], at)) as unknown as TraceDocument;
const text = async (...words: string[]) => (await succeed(['trace', ...words], at)).stdout;
const tensor = ({ tensors }: TraceDocument, name: string) => tensors.find((one) => one.name === name)!.values!;

/** 80 rows of three inputs, whose sum is the class. */
function arrays(): Uint8Array {
  const inputs = Float32Array.from({ length: 240 }, (_, i) => Math.fround(((i * 37) % 19) / 10 - 0.9));
  const targets = BigInt64Array.from({ length: 80 }, (_, i) => (inputs[3 * i]! + inputs[3 * i + 1]! > 0 ? 1n : 0n));
  return encodeNpz([
    ['inputs', { dtype: '<f4', shape: [80, 3], data: inputs }],
    ['targets', { dtype: '<i8', shape: [80], data: targets }],
  ]);
}

beforeAll(async () => {
  writeFileSync(join(folder, 'moons.csv'), STUDY_SETS.moons.csv());
  writeFileSync(join(folder, 'shop.csv'), toCsv(shop()));
  for (const part of ['train', 'validation', 'test']) writeFileSync(join(folder, `a_${part}.npz`), arrays());
  await succeed(['train', 'moons.csv', ...PLAIN, '-o', 'moons'], at);
  await succeed(
    ['train', 'shop.csv', '--preset', 'best', '--ensemble', '3', '--epochs', '3', '--no-report', '-q', '-o', 'best'],
    at,
  );
  await succeed(
    ['train', 'a_train.npz', ...PLAIN, '--output', 'sigmoid', '--dropout', '0.3', '--optimizer', 'sgd', '-o', 'arrays'],
    at,
  );
  await succeed(
    ['train', 'shop.csv', ...PLAIN, '--weight-decay', '0.1', '--l2', '0.01', '--seed', '9', '-o', 'shop'],
    at,
  );
});

describe('a fresh network and a trained one', () => {
  it('the weights after the steps of 4 epochs are those that train has written, to the bit', async () => {
    const { classifier } = await loadModel(join(folder, 'moons'));
    const [network] = membersOf(classifier.network);
    const rate = JSON.parse(readFileSync(join(folder, 'moons', 'metrics.json'), 'utf8')) as { bestEpoch?: number };
    expect(rate).toBeDefined();
    const fresh = await trace(
      'moons.csv',
      '--hidden',
      '5',
      '--learning-rate',
      '0.001',
      '--steps',
      String(4 * 12),
      '--row',
      '17',
    );
    const trained = await trace('-m', 'moons', '--row', '17');
    const names = [
      'W1',
      'b1',
      'W2',
      'b2',
      'x',
      'z1',
      'a1',
      'z2',
      'p',
      'loss',
      'dz2',
      'dW2',
      'db2',
      'da1',
      'dz1',
      'dW1',
      'db1',
    ];
    for (const name of names) expect(tensor(fresh, name), name).toEqual(tensor(trained, name));
    expect(fresh.network).toEqual(trained.network);
    expect(fresh.row).toEqual(trained.row);
    expect([fresh.optimizer.t, trained.optimizer.t]).toEqual([49, 1]);
    expect(tensor(trained, 'W1').map(Math.fround)).toEqual([...network!.block.parameters[0]!.value.data]);
    const other = await trace('moons.csv', '--hidden', '5', '--learning-rate', '0.001', '--steps', '47', '--row', '17');
    expect(tensor(other, 'W1')).not.toEqual(tensor(trained, 'W1'));
  });

  it('a set is its file: the documents differ in nothing', async () => {
    const words = ['--hidden', '4', '--learning-rate', '0.01', '--steps', '25', '--row', '3', '--neuron', '1.2'];
    const [set, file] = [await trace('--set', 'moons', '--fresh', ...words), await trace('moons.csv', ...words)];
    expect(set).toEqual(file);
    expect(set.source.data.file).toBe('moons.csv');
  });

  it('--edit is a step of its own: at the end, or after so many steps', async () => {
    const words = ['--set', 'moons', '--hidden', '3', '--steps', '20', '--row', '3'];
    const [late, early] = [
      await trace(...words, '--edit', 'W1[2,3]=0.5'),
      await trace(...words, '--edit', 'W1[2,3]=0.5@10'),
    ];
    expect(late.source.edits).toEqual([{ name: 'W1', place: [2, 3], value: 0.5, step: 20 }]);
    expect(early.source.edits).toMatchObject([{ step: 10 }]);
    expect(tensor(late, 'W1')[5]).toBe(0.5);
    expect(tensor(early, 'W1')[5]).not.toBe(0.5);
  });

  it('--steps goes on from a model, where its rows are at hand', async () => {
    const [trained, later] = [
      await trace('-m', 'moons', '--row', '4'),
      await trace('-m', 'moons', '--row', '4', '--steps', '9'),
    ];
    expect(later.optimizer.t).toBe(10);
    expect(tensor(later, 'W1')).not.toEqual(tensor(trained, 'W1'));
  });

  it('each network of an ensemble has its own weights, on pieces and categories', async () => {
    const { classifier } = await loadModel(join(folder, 'best'));
    for (const [index, { block }] of membersOf(classifier.network).entries()) {
      const document = await trace('-m', 'best', '--member', String(index + 1), '--row', '00009');
      expect(document.source.model).toMatchObject({ kind: 'model', member: index + 1, members: 3 });
      expect(tensor(document, 'b1').map(Math.fround)).toEqual(
        [...block.parameters[1]!.value.data].map((value) => value + 0),
      );
      expect(document.row.cells.find(({ column }) => column === 'plan')).toMatchObject({
        kind: 'category',
        value: 'team',
      });
      expect(document.row.cells.some(({ inputs }) => inputs.some(({ isPiece }) => isPiece))).toBe(true);
    }
    expect(await text('-m', 'best', '--row', '00009')).toContain('network 1 of 3 of the model');
  });

  it('a model keeps the options of its training: AdamW and L2; with its file a batch is made of its rows', async () => {
    const document = await trace('-m', 'shop', '--row', '00040', '--batch', '16', '--param', 'W1[1,2]');
    expect(document.optimizer).toMatchObject({ kind: 'adam', weightDecay: 0.1, t: 1 });
    expect(document.network.layers[0]).toMatchObject({ l2: 0.01 });
    expect(document.batch.numbers).toHaveLength(16);
    const [weight] = document.opened;
    expect(weight).toMatchObject({ kind: 'parameter', check: { isKink: false } });
    if (weight?.kind === 'parameter') {
      expect(weight.penalty).not.toBe(0);
      expect(weight.check!.relativeError).toBeLessThanOrEqual(1e-5);
    }
  });

  it('a model of arrays has inputs by number; one of sigmoid, dropout and sgd', async () => {
    const document = await trace('a_test.npz', '-m', 'arrays', '--row', '7');
    expect(document.row).toMatchObject({ number: 7, id: null, line: null });
    expect(document.row.cells.map(({ column, kind }) => [column, kind])).toEqual(
      [1, 2, 3].map((i) => [`input ${i}`, 'input']),
    );
    expect(document).toMatchObject({ network: { output: 'sigmoid' }, optimizer: { kind: 'sgd', momentum: 0.9 } });
    expect(document.tensors.map(({ name }) => name)).toContain('dropout1');
    expect(document.tensors.map(({ name }) => name)).toContain('sgd.step.W1');
    // Without FILE, that of the training.
    expect((await trace('-m', 'arrays', '--row', '7')).row.cells).toEqual(document.row.cells);
  });

  it('a model of arrays learns on from its own rows, and takes them for a batch', async () => {
    const document = await trace('-m', 'arrays', '--row', '7', '--batch', '8', '--steps', '4');
    expect(document.batch.numbers).toEqual([7, 1, 2, 3, 4, 5, 6, 8]);
    expect(document.optimizer.t).toBe(5);
    expect((await trace('a_train.npz', '-m', 'arrays', '--row', '7', '--batch', '8', '--steps', '4')).tensors).toEqual(
      document.tensors,
    );
  });

  it('new rows without a class go forward only, unless one is assumed', async () => {
    const { names, rows } = shop();
    writeFileSync(
      join(folder, 'new.csv'),
      toCsv({ names: names.slice(0, -1), rows: rows.slice(0, 9).map((row) => row.slice(0, -1)) }),
    );
    const forward = await trace('new.csv', '-m', 'shop', '--row', '00004');
    expect(forward).toMatchObject({ row: { id: '00004', number: 4, line: 5, target: null }, after: null });
    expect(forward.tensors.at(-1)!.name).toBe('p');
    const whole = await trace('shop.csv', '-m', 'shop', '--row', '00004');
    expect(tensor(forward, 'p')).toEqual(tensor(whole, 'p'));
    const assumed = await trace('new.csv', '-m', 'shop', '--row', '00004', '--as', 'yes');
    expect(assumed).toMatchObject({ row: { target: { name: 'yes' }, isAssumed: true } });
    expect(assumed.after!.loss).toBeLessThan(assumed.before.loss!);
    expect(await text('new.csv', '-m', 'shop', '--row', '00004')).toContain('class unknown');
  });
});

describe('the output', () => {
  it('--output writes the bytes that --json prints, and no text', async () => {
    const words = ['trace', '--set', 'moons', '--row', '5', '--param', 'b1[1]'];
    const printed = await succeed([...words, '--json'], at);
    const written = await succeed([...words, '--output', 'trace.json'], at);
    expect(written.stdout).toBe('');
    expect(readFileSync(join(folder, 'trace.json'), 'utf8')).toBe(printed.stdout);
    expect(JSON.parse(printed.stdout)).toMatchObject({ schema: 'glassnet.trace/1' });
    expectRefusal(await run([...words, '--output', 'trace.json'], at), {
      exit: 5,
      start: 'trace.json: error E_FILE_EXISTS',
    });
    await succeed([...words, '--output', 'trace.json', '--force'], at);
    const own = await run(['trace', 'moons.csv', '--row', '5', '--output', 'moons.csv', '-f', '-q'], at);
    expectRefusal(own, { exit: 2, start: 'moons.csv: error E_USAGE_CONFLICT' });
  });

  it('the text has neither colour nor carriage returns in a pipe, and 80 columns', async () => {
    const shown = await text('-m', 'shop', '--row', '00040', '--neuron', '1.3', '--param', 'W2[1,1]');
    // oxlint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/[\r\u001b]/);
    for (const line of shown.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(shown).toMatch(/^Row 40\nshop\.csv, line 41, ID 00040: class (no|yes)\n/);
    expect(await text('-m', 'shop', '--row', '00040', '--until', 'loss')).not.toContain('Backward');
  });
});

describe('refusals', () => {
  it('--strict refuses what was inferred, and its hint works when typed', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i};${i % 7},5;${i % 3 === 0 ? 'yes' : 'no'}`);
    writeFileSync(join(folder, 'comma.csv'), `id;v;y\n${lines.join('\n')}\n`);
    const words = ['trace', 'comma.csv', '--row', '9', '-q', '--until', 'loss'];
    const { code, stderr } = await run([...words, '--strict'], at);
    expect([code, stderr]).toEqual([3, expect.stringContaining('E_CSV_INFERRED')]);
    const plain = await succeed([...words, '--write-schema', 'schema.json'], at);
    expect((await succeed([...words, '--strict', '--schema', 'schema.json'], at)).stdout).toBe(plain.stdout);
  });

  const moons = ['--set', 'moons'];
  it.each([
    [[...moons], 2, 'E_USAGE_MISSING: --row is needed'],
    [[...moons, '--row', '241'], 2, 'row: there is no row 241 (hint: the rows have the numbers 1 to 240)'],
    [[...moons, '--row', '0'], 2, 'row: "0" is not the number of a row'],
    [
      [...moons, '--row', '1', '--neuron', '1.9'],
      2,
      'there is no neuron "1.9" (hint: 1.1 to 1.6, 2.1 to 2.4, 3.1 to 3.2)',
    ],
    [[...moons, '--row', '1', '--neuron', '4.1'], 2, 'there is no neuron "4.1"'],
    [[...moons, '--row', '1', '--param', 'W1[3,1]'], 2, 'there is no W1[3,1] (hint: up to W1[2,6])'],
    [[...moons, '--row', '1', '--param', 'W4[1,1]'], 2, 'there is no W4 (hint: up to W1[2,6], b1[6]'],
    [[...moons, '--row', '1', '--param', 'seven'], 2, '"seven" is no parameter'],
    [[...moons, '--row', '1', '--edit', 'W1[1,1]=much'], 2, 'is no edit (hint: such as W1[3,7]=0.5'],
    [[...moons, '--row', '1', '--edit', 'W1[1,1]=1e40'], 2, 'is no edit'],
    [
      [...moons, '--row', '1', '--edit', 'W1[1,1]=1@3'],
      2,
      '--edit: step 3 comes after the last of --steps, 0 (hint: --steps 3)',
    ],
    [[...moons, '--row', '1', '--batch', '5000'], 2, 'a batch of 5000 rows: there are 1'],
    [[...moons, '--row', '1', '--as', 'uper'], 2, 'there is no class "uper" (hint: did you mean upper?)'],
    [[...moons, '--row', '1', '--member', '1'], 2, '--member is about a model'],
    [[...moons, '--row', '1', '--ask'], 2, '--ask needs a terminal'],
    [[...moons, '--row', '1', '--ask', '--json'], 2, '--ask asks before it shows, and --json shows nothing'],
    [[...moons, '--row', '1', '--output=-'], 2, '--output: the trace is written to a file'],
    [['-m', 'moons', '--fresh', '--row', '1'], 2, '--fresh and --model each say which network'],
    [['-m', 'moons', '--set', 'moons', '--row', '1'], 2, '--set has rows of its own'],
    [['-m', 'moons', '--row', '1', '--hidden', '3'], 2, '--hidden has no effect on a model'],
    [['-m', 'best', '--row', '00009', '--member', '4'], 2, 'no network 4 (hint: the model has the networks 1 to 3)'],
    [['-m', 'shop', '--row', '9'], 2, 'row: no row has the ID "9" (hint: did you mean 00009?)'],
    [['-m', 'shop', '--row', 'Smith'], 2, 'row: no row has the ID "Smith" (hint: the IDs are such as "00001")'],
    [['-m', 'nowhere', '--row', '1'], 5, 'E_FILE_MISSING'],
    [['shop.csv', '-m', 'arrays', '--row', '1'], 4, 'E_MODEL_PIPELINE'],
    [['a_test.npz', '--row', '1'], 2, 'arrays have no columns to read'],
    [['a_test.npz', '-m', 'arrays', '--row', '81'], 2, 'the rows have the numbers 1 to 80'],
    [
      ['a_test.npz', '-m', 'arrays', '--row', '1', '--batch', '2'],
      2,
      'the rows that the model learned from are not at hand',
    ],
    [
      ['a_test.npz', '-m', 'arrays', '--row', '1', '--steps', '2'],
      2,
      '--steps needs the rows that the model was trained on',
    ],
    [['moons.csv', '--target', 'none', '--row', '1'], 2, 'there is no column'],
    [[...moons, '--row', '1', '--edit', 'b1[1]=3e38', '--edit', 'W2[1,1]=3e38'], 6, 'E_TRAIN_DIVERGED'],
  ])('%o', async (words, exitCode, message) => {
    const { code, stderr } = await run(['trace', ...words, '-q'], at);
    expect(stderr).toContain(message);
    expect(code).toBe(exitCode);
  });

  it('an ID that several rows have', async () => {
    const { names, rows } = shop();
    writeFileSync(join(folder, 'twice.csv'), toCsv({ names, rows: [...rows, rows[6]!] }));
    const { code, stderr } = await run(['trace', 'twice.csv', '-m', 'shop', '--row', '00007'], at);
    expect(code).toBe(2);
    expect(stderr).toContain('row: 2 rows have the ID "00007", in the lines 8, 302');
  });

  it('a model without rows: no run.json, and no FILE', async () => {
    writeFileSync(join(folder, 'alone.safetensors'), modelBytes(smallClassifier(), '1'));
    const { code, stderr } = await run(['trace', '-m', 'alone.safetensors', '--row', '1'], at);
    expect(code).toBe(2);
    expect(stderr).toContain('no run.json beside the model names its rows');
  });
});
