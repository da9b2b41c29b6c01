import { describe, expect, it } from 'vitest';
import { inFlags } from '../../src/cli/flags.ts';
import type { CategoryEncoding } from '../../src/preprocessing/features/feature-config.ts';
import { Pipeline } from '../../src/preprocessing/pipeline.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import type { PreparedData } from '../../src/preprocessing/prepared-data.ts';
import { trainClassifier } from '../../src/training/train-classifier.ts';
import { requireTrainable } from '../../src/training/trainable.ts';
import type { TrainingData } from '../../src/training/training-data.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../src/training/training-options.ts';
import { errorOf, rejectionOf } from '../support/errors.ts';
import { makeData } from '../support/training.ts';

const rows = makeData(1, 12);
const data = (classes: readonly string[], heldOutMix: 'natural' | 'training' = 'natural'): PreparedData => {
  const shares = classes.map(() => 1 / classes.length);
  const priors = { natural: shares, training: shares };
  return { train: rows, validation: rows, test: rows, classes, priors, heldOutMix, balance: 'none', pipeline: null };
};

const check = (on: TrainingData, options: GivenTrainingOptions) =>
  requireTrainable(on, { ...defaultsOf(TRAINING_OPTIONS), ...(options as object) }, 'own.csv');

/** Training rows of one column of kinds, each `length` characters long. */
function withKinds(count: number, length: number, method: 'one-hot' | 'frequency' = 'frequency'): TrainingData {
  const kinds = Array.from({ length: count }, (_, i) => String(i).padStart(length, '0'));
  const encoding: CategoryEncoding =
    method === 'one-hot'
      ? { method, levels: [], other: true }
      : { method, levels: [], shares: [], mean: 0.5, scale: 1 };
  const column = { name: 'name', kind: 'category', encoding, fill: null, indicator: false, known: kinds } as const;
  const roles = { target: 'bought', id: null, hasHeader: true, missingWords: [] };
  return { ...data(['a', 'b']), pipeline: new Pipeline({ ...roles, features: [{ ...column, unseen: 'other' }] }) };
}

describe('requireTrainable', () => {
  it('refuses more kinds than a model file can list, naming the column, and takes half as many', () => {
    expect(() => check(withKinds(100, 150_000), {})).not.toThrow();
    const error = errorOf(() => check(withKinds(200, 150_000), {}));
    expect(error).toMatchObject({ code: 'E_DATA_LEVELS', exitCode: 3, field: 'name', file: 'own.csv' });
    expect(error.told(inFlags)).toEqual({
      message: 'column "name": its 200 kinds are more than a model file can hold',
      hint: 'leave it out with --drop "name", or list no kinds with --high-cardinality hash',
    });
  });

  it.each<[string, TrainingData, GivenTrainingOptions, string, string]>([
    [
      'one output unit for three classes',
      data(['a', 'b', 'c']),
      { outputActivation: 'sigmoid' },
      'E_USAGE_VALUE: outputActivation: "sigmoid" tells 2 classes apart, the data has 3',
      '--output-activation sigmoid tells',
    ],
    [
      'a calibration on balanced validation rows',
      data(['a', 'b'], 'training'),
      { calibrate: 'temperature' },
      'E_USAGE_CONFLICT: calibrate: "temperature" needs validation rows in their natural mix',
      '--calibrate temperature needs',
    ],
    [
      'a calibration without validation rows',
      { ...data(['a', 'b']), validation: null },
      { calibrate: 'platt' },
      'E_USAGE_CONFLICT: calibrate: "platt" needs validation rows in their natural mix',
      '--calibrate platt needs',
    ],
    [
      'Platt scaling of three classes',
      data(['a', 'b', 'c']),
      { calibrate: 'platt' },
      'E_USAGE_CONFLICT: calibrate: "platt" is for 2 classes, the data has 3',
      '--calibrate platt is',
    ],
  ])('refuses %s', (_, on, options, message, elsewhere) => {
    const error = errorOf(() => check(on, options));
    expect(`${error.code}: ${error.message}`).toBe(message);
    expect(error.file).toBe('own.csv');
    expect(error.told(inFlags).message).toContain(elsewhere);
  });

  it('offers a hash only where it helps: rare kinds without inputs of their own are listed beside one', () => {
    const error = errorOf(() => check(withKinds(200, 150_000, 'one-hot'), {}));
    expect(error.told(inFlags).hint).toBe('leave it out with --drop "name"');
  });

  it('refuses more than 134,217,728 parameters, and takes one unit fewer', () => {
    // (5 + 1)·u + (u + 1)·2 = 8u + 2 with u = 16,777,215 or 16,777,216; such widths are above the option's own range.
    expect(() => check(data(['a', 'b']), { hidden: [16_777_215] })).not.toThrow();
    expect(errorOf(() => check(data(['a', 'b']), { hidden: [16_777_216] })).message).toBe(
      'hidden: widths 5, 16777216, 2 are 134,217,730 parameters, at most 134,217,728 are possible',
    );
  });

  it('is asked by trainClassifier before anything is trained, and so are names and values', async () => {
    for (const [options, message] of [
      [{ calibrate: 'platt' }, 'calibrate: "platt" needs validation rows in their natural mix'],
      [{ epoch: 3 }, 'train: there is no option "epoch"'],
      [{ dropout: 1 }, 'train: dropout: got 1, expected a number from 0 to 0.99'],
    ] as const) {
      const error = await rejectionOf(trainClassifier(data(['a', 'b'], 'training'), options as never));
      expect(error.message).toBe(message);
    }
  });
});
