/** What `train` writes and says of several networks, and what the other commands make of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../../src/training/presets.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const QUICK = ['--hidden', '8', '--epochs', '4'];
let told = '';

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  told = (await succeed(['train', csv, ...QUICK, '-o', model])).stderr;
});

interface Extent {
  readonly epochs: number;
  readonly bestEpoch: number;
}
const documentIn = (name: string) => JSON.parse(readFileSync(join(model, name), 'utf8')) as Record<string, unknown>;
const networks = () => documentIn('metrics.json')['networks'] as Extent[];

describe('train with nothing but a file', () => {
  it('writes the epochs of all five networks into one history.csv, and counts them in metrics.json', () => {
    const [header, ...lines] = readFileSync(join(model, 'history.csv'), 'utf8').trimEnd().split('\n');
    expect(header).toBe('network,epoch,loss,accuracy,val_loss,val_accuracy');
    const rows = lines.map((line) => line.split(',').map(Number));
    expect(networks()).toHaveLength(5);
    expect(rows.map(([network, epoch]) => [network, epoch])).toEqual(
      networks().flatMap(({ epochs }, i) => Array.from({ length: epochs }, (_, epoch) => [i + 1, epoch + 1])),
    );
    // The epoch that is kept is the one with the lowest validation loss.
    for (const [i, { bestEpoch }] of networks().entries()) {
      const losses = rows.filter(([network]) => network === i + 1).map((row) => row[4]!);
      expect(losses.indexOf(Math.min(...losses))).toBe(bestEpoch - 1);
    }
    expect(documentIn('metrics.json')).not.toHaveProperty('epochs');
  });

  it('has all options of the training in run.json, those of the preset among them', () => {
    const { learningRate, patience } = PRESETS.best;
    const { training } = documentIn('run.json') as { training: Record<string, unknown> };
    expect(Object.keys(training).toSorted()).toEqual(
      Object.keys(TRAINING_OPTIONS)
        .filter((name) => name !== 'batchSize')
        .toSorted(),
    );
    expect(training).toMatchObject({ ensemble: 5, members: 'folds', learningRate, patience, hidden: [8], epochs: 4 });
  });

  it('measures validation out of fold, on training and validation rows, and tests on the others', () => {
    expect(documentIn('metrics.json')).toMatchObject({
      rows: { train: 240, validation: 30, test: 30 },
      validation: { rows: 270 },
      test: { rows: 30 },
    });
  });

  it('says a line of each network, the epoch kept and what it is worth on its fold', () => {
    const lines = told.split('\n').filter((line) => line.startsWith('Network'));
    expect(lines).toEqual(
      networks().map(({ epochs, bestEpoch }, i) =>
        expect.stringMatching(
          new RegExp(
            `^Network ${i + 1}/5  epoch ${bestEpoch} of ${epochs} kept  loss: \\d\\.\\d{4} - val_loss: \\d\\.\\d{4} - val_accuracy: \\d\\.\\d{4}$`,
          ),
        ),
      ),
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
  });
});

describe('a model of five networks', () => {
  it('is told by summary as one table, with the parameters of all in --json', async () => {
    const { stdout } = await succeed(['summary', model]);
    expect(stdout).toMatch(/^5 networks, their logits averaged, each of them:\nLayer/);
    const document = await json(['summary', model]);
    const { inputDim } = document as { inputDim: number };
    expect(document).toMatchObject({ members: 5, parameters: 5 * (8 * (inputDim + 1) + 2 * 9) });
    expect(inputDim).toBeGreaterThan(10);
  });

  it('is scored without a probability on another mix, for there is none, and evaluated to the figures of train', async () => {
    const fields = await readFields((await succeed(['predict', csv, '-m', model, '-q'])).stdout);
    expect(fields[0]).toEqual(['id', 'prediction', 'probability_1']);
    expect(fields).toHaveLength(301);
    const { loss, accuracy, rocAuc } = (await json(['evaluate', csv, '-m', model])) as Record<string, number>;
    expect(documentIn('metrics.json')['test']).toMatchObject({ loss, accuracy, rocAuc });
  });
});

describe('train --ensemble', () => {
  it('1 is one network, with the documents of one', async () => {
    const document = await json(['train', csv, ...QUICK, '--ensemble', '1', '-o', join(folder, 'alone')]);
    expect(document).toMatchObject({ epochs: 4 });
    expect(document).not.toHaveProperty('networks');
    expect(await json(['summary', join(folder, 'alone')])).toMatchObject({ members: 1 });
  });

  it.each([
    ['balanced rows', ['--balance', 'undersample'], 'balanced rows cannot be pooled with others'],
    ['rows in time', ['--time', 'visits'], 'later rows say when to stop'],
  ])('says that networks differ by seed where %s leave no folds, and why', async (name, words, reason) => {
    const output = join(folder, name);
    const { stderr } = await succeed(['train', csv, ...QUICK, ...words, '-o', output]);
    expect(stderr).toContain(`networks differ by seed: ${reason}\n`);
    expect(told).not.toContain('differ by seed');
  });

  it.each([8, 9, 20])('trains five networks on a file of %i rows', async (count) => {
    const small = join(folder, `small-${count}.csv`);
    const rows = Array.from({ length: count }, (_, i) => `${(i * 5) % 9},${(i * 7) % 5},${i % 2 === 0 ? 'no' : 'yes'}`);
    writeFileSync(small, `visits,spend,bought\n${rows.join('\n')}\n`);
    const words = [...QUICK, '--split', '50/25/25', '-o', join(folder, `small-${count}`)];
    expect(await json(['train', small, ...words])).toMatchObject({ networks: { length: 5 } });
  });
});
