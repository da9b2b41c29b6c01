/** How the networks of an ensemble differ, and which rows each of them sees. */
import { describe, expect, it } from 'vitest';
import { membersOf } from '../../../src/nn/ensemble.ts';
import type { Dataset } from '../../../src/preprocessing/dataset.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { cannotFold, layOut, memberPool, memberRows, memberSeed } from '../../../src/training/ensemble/members.ts';
import { fitClassifier } from '../../../src/training/train-classifier.ts';
import type { TrainingData } from '../../../src/training/training-data.ts';
import {
  TRAINING_OPTIONS,
  type GivenTrainingOptions,
  type TrainingOptions,
} from '../../../src/training/training-options.ts';
import { completeOptions } from '../../../src/options/check-options.ts';
import { makeData } from '../../support/training.ts';

const SHARES = [0.5, 0.5];
const NATURAL = { classes: ['no', 'yes'], heldOutMix: 'natural', balance: 'none', pipeline: null } as const;
/** 80 training and 20 validation rows. */
const data: TrainingData = {
  ...NATURAL,
  priors: { natural: SHARES, training: SHARES },
  train: makeData(1, 80),
  validation: makeData(2, 20),
};
const QUICK = { hidden: [4], epochs: 3, batchSize: 10 } as const;
const FOLDS = { ...QUICK, ensemble: 5, members: 'folds' } as const;
const complete = (given: GivenTrainingOptions): TrainingOptions => completeOptions(TRAINING_OPTIONS, given, 'train');

/** All weights of each network. */
async function weightsOf(changed: TrainingData, given: GivenTrainingOptions): Promise<Float32Array[]> {
  const { classifier } = await fitClassifier(changed, given);
  return membersOf(classifier.network).map(({ block }) => block.values.slice());
}

/** The rows with the inputs changed where a fold is the one given; targets as they are. */
function changedInputs({ inputs, targets }: Dataset, folds: Int32Array, fold: number): Dataset {
  const values = inputs.data.map((value, i) => (folds[Math.floor(i / inputs.columns)] === fold ? 0.25 - value : value));
  return { inputs: new Tensor(values, inputs.shape), targets };
}

describe('networks on folds', () => {
  const pool = memberPool(data, complete(FOLDS));
  const folds = pool.folds!;

  it('cut training and validation rows together into 5 folds of 20, each class in equal parts to within one row', () => {
    expect(folds).toHaveLength(100);
    const targets = [...data.train.targets, ...data.validation!.targets];
    const ones = targets.filter((target) => target === 1).length;
    for (let fold = 0; fold < 5; fold++) {
      const ofFold = targets.filter((_, row) => folds[row] === fold);
      expect(ofFold).toHaveLength(20);
      expect(Math.abs(ofFold.filter((target) => target === 1).length - ones / 5)).toBeLessThan(1);
    }
    // Not the validation rows again.
    expect(new Set(folds.slice(80)).size).toBe(5);
  });

  it('hand each network the rows of four folds, from the next one on, and its own fold to stop by', () => {
    const rows = layOut(pool);
    const all = [data.train, data.validation!].flatMap(({ inputs, targets }) =>
      inputs.toRows().map((row, place) => row.concat(targets[place]!)),
    );
    const ofFold = (fold: number) => all.filter((_, row) => folds[row] === fold);
    const listed = ({ inputs, targets }: Dataset) => inputs.toRows().map((row, place) => row.concat(targets[place]!));
    for (let index = 0; index < 5; index++) {
      const { train, validation } = memberRows(rows, index);
      expect(listed(validation!)).toEqual(ofFold(index));
      expect(listed(train)).toEqual([1, 2, 3, 4].flatMap((step) => ofFold((index + step) % 5)));
    }
  });

  it('share one memory: what a network is handed is no copy', () => {
    const rows = layOut(pool);
    for (const { train, validation } of [0, 1, 2, 3, 4].map((index) => memberRows(rows, index))) {
      expect(train.inputs.data.buffer).toBe(rows.rows.inputs.data.buffer);
      expect(validation!.inputs.data.buffer).toBe(rows.rows.inputs.data.buffer);
    }
  });

  // Changed labels would make other folds: these are dealt class by class.
  it.each([0, 1, 2, 3, 4])(
    'network %i never learns from its fold: other inputs there leave its weights at the last epoch as they are, bit for bit',
    async (fold) => {
      const [train, held] = [folds.subarray(0, 80), folds.subarray(80)];
      const changed = {
        ...data,
        train: changedInputs(data.train, train, fold),
        validation: changedInputs(data.validation!, held, fold),
      };
      // The fold says when to stop: with one epoch, nothing is left to say.
      const once = { ...FOLDS, epochs: 1 };
      const [before, after] = [await weightsOf(data, once), await weightsOf(changed, once)];
      const same = before.map((weights, index) => String(weights) === String(after[index]));
      expect(same).toEqual([0, 1, 2, 3, 4].map((index) => index === fold));
    },
  );

  it('draw the folds from the seed', () => {
    expect(memberPool(data, complete(FOLDS)).folds).toEqual(folds);
    expect(memberPool(data, complete({ ...FOLDS, seed: 2 })).folds).not.toEqual(folds);
  });

  it('keep whole groups on one side', () => {
    const groups = Int32Array.from({ length: 100 }, (_, row) => (row * 7) % 13);
    const grouped = memberPool({ ...data, related: { kind: 'groups', groups } }, complete(FOLDS)).folds!;
    for (let group = 0; group < 13; group++) {
      expect(new Set(grouped.filter((_, row) => groups[row] === group)).size).toBe(1);
    }
    expect(new Set(grouped).size).toBe(5);
    expect(grouped).not.toEqual(folds);
  });
});

describe('networks by seed', () => {
  it('begin with the network that would be trained alone, and then differ', async () => {
    const networks = await weightsOf(data, { ...QUICK, ensemble: 3 });
    const [alone] = await weightsOf(data, QUICK);
    expect(networks[0]).toEqual(alone);
    expect(new Set(networks.map(String)).size).toBe(3);
  });

  it('are the first ones of a larger ensemble, and each can be trained by its own seed', async () => {
    const two = await weightsOf(data, { ...QUICK, ensemble: 2, seed: 'x' });
    expect((await weightsOf(data, { ...QUICK, ensemble: 4, seed: 'x' })).slice(0, 2)).toEqual(two);
    expect((await weightsOf(data, { ...QUICK, seed: memberSeed('x', 1) }))[0]).toEqual(two[1]);
  });

  it('all learn from the training rows, and stop by the validation rows', () => {
    const pool = memberPool(data, complete({ ...QUICK, ensemble: 3 }));
    expect(pool.folds).toBeNull();
    for (const index of [0, 1, 2]) {
      expect(memberRows(layOut(pool), index)).toEqual({ train: data.train, validation: data.validation });
    }
  });
});

describe('networks differ by seed where folds', () => {
  const times = Float64Array.from({ length: 100 }, (_, row) => row);
  const few = Int32Array.from({ length: 100 }, (_, row) => row % 4);
  const small = { ...data, train: makeData(1, 3), validation: makeData(2, 1) };
  it.each<[string, Partial<TrainingData>, GivenTrainingOptions, string]>([
    ['are not asked for', {}, { members: 'seeds' }, 'as asked'],
    ['have one network', {}, { ensemble: 1 }, 'as asked'],
    ['lack validation rows', { validation: null }, {}, 'there are no validation rows'],
    ['are of undersampled rows', { balance: 'undersample' }, {}, 'balanced rows cannot be pooled with others'],
    ['are of oversampled rows', { balance: 'oversample' }, {}, 'balanced rows cannot be pooled with others'],
    ['are of the course’s rows', { heldOutMix: 'training' }, {}, 'balanced rows cannot be pooled with others'],
    ['go back in time', { related: { kind: 'time', times } }, {}, 'later rows say when to stop'],
    ['are more than rows', small, {}, 'there are fewer rows than networks'],
    ['are more than groups', { related: { kind: 'groups', groups: few } }, {}, 'there are fewer groups than networks'],
  ])('%s, and the reason is told', (_, change, given, reason) => {
    const [changed, options] = [{ ...data, ...change }, complete({ ...FOLDS, ...given })];
    expect(cannotFold(changed, options)).toBe(reason);
    expect(memberPool(changed, options).folds).toBeNull();
  });

  it.each<[string, Partial<TrainingData>]>([
    ['as they come', {}],
    ['weighted', { balance: 'weights' }],
    ['grouped', { related: { kind: 'groups', groups: Int32Array.from({ length: 100 }, (_, row) => row % 5) } }],
  ])('not of rows %s: these are folded', (_, change) => {
    expect(cannotFold({ ...data, ...change }, complete(FOLDS))).toBeNull();
  });
});
