import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { train, TRAIN_OPTIONS, type TrainOptions, type TrainedModel } from '../../src/facade/train.ts';
import { PRESET_OPTIONS } from '../../src/training/presets.ts';
import type { TableSource } from '../../src/facade/read-source.ts';
import { decodeModel } from '../../src/formats/model-bytes.ts';
import { flagName } from '../../src/cli/options/flag-name.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../../src/data/table-options.ts';
import { PREPARATION_OPTIONS } from '../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import type { Callback } from '../../src/training/callback.ts';
import { ROOT, succeed, temporaryFolder } from '../support/cli.ts';
import { customers, toCsv } from '../support/customers.ts';
import { rejectionOf } from '../support/errors.ts';
import { onlyNetwork } from '../support/networks.ts';

const AUDIOBOOKS = join(ROOT, 'data/audiobooks.csv');
const TEXT = toCsv(customers());
const QUICK = { preset: 'plain', epochs: 2, hidden: [4] } as const;

/** The words of a command line that say the same. */
const asFlags = (options: TrainOptions) =>
  Object.entries(options).map(([name, value]) => {
    const separator = name === 'split' ? '/' : ',';
    return value === true ? `--${flagName(name)}` : `--${flagName(name)}=${[value].flat().join(separator)}`;
  });

/** The epochs as metrics.json has them. */
function extentOf({ members }: TrainedModel) {
  const extents = members.map(({ history, bestEpoch }) => ({ epochs: history.epochs.length, bestEpoch }));
  return extents.length === 1 ? extents[0] : { networks: extents };
}

async function* chunksOf(bytes: Uint8Array, length: number) {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
  return Promise.resolve();
}

describe('train', () => {
  it.each<[string, TrainOptions]>([
    ['best: with no option but fewer epochs', { epochs: 3 }],
    ['best without folds, on its second seed', { members: 'seeds', ensemble: 2, seed: 2, epochs: 2 }],
    ['plain', { preset: 'plain', epochs: 3 }],
    ['course: in the course’s order', { recipe: 'course', seed: 3, epochs: 2 }],
    [
      'with one output unit, dropout, calibration and another split',
      {
        preset: 'plain',
        outputActivation: 'sigmoid',
        hidden: [50, 50],
        dropout: 0.2,
        calibrate: 'platt',
        split: [60, 20, 20],
        epochs: 2,
      },
    ],
    [
      'with chosen columns, weights and SGD',
      {
        drop: ['support_requests'],
        piecewiseBins: 4,
        optimizer: 'sgd',
        balance: 'weights',
        groupDuplicates: true,
        epochs: 2,
      },
    ],
  ])('%s gives the bytes of glassnet train', async (_, options) => {
    const folder = join(temporaryFolder(), 'run');
    await succeed(['train', AUDIOBOOKS, '-q', '-o', folder, ...asFlags(options)]);
    const model = await train(readFileSync(AUDIOBOOKS), options);
    expect(Buffer.from(model.toBytes()).equals(readFileSync(join(folder, 'model.safetensors')))).toBe(true);
    const metrics = JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8')) as object;
    expect(metrics).toMatchObject({
      test: model.test,
      validation: model.validation,
      ...extentOf(model),
    });
  });

  it('takes text, bytes, a buffer and a stream for the same rows, and says what it took for what', async () => {
    const bytes = new TextEncoder().encode(TEXT);
    const sources: TableSource[] = [TEXT, bytes, bytes.slice().buffer, chunksOf(bytes, 997)];
    const models = await Promise.all(sources.map((csv) => train(csv, QUICK)));
    for (const model of models) expect(model.toBytes()).toEqual(models[0]!.toBytes());
    expect(models[0]).toMatchObject({
      targetReason: 'last column',
      schema: { target: 'bought', id: 'id', features: ['visits', 'spend'] },
      test: { rows: 30 },
    });
    expect((await train(TEXT, { ...QUICK, target: 'bought' })).targetReason).toBe('named');
  });

  it('gives a model that opens again, with the seed in it, and another one for another seed', async () => {
    const [one, two] = [await train(TEXT, { ...QUICK, seed: 7 }), await train(TEXT, { ...QUICK, seed: 8 })];
    const { classifier, config } = decodeModel(one.toBytes());
    expect(config.seed).toBe('7');
    expect(onlyNetwork(classifier).block.values).toEqual(onlyNetwork(one.classifier).block.values);
    expect(onlyNetwork(two.classifier).block.values).not.toEqual(onlyNetwork(one.classifier).block.values);
  });

  it('tells its callbacks each epoch, and stops when they ask', async () => {
    const epochs: number[] = [];
    const onEpochEnd: Callback['onEpochEnd'] = (epoch, _, training) => {
      epochs.push(epoch);
      if (epoch === 2) training.stop();
    };
    const { history } = await train(TEXT, { preset: 'plain', hidden: [4], epochs: 9, callbacks: [{ onEpochEnd }] });
    expect([epochs, history.epochs.length]).toEqual([[1, 2], 2]);
  });

  it('tells them each epoch of each network, one network after the other', async () => {
    const epochs: number[] = [];
    const callbacks = [{ onEpochEnd: (epoch: number) => void epochs.push(epoch) }];
    const { members } = await train(TEXT, { hidden: [4], epochs: 2, ensemble: 3, callbacks });
    expect(epochs).toEqual([1, 2, 1, 2, 1, 2]);
    expect(members).toHaveLength(3);
  });
});

describe('rows as objects', () => {
  const objects = customers().rows.map(([id, visits, spend, bought]) => {
    return { id, visits: Number(visits), spend: Number(spend), bought };
  });

  it('train to the bytes of the CSV with the same cells, and the classifier takes such rows', async () => {
    const model = await train(objects, QUICK);
    expect(model.toBytes()).toEqual((await train(TEXT, QUICK)).toBytes());
    const withoutClass = objects.slice(0, 9).map(({ visits, spend }) => ({ visits, spend }));
    expect(model.classifier.predict(withoutClass)).toHaveLength(9);
  });

  it.each<[string, unknown[], string, number | undefined]>([
    ['none', [], 'E_CSV_EMPTY', undefined],
    ['what is no object', [objects[0], 7], 'E_ROW_TYPE', 2],
    ['nothing in the place of the first', [null, objects[1]], 'E_ROW_TYPE', 1],
    ['numbers', [1, 2], 'E_ROW_TYPE', 1],
    ['a row without a column', [objects[0], { id: '2' }], 'E_SCHEMA_COLUMN', 2],
    ['a cell that is a list', [objects[0], { ...objects[1], visits: [1] }], 'E_ROW_VALUE', 2],
    ['a cell that is no number', [...objects, { ...objects[1], visits: 'many' }], 'E_CSV_NUMBER', 301],
    ['columns without a name', [{ '': 1, a: 2 }], 'E_CSV_HEADER', undefined],
  ])('are refused: %s', async (_, data, code, line) => {
    const error = await rejectionOf(train(data as never, QUICK));
    expect([error.code, error.line]).toEqual([code, line]);
  });
});

describe('train refuses', () => {
  it.each<[object, string, string]>([
    [{ epoch: 3 }, 'E_USAGE_OPTION: train: there is no option "epoch"', 'did you mean epochs?'],
    [{ callback: [] }, 'E_USAGE_OPTION: train: there is no option "callback"', 'did you mean callbacks?'],
    [{ 'batch-size': 3 }, 'E_USAGE_OPTION: train: there is no option "batch-size"', 'did you mean batchSize?'],
    [{ epochs: '3' }, 'E_USAGE_VALUE: train: epochs: got "3", expected a whole number from 1 to 1,000,000', ''],
    [{ hidden: 50 }, 'E_USAGE_VALUE: train: hidden: got 50, expected a list of whole numbers from 1 to 65,536', ''],
    [{ balance: 'wieghts' }, 'E_USAGE_VALUE: train: balance: got "wieghts", expected one of', 'mean "weights"?'],
    [{ callbacks: () => {} }, 'E_USAGE_VALUE: train: callbacks: got a function, expected a list of callbacks', ''],
    [{ file: 7 }, 'E_USAGE_VALUE: train: file: got 7, expected a text that is not empty', ''],
    [{ drop: 'age' }, 'E_USAGE_VALUE: train: drop: got "age", expected a list of names', ''],
    [{ recipe: 'course', groupDuplicates: true }, 'E_USAGE_CONFLICT: recipe: "course" and groupDuplicates each', ''],
    [{ highCardinality: 'hash', unseen: 'refuse' }, 'E_USAGE_CONFLICT: highCardinality: "hash" keeps no list', ''],
    [{ target: 'bougth' }, 'E_USAGE_COLUMN: target: there is no column "bougth"', 'mean target: "bought"?'],
    [{ recipe: 'course', calibrate: 'platt' }, 'E_USAGE_CONFLICT: calibrate: "platt" needs validation rows in', ''],
    [{ delimiter: ';' }, 'E_SCHEMA_FEATURES: no column is left to predict from', 'delimiter: ","'],
  ])('%j: %s', async (options, message, hint) => {
    const error = await rejectionOf(train(TEXT, { ...QUICK, ...options }));
    expect(`${error.code}: ${error.message}`).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  it('a bad cell with line and column, under the name that the data was given', async () => {
    const error = await rejectionOf(train(TEXT.replace(/^00005,\d+/m, '00005,many'), { file: 'own.csv' }));
    expect(error).toMatchObject({ code: 'E_CSV_NUMBER', file: 'own.csv', line: 6, column: 2, field: 'visits' });
    expect((await rejectionOf(train('a,b\n1,\n'))).file).toBe('data');
  });

  it.each([undefined, null, 7, {}, 'customers.csv', 'https://example.com/customers.csv'])('%j as data', async (csv) => {
    const error = await rejectionOf(train(csv as never));
    expect(error.code).toBe('E_USAGE_VALUE');
    expect(error.message).toMatch(
      /^train: data: got .*, expected the bytes of a CSV file, its text, or rows as objects$/,
    );
  });

  it('what is no object of options', async () => {
    expect((await rejectionOf(train(TEXT, 'bought' as never))).message).toBe(
      'train: options: got "bought", expected an object',
    );
  });
});

describe('the options of train', () => {
  it('have a name each: the seed alone is in two tables', () => {
    const tables = [PRESET_OPTIONS, CSV_OPTIONS, COLUMN_OPTIONS, PREPARATION_OPTIONS, TRAINING_OPTIONS];
    const names = tables.flatMap((table) => Object.keys(table));
    expect(names.length - new Set(names).size).toBe(1);
    expect(Object.keys(TRAIN_OPTIONS).toSorted()).toEqual([...new Set([...names, 'file'])].toSorted());
  });
});
