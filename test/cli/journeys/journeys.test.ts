/**
 * Whole ways through the program, as an analyst goes them: prepare, train, evaluate, predict, look at the model.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, expectRefusal, ROOT, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
/** Small enough to train in a moment. */
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];

interface Metrics {
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly epochs: number;
  readonly test: { readonly loss: number; readonly accuracy: number; readonly rocAuc: number };
}

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  await succeed(['train', csv, ...QUICK, '-o', model]);
});

function metrics(runFolder = model): Metrics {
  return JSON.parse(readFileSync(join(runFolder, 'metrics.json'), 'utf8')) as Metrics;
}

function modelBytes(runFolder: string): Buffer {
  return readFileSync(join(runFolder, 'model.safetensors'));
}

let runs = 0;
/** Trains into a folder of its own. */
async function train(words: readonly string[], { input }: { input?: string } = {}): Promise<string> {
  const output = join(folder, `run-${++runs}`);
  await succeed(['train', ...words, '-o', output], input === undefined ? {} : { input });
  return output;
}

describe('prepare, train and evaluate', () => {
  it('prepare writes four files; training on them gives the CSV model to the byte, evaluating the test figures to the digit', async () => {
    const arrays = temporaryFolder();
    const prepared = await succeed(['prepare', csv, '--output', arrays]);
    const files = ['pipeline.json', 'test.npz', 'train.npz', 'validation.npz'].map((name) => `customers_${name}`);
    expect(contents(arrays)).toEqual(files);
    expect(prepared.stdout.trimEnd().split('\n').toSorted()).toEqual(files.map((name) => join(arrays, name)));

    const output = join(folder, 'from-arrays');
    const trained = await json(['train', join(arrays, 'customers_train.npz'), ...QUICK, '-o', output]);
    expect(modelBytes(output).equals(modelBytes(model))).toBe(true);
    const test = await json(['evaluate', join(arrays, 'customers_test.npz'), '-m', output]);
    const { loss, accuracy, rocAuc } = test;
    expect({ loss, accuracy, rocAuc }).toEqual(trained['test']);
    const validation = await json(['evaluate', join(arrays, 'customers_validation.npz'), '-m', output]);
    expect(validation['loss']).not.toBe(loss);
    const shown = await succeed(['evaluate', join(arrays, 'customers_test.npz'), '-m', output]);
    const percent = (100 * (accuracy as number)).toFixed(2);
    expect(shown.stdout.endsWith(`Test loss: ${(loss as number).toFixed(2)}. Test accuracy: ${percent}%.\n`)).toBe(
      true,
    );
  });

  it('a run folder holds exactly 8 files that agree with each other', () => {
    expect(readdirSync(model).toSorted()).toEqual([
      'README.md',
      'audit.json',
      'explanation.json',
      'history.csv',
      'metrics.json',
      'model.safetensors',
      'report.html',
      'run.json',
    ]);
    const history = readFileSync(join(model, 'history.csv'), 'utf8').trimEnd().split('\n');
    expect(history[0]).toBe('epoch,loss,accuracy,val_loss,val_accuracy');
    expect(history).toHaveLength(1 + metrics().epochs);
    const record = JSON.parse(readFileSync(join(model, 'run.json'), 'utf8')) as { data: { sha256: string } };
    expect(record.data.sha256).toBe(createHash('sha256').update(readFileSync(csv)).digest('hex'));
  });

  it('without --output the run goes to runs/NAME, the next one to runs/NAME-2', async () => {
    const cwd = temporaryFolder();
    const first = await json(['train', csv, ...QUICK], { cwd });
    const second = await json(['train', csv, ...QUICK], { cwd });
    expect([first['model'], second['model']]).toEqual([
      join('runs', 'customers', 'model.safetensors'),
      join('runs', 'customers-2', 'model.safetensors'),
    ]);
    expect(readdirSync(cwd)).toEqual(['runs']);
    expect(readdirSync(join(cwd, 'runs')).toSorted()).toEqual(['customers', 'customers-2']);
  });

  it('on the file of the training, evaluate measures the very test rows again: equal loss, accuracy and ROC AUC', async () => {
    const again = await json(['evaluate', csv, '-m', model]);
    expect(again).toMatchObject({ ...metrics().test, rows: metrics().rows.test });
    expect(await json(['evaluate', csv, '-m', model, '--rows', 'test'])).toEqual(again);
    expect(await json(['evaluate', csv, '-m', model, '--rows', 'all'])).toMatchObject({ rows: 300 });
  });

  it('of a copy with one byte more, evaluate measures all 300 rows and refuses --rows test', async () => {
    const copy = join(folder, 'copy.csv');
    writeFileSync(copy, `${toCsv(customers())}\n`);
    expect(await json(['evaluate', copy, '-m', model])).toMatchObject({ rows: 300 });
    const refused = await run(['evaluate', copy, '-m', model, '--rows', 'test']);
    expectRefusal(refused, { exit: 3, start: `${copy}: error E_DATA_ROWS: ` });
  });
});

/** The header of a safetensors file, without the blanks at its end, and the bytes of its tensors. */
function parts(bytes: Buffer): [header: string, tensors: Buffer] {
  const end = 8 + Number(bytes.readBigUInt64LE(0));
  return [bytes.toString('utf8', 8, end).trimEnd(), bytes.subarray(end)];
}

describe('the same table in another dress gives the same model and the same scores to the byte', () => {
  const table = customers();
  it.each([
    ['CRLF', { lineEnd: '\r\n' }, []],
    ['CR', { lineEnd: '\r' }, []],
    ['a byte order mark', { start: '\uFEFF' }, []],
    ['";"', { delimiter: ';' }, ['--delimiter', ';']],
    ['a tab, written \\t', { delimiter: '\t' }, ['--delimiter', '\\t']],
    ['blank lines', { lineEnd: '\n\n' }, []],
  ])('with %s', async (name, dress, flags) => {
    const path = join(folder, `dressed-${name.replaceAll(/\W/g, '')}.csv`);
    writeFileSync(path, toCsv(table, dress));
    const output = await train([path, ...QUICK, ...flags]);
    // A model remembers a delimiter that is not the comma, and nothing else of the dress; its digest follows.
    const [header, tensors] = parts(modelBytes(output));
    const [plainHeader, plainTensors] = parts(modelBytes(model));
    const withoutDigest = (text: string) => text.replace(/"sha256":"\w+"/, '');
    const bare = header.replace(/\\"csv\\":\{\\"delimiter\\":\\".{1,5}\\"\},/, '');
    expect(withoutDigest(bare)).toBe(withoutDigest(plainHeader));
    expect(header === plainHeader).toBe(flags.length === 0);
    expect(tensors.equals(plainTensors)).toBe(true);
    const expected = await succeed(['predict', csv, '-m', model]);
    for (const given of [flags, []]) {
      expect((await succeed(['predict', path, '-m', output, ...given])).stdout).toBe(expected.stdout);
    }
  });

  it('without a header, but for the names', async () => {
    const path = join(folder, 'headerless.csv');
    writeFileSync(path, toCsv(table, { header: false }));
    const output = await train([path, ...QUICK]);
    expect(await json(['summary', output])).toMatchObject({
      id: 'column_1',
      target: 'column_4',
      features: ['column_2', 'column_3'],
    });
    const [header, ...lines] = (await succeed(['predict', path, '-m', output])).stdout.split('\n');
    expect(header).toBe('column_1,prediction,probability_1,probability_balanced_1');
    expect(lines).toEqual((await succeed(['predict', csv, '-m', model])).stdout.split('\n').slice(1));
  });

  it('from stdin, with evaluate and predict from there too', async () => {
    const input = toCsv(table);
    const output = await train(['-', ...QUICK], { input });
    expect(modelBytes(output).equals(modelBytes(model))).toBe(true);
    const scores = await succeed(['predict', csv, '-m', model]);
    expect((await succeed(['predict', '-', '-m', model], { input })).stdout).toBe(scores.stdout);
    expect((await succeed(['predict', csv, '-m', model, '-o', '-'])).stdout).toBe(scores.stdout);
    const all = await succeed(['evaluate', csv, '-m', model, '--rows', 'all', '--json']);
    expect((await succeed(['evaluate', '-', '-m', model, '--json'], { input })).stdout).toBe(all.stdout);
  });
});

describe('options', () => {
  it('fit is train and test is evaluate', async () => {
    const output = join(folder, 'fitted');
    await succeed(['fit', csv, ...QUICK, '-o', output]);
    expect(modelBytes(output).equals(modelBytes(model))).toBe(true);
    const [tested, evaluated] = [await json(['test', csv, '-m', model]), await json(['evaluate', csv, '-m', model])];
    expect(tested).toEqual(evaluated);
  });

  it('--batch_size is --batch-size, --lr is --learning-rate, --label is --target', async () => {
    const plain = await train([csv, ...QUICK, '--learning-rate', '0.01', '--target', 'bought']);
    const words = ['--preset=plain', '--hidden=8', '--epochs=4', '--batch_size=20', '--lr=0.01', '--label=bought'];
    const other = await train([csv, ...words]);
    expect(modelBytes(other).equals(modelBytes(plain))).toBe(true);
    expect(modelBytes(other).equals(modelBytes(model))).toBe(false);
  });

  it('a configuration file counts, in either spelling, and flags win over it', async () => {
    const config = join(folder, 'config.json');
    writeFileSync(
      config,
      '{"preset":"plain","hidden":[8],"epochs":4,"batch_size":20,"label":"bought","split":[80,10,10],"drop":["visits"],"seed":9}',
    );
    const fromConfig = await train([csv, '-c', config, '--seed', '1']);
    const fromFlags = await train([csv, ...QUICK, '--drop', 'visits']);
    expect(modelBytes(fromConfig).equals(modelBytes(fromFlags))).toBe(true);
    const seedNine = await train([csv, '-c', config]);
    expect(modelBytes(seedNine).equals(modelBytes(fromFlags))).toBe(false);
  });

  it.each([
    ['an unknown key', '{"epoch":4}', 'E_USAGE_OPTION', 'did you mean epochs?'],
    ['a value out of range', '{"epochs":0}', 'E_USAGE_VALUE', 'from 1 to 1,000,000'],
    ['no object', '[1]', 'E_USAGE_CONFIG', 'JSON object'],
    ['no JSON', '{', 'E_USAGE_CONFIG', 'JSON'],
    ['one option twice', '{"lr":0.1,"learning-rate":0.2}', 'E_USAGE_REPEATED', 'learning-rate'],
  ])('a configuration with %s is refused, its file named', async (name, text, code, says) => {
    const config = join(folder, `refused ${name}.json`);
    writeFileSync(config, text);
    const refused = await run(['train', csv, '-q', '-c', config, '-o', join(folder, 'never')]);
    expect(expectRefusal(refused, { exit: 2, start: `${config}: error ${code}: ` })).toContain(says);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it('--output sigmoid is the activation, alone, beside --output DIR, and in a configuration', async () => {
    const cwd = temporaryFolder();
    const config = join(cwd, 'config.json');
    writeFileSync(config, '{"output":"sigmoid"}');
    await succeed(['train', csv, ...QUICK, '--output', 'sigmoid'], { cwd });
    const outputs = [join(cwd, 'runs', 'customers')];
    outputs.push(await train([csv, ...QUICK, '--output', 'sigmoid']), await train([csv, ...QUICK, '-c', config]));
    for (const output of outputs) {
      const summary = await json(['summary', output]);
      expect(summary['output']).toBe('sigmoid');
      expect((summary['layers'] as unknown[]).at(-1)).toMatchObject({ kind: 'dense', units: 1 });
    }
    expect(await json(['summary', model])).toMatchObject({ output: 'softmax' });
  });

  it('--recipe course says that it leaks, and measures on the balanced mix', async () => {
    const output = join(folder, 'course');
    const { stdout, stderr } = await succeed(['train', csv, ...QUICK, '--recipe', 'course', '-o', output]);
    expect(stderr).toMatch(/warning: .* leak/);
    expect(stdout).toContain('in the balanced training mix');
    const { loss } = await json(['evaluate', csv, '-m', output]);
    expect(loss).toBe(metrics(output).test.loss);
    expect((await succeed(['train', csv, ...QUICK, '-o', join(folder, 'honest')])).stderr).not.toContain('leak');
  });

  it('each --balance trains on its own number of rows and keeps the same 30 test rows', async () => {
    const counts: Record<string, number> = {};
    for (const balance of ['undersample', 'first', 'oversample', 'weights', 'none']) {
      const { rows } = metrics(await train([csv, ...QUICK, '--balance', balance]));
      counts[balance] = rows.train;
      expect(rows.test).toBe(30);
    }
    const ones = customers().rows.filter((fields) => fields[3] === '1').length;
    const rare = Math.round(0.8 * Math.min(ones, 300 - ones));
    const common = Math.round(0.8 * Math.max(ones, 300 - ones));
    expect(counts).toEqual({
      undersample: 2 * rare,
      first: 2 * rare,
      oversample: 2 * common,
      weights: rare + common,
      none: rare + common,
    });
  });

  it('--hidden none is logistic regression: one layer of 2 × 2 weights and 2 biases', async () => {
    const output = await train([csv, ...QUICK.with(3, 'none')]);
    expect(await json(['summary', output])).toMatchObject({ parameters: 6 });
  });
});

describe('summary', () => {
  it('prints layers, output shapes, parameters and columns, from the folder, the file or --model', async () => {
    const { stdout } = await succeed(['summary', model]);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const figures = / {2}-?\d+(\.\d+)? ± \d+(\.\d+)?; missing: -?\d+(\.\d+)?$/gm;
    expect(stdout.match(figures)).toHaveLength(2);
    expect(stdout.replace(figures, '  FIGURES').replace(/─{40,}/, 'LINE')).toBe(
      `Layer  Output shape  Parameters
───────────────────────────────
input  [n, 2]                 0
dense  [n, 8]                24
relu   [n, 8]                 0
dense  [n, 2]                18
Total parameters: 42 (168 bytes as float32)
Output: softmax over the classes "0", "1"; "1" is the one that counts
Target: "bought"; ID: "id"
feature  kind    inputs  mean ± sd, or encoding
LINE
visits   number       1  FIGURES
spend    number       1  FIGURES
Seed: "1"; written by glassnet ${version}
`,
    );
    expect((await succeed(['summary', join(model, 'model.safetensors')])).stdout).toBe(stdout);
    expect((await succeed(['summary', '--model', model])).stdout).toBe(stdout);
  });
});
