import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NpyArray } from '../../../src/formats/arrays/npy.ts';
import { decodeNpz, encodeNpz } from '../../../src/formats/arrays/npz.ts';
import { readDatasetFile, readPrepared, writePrepared } from '../../../src/node/stores/prepared-arrays.ts';
import { prepare } from '../../../src/preprocessing/prepare.ts';
import { completePreparation } from '../../../src/preprocessing/preparation-options.ts';
import { trainClassifier } from '../../../src/training/train-classifier.ts';
import { rejectionOf } from '../../support/errors.ts';
import { sha256 } from '../../support/models.ts';
import { shuffledTexts, tableOf, uniformNumbers } from '../../support/tables.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const OPTIONS = completePreparation();
const targets = shuffledTexts({ no: 160, yes: 40 });
const features = { age: uniformNumbers(200, 18, 90), spent: uniformNumbers(200, 0, 1e4) };
const { table, schema } = tableOf(features, targets);
const data = prepare(table, schema, OPTIONS, 'own.csv');

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);
const write = (force = false) => writePrepared(folder, 'own', data, { force });
const FILES = ['own_pipeline.json', 'own_test.npz', 'own_train.npz', 'own_validation.npz'];

const float32 = (shape: number[], values: number[]): NpyArray => ({
  dtype: '<f4',
  shape,
  data: Float32Array.from(values),
});
const int64 = (values: number[]): NpyArray => ({
  dtype: '<i8',
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
/** Four rows of two features and two classes, unless said otherwise. */
const foreign = (change: Record<string, NpyArray> = {}) =>
  encodeNpz(
    Object.entries({ inputs: float32([4, 2], [0, 1, 2, 3, 4, 5, 6, 7]), targets: int64([0, 1, 1, 0]), ...change }),
  );
function writeForeign(change: Partial<Record<'train' | 'validation' | 'test', Uint8Array>> = {}): string {
  for (const part of ['train', 'validation', 'test'] as const)
    writeFileSync(at(`x_${part}.npz`), change[part] ?? foreign());
  return at('x_train.npz');
}

describe('round trip', () => {
  it('gives equal arrays, pipeline, priors and classes, from any of the three files', async () => {
    const paths = await write();
    expect(paths.map((path) => path.slice(folder.length + 1)).toSorted()).toEqual(FILES);
    for (const part of ['train', 'validation', 'test']) {
      const read = await readPrepared(at(`own_${part}.npz`));
      for (const name of [
        'train',
        'validation',
        'test',
        'classes',
        'priors',
        'heldOutMix',
        'balance',
        'pipeline',
      ] as const) {
        expect(read[name]).toEqual(data[name]);
      }
    }
  });

  it('written twice the files have the same bytes', async () => {
    await write();
    const first = FILES.map((name) => sha256(readFileSync(at(name))));
    expect((await rejectionOf(write())).code).toBe('E_FILE_EXISTS');
    await write(true);
    expect(FILES.map((name) => sha256(readFileSync(at(name))))).toEqual(first);
    expect(readdirSync(folder).toSorted()).toEqual(FILES);
  });

  it('the arrays are inputs float32 [160 · 0.4, 2] and targets int64', async () => {
    await write();
    const arrays = decodeNpz(readFileSync(at('own_train.npz')), 'own_train.npz');
    expect([...arrays.keys()]).toEqual(['inputs', 'targets']);
    expect(arrays.get('inputs')).toMatchObject({ dtype: '<f4', shape: [64, 2] });
    expect(arrays.get('targets')).toMatchObject({ dtype: '<i8', shape: [64] });
  });

  it('one file alone tells the mix its rows come in', async () => {
    await write();
    expect(await readDatasetFile(at('own_train.npz'))).toEqual({ dataset: data.train, mix: 'training' });
    expect(await readDatasetFile(at('own_test.npz'))).toEqual({ dataset: data.test, mix: 'natural' });
    rmSync(at('own_pipeline.json'));
    expect((await readDatasetFile(at('own_train.npz'))).mix).toBe('natural');
  });
});

describe('a pipeline that does not belong to the arrays', () => {
  it.each(['train', 'validation', 'test'])('is refused when the %s file is another', async (part) => {
    await write();
    writeFileSync(at(`own_${part}.npz`), foreign());
    const error = await rejectionOf(readPrepared(at('own_train.npz')));
    expect(error).toMatchObject({ code: 'E_PIPELINE_MISMATCH', file: at(`own_${part}.npz`), exitCode: 4 });
    expect(error.message).toBe('was not written together with own_pipeline.json');
  });

  // oxlint-disable-next-line typescript/no-explicit-any
  it.each<[string, (config: any) => void, string]>([
    [
      'one feature too few',
      (c) => c.pipeline.features.pop(),
      'E_PIPELINE_MISMATCH: tells of 1 inputs, the arrays have 2',
    ],
    [
      'other classes than the targets',
      (c) => {
        c.classes = ['a', 'b', 'c'];
        delete c.positive;
        delete c.positiveReason;
        c.priors = { natural: [0.5, 0.3, 0.2], training: [0.5, 0.3, 0.2] };
      },
      'E_PIPELINE_MISMATCH: tells of 3 classes, the targets have 2',
    ],
    [
      'a scale of 0',
      (c) => (c.pipeline.features[0].scale = 0),
      'E_PIPELINE_CONFIG: pipeline.pipeline.features[0].scale: expected a number above 0',
    ],
    [
      'an unknown balance',
      (c) => (c.balance = 'hope'),
      'E_PIPELINE_CONFIG: pipeline.balance: expected one of undersample',
    ],
    [
      'another class that counts',
      (c) => (c.positive = c.classes[0]),
      'E_PIPELINE_CONFIG: pipeline.positive: expected the second of two classes',
    ],
    ['an unknown field', (c) => (c.more = 1), 'E_PIPELINE_CONFIG: pipeline: expected no field "more"'],
    ['no digests', (c) => delete c.sha256, 'E_PIPELINE_CONFIG: pipeline.sha256: expected an object'],
    [
      'a newer version',
      (c) => (c.schema = 'glassnet.pipeline/2'),
      'E_PIPELINE_VERSION: the schema is "glassnet.pipeline/2"',
    ],
  ])('is refused with %s', async (_, change, message) => {
    await write();
    const config = JSON.parse(readFileSync(at('own_pipeline.json'), 'utf8'));
    change(config);
    writeFileSync(at('own_pipeline.json'), JSON.stringify(config));
    const error = await rejectionOf(readPrepared(at('own_train.npz')));
    expect(`${error.code}: ${error.message}`.startsWith(message)).toBe(true);
    expect(error).toMatchObject({ file: at('own_pipeline.json'), exitCode: 4 });
  });

  it('cut off is refused', async () => {
    await write();
    writeFileSync(at('own_pipeline.json'), readFileSync(at('own_pipeline.json')).subarray(0, 100));
    expect((await rejectionOf(readPrepared(at('own_train.npz')))).code).toBe('E_JSON_SYNTAX');
  });
});

const labels = (part: Partial<NpyArray>) =>
  ({ shape: [4], dtype: '<i4', data: Int32Array.of(0, 1, 1, 0), ...part }) as NpyArray;

const refused = async (test: Uint8Array) => (await rejectionOf(readPrepared(writeForeign({ test })))).message;

describe('arrays that others made', () => {
  it('train: no json, keys Inputs and TARGETS, float64 inputs, int32 and float targets', async () => {
    const inputs: NpyArray = { dtype: '<f8', shape: [4, 2], data: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7) };
    const path = writeForeign({
      train: encodeNpz([
        ['Inputs', inputs],
        ['TARGETS', labels({})],
      ]),
      test: encodeNpz([
        ['inputs', inputs],
        ['targets', labels({ dtype: '<f8', data: Float64Array.of(0, 1, 1, 0) })],
      ]),
    });
    const read = await readPrepared(path);
    expect([...read.train.inputs.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(read).toMatchObject({ classes: ['0', '1'], pipeline: null, balance: 'none', heldOutMix: 'training' });
    expect([...read.test.targets]).toEqual([0, 1, 1, 0]);
    const { test } = await trainClassifier(read, {
      hidden: [4],
      epochs: 3,
      batchSize: 2,
      learningRate: 0.01,
    });
    expect(test.rows).toBe(4);
    expect(test.loss).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, NpyArray>, string, string]>([
    [
      'inputs of one axis',
      { inputs: float32([4], [1, 2, 3, 4]) },
      'E_NPZ_SHAPE',
      'inputs is [4], expected [n, d] with rows and columns',
    ],
    [
      'inputs of three axes',
      { inputs: float32([4, 1, 1], [1, 2, 3, 4]) },
      'E_NPZ_SHAPE',
      'inputs is [4, 1, 1], expected [n, d] with rows and columns',
    ],
    [
      'no rows',
      { inputs: float32([0, 2], []), targets: int64([]) },
      'E_NPZ_SHAPE',
      'inputs is [0, 2], expected [n, d] with rows and columns',
    ],
    [
      'no columns',
      { inputs: float32([4, 0], []) },
      'E_NPZ_SHAPE',
      'inputs is [4, 0], expected [n, d] with rows and columns',
    ],
    ['three targets for four rows', { targets: int64([0, 1, 1]) }, 'E_NPZ_SHAPE', 'targets is [3], expected [4]'],
    [
      'one-hot targets',
      { targets: float32([4, 2], [0, 1, 1, 0, 1, 0, 0, 1]) },
      'E_NPZ_SHAPE',
      'targets is [4, 2], expected [4]',
    ],
    ['a NaN', { inputs: float32([4, 2], [0, 1, 2, 3, 4, NaN, 6, 7]) }, 'E_NPZ_VALUE', 'inputs hold NaN at [2, 1]'],
    [
      'an Infinity',
      { inputs: float32([4, 2], [0, 1, 2, 3, 4, 5, -Infinity, 7]) },
      'E_NPZ_VALUE',
      'inputs hold -Infinity at [3, 0]',
    ],
    [
      'a float64 beyond float32',
      { inputs: { dtype: '<f8', shape: [4, 2], data: Float64Array.of(0, 1e300, 2, 3, 4, 5, 6, 7) } },
      'E_NPZ_VALUE',
      'inputs hold Infinity at [0, 1]',
    ],
    [
      'a target of −1',
      { targets: int64([0, 1, -1, 0]) },
      'E_NPZ_VALUE',
      'targets hold -1 at [2], expected a class number from 0 to 99',
    ],
    [
      'a target of 100',
      { targets: int64([0, 100, 1, 0]) },
      'E_NPZ_VALUE',
      'targets hold 100 at [1], expected a class number from 0 to 99',
    ],
    [
      'a target of one half',
      { targets: float32([4], [0, 1, 0, 0.5]) },
      'E_NPZ_VALUE',
      'targets hold 0.5 at [3], expected a class number from 0 to 99',
    ],
    [
      'a target that is NaN',
      { targets: float32([4], [NaN, 1, 0, 0]) },
      'E_NPZ_VALUE',
      'targets hold NaN at [0], expected a class number from 0 to 99',
    ],
    [
      'a gap among the classes',
      { targets: int64([0, 2, 2, 0]) },
      'E_NPZ_VALUE',
      'no training target is class 1, others go up to 2',
    ],
    [
      'one class only',
      { targets: int64([0, 0, 0, 0]) },
      'E_NPZ_VALUE',
      'no training target is class 1, others go up to 1',
    ],
  ])('are refused with %s', async (_, change, code, message) => {
    const path = writeForeign({ train: foreign(change) });
    expect(await rejectionOf(readPrepared(path))).toMatchObject({ code, message, file: path, exitCode: 4 });
  });

  it('are refused with a test class that training lacks, other widths, a missing array', async () => {
    expect(await refused(foreign({ targets: int64([0, 1, 2, 0]) }))).toBe(
      'no training target is class 2, others go up to 2',
    );
    expect(await refused(foreign({ inputs: float32([4, 1], [0, 1, 2, 3]) }))).toBe(
      'training inputs have 2 columns, others 1',
    );
    expect(await refused(encodeNpz([['inputs', float32([1, 1], [0])]]))).toContain('the array "targets" is missing');
  });

  it('a missing sister is named; so is NAME_train.npz where only NAME.npz was given', async () => {
    const path = writeForeign();
    rmSync(at('x_test.npz'));
    expect(await rejectionOf(readPrepared(path))).toMatchObject({ code: 'E_FILE_MISSING', file: at('x_test.npz') });
    expect(await rejectionOf(readPrepared(at('y.npz')))).toMatchObject({
      code: 'E_FILE_MISSING',
      file: at('y_train.npz'),
    });
  });
});
