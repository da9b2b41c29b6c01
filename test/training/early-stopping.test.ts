import { describe, expect, it } from 'vitest';
import { Dense } from '../../src/nn/layers/dense.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import type { EpochLogs } from '../../src/training/callback.ts';
import { EarlyStopping } from '../../src/training/early-stopping.ts';
import type { EarlyStoppingOptions } from '../../src/training/early-stopping-options.ts';
import { readEarlyStopping } from '../support/reference/golden.ts';

const golden = readEarlyStopping();

interface Outcome {
  /** Epochs that ran. */
  readonly epochs: number;
  readonly stoppedEpoch: number;
  readonly bestEpoch: number;
  readonly best: number;
  /** The epoch whose weights remain. */
  readonly weightsOf: number;
}

/**
 * Drives the callback as `fit` does, on a network of one weight that is the epoch's number, so that the weight left at
 * the end names an epoch; all epochs count from 1.
 */
function drive(
  losses: readonly number[],
  options: EarlyStoppingOptions,
  callback = new EarlyStopping(options),
): Outcome {
  const layers = [new Dense({ units: 1, useBias: false })];
  const network = new Sequential(layers, { inputDim: 1, random: createRandom(1) });
  const stopping = { asked: false };
  const training = { network, epochs: losses.length, batchesPerEpoch: 1, stop: () => (stopping.asked = true) };
  callback.onTrainBegin();
  let epoch = 0;
  while (epoch < losses.length && !stopping.asked) {
    network.block.values[0] = ++epoch;
    const logs: EpochLogs = { loss: 0, accuracy: 0, validationLoss: losses[epoch - 1]! };
    callback.onEpochEnd(epoch, logs, training);
  }
  callback.onTrainEnd(training);
  const { stoppedEpoch, bestEpoch, best } = callback;
  return { epochs: epoch, stoppedEpoch, bestEpoch, best, weightsOf: network.block.values[0]! };
}

const seriesOf = (name: string): number[] => golden.series[name]!.map((value) => value ?? NaN);
const firstIsNaN = ({ series }: { series: string }): boolean => golden.series[series]![0] === null;

describe('against Keras', () => {
  const cases = golden.cases.filter((one) => !firstIsNaN(one));

  it('knows 640 cases of 32 series that begin with a number, 448 of them stopped', () => {
    expect(new Set(cases.map(({ series }) => series)).size).toBe(32);
    expect([cases.length, cases.filter(({ stopped }) => stopped).length]).toEqual([640, 448]);
  });

  const expectedOf = (one: (typeof cases)[number]): Outcome => ({
    epochs: one.epochs,
    stoppedEpoch: one.stopped ? one.stoppedEpoch + 1 : 0,
    bestEpoch: one.bestEpoch + 1,
    best: one.best!,
    weightsOf: one.finalWeight + 1,
  });

  it('stops at the same epoch, with the same best value and the same weights left, in all 640', () => {
    for (const one of cases) {
      expect(drive(seriesOf(one.series), one), JSON.stringify(one)).toEqual(expectedOf(one));
    }
  });

  it.each<[string, (one: EarlyStoppingOptions) => EarlyStoppingOptions]>([
    ['patience one too long', (one) => ({ ...one, patience: one.patience! + 1 })],
    ['minDelta forgotten', (one) => ({ ...one, minDelta: 0 })],
    ['restoring always', (one) => ({ ...one, restoreBestWeights: true })],
    ['the other mode', (one) => ({ ...one, mode: one.mode === 'min' ? 'max' : 'min' })],
  ])('would show %s in at least 16 cases', (_, change) => {
    const agrees = (one: (typeof cases)[number]): boolean =>
      JSON.stringify(drive(seriesOf(one.series), change(one))) === JSON.stringify(expectedOf(one));
    expect(cases.filter((one) => !agrees(one)).length).toBeGreaterThanOrEqual(16);
  });

  it('lets no first NaN be the best, in 120 cases where Keras does', () => {
    const differing = golden.cases.filter(firstIsNaN);
    expect(differing).toHaveLength(120);
    for (const one of differing) {
      expect(one.best).toBeNull();
      const { bestEpoch, best } = drive(seriesOf(one.series), one);
      expect(Number.isNaN(best)).toBe(bestEpoch === 0);
    }
  });
});

describe('a NaN is never best', () => {
  it.each([
    // NaN, 0.9, 0.8, 0.7, 0.9, 0.6
    ['nan-first', 0, { stoppedEpoch: 5, bestEpoch: 4, best: 0.7, weightsOf: 4 }],
    ['nan-first', 1, { stoppedEpoch: 5, bestEpoch: 4, best: 0.7, weightsOf: 4 }],
    ['nan-first', 2, { stoppedEpoch: 0, bestEpoch: 6, best: 0.6, weightsOf: 6 }],
    // NaN, NaN, 0.9, …: the second epoch is the first that may stop, and already the second without a best.
    ['nan-twice-first', 1, { stoppedEpoch: 2, bestEpoch: 0, best: NaN, weightsOf: 1 }],
    ['nan-twice-first', 2, { stoppedEpoch: 2, bestEpoch: 0, best: NaN, weightsOf: 1 }],
    ['nan-twice-first', 3, { stoppedEpoch: 0, bestEpoch: 6, best: 0.6, weightsOf: 6 }],
    ['nan-only', 0, { stoppedEpoch: 2, bestEpoch: 0, best: NaN, weightsOf: 1 }],
    ['nan-only', 3, { stoppedEpoch: 3, bestEpoch: 0, best: NaN, weightsOf: 1 }],
  ])('%s with patience %i: %o', (series, patience, expected) => {
    expect(drive(seriesOf(series), { patience })).toMatchObject(expected);
  });

  it('and three of them after 0.5 end training at epoch 3 with patience 2, epoch 1’s weights left', () => {
    expect(drive([0.5, NaN, NaN, NaN], { patience: 2 })).toEqual({
      epochs: 3,
      stoppedEpoch: 3,
      bestEpoch: 1,
      best: 0.5,
      weightsOf: 1,
    });
  });
});

describe('the rule', () => {
  const losses = [10, 9, 8, 9, 8.9, 8.8, 8.7, 8.6, 8.5];

  it.each([
    [0, 4],
    [1, 4],
    [2, 5],
    [3, 6],
  ])('with patience %i stops at epoch %i, counted from 1, of 10, 9, 8, 9, 8.9, …', (patience, stoppedEpoch) => {
    expect(drive(losses, { patience })).toMatchObject({
      stoppedEpoch,
      epochs: stoppedEpoch,
      bestEpoch: 3,
      weightsOf: 3,
    });
  });

  it('counts a gain of exactly minDelta as none', () => {
    expect(drive([1, 0.75, 0.5], { patience: 1, minDelta: 0.25 })).toMatchObject({ stoppedEpoch: 2, bestEpoch: 1 });
    expect(drive([1, 0.75, 0.5], { patience: 1, minDelta: 0.24 })).toMatchObject({ stoppedEpoch: 0, bestEpoch: 3 });
  });

  it('sums no small gains up: a plateau that creeps within minDelta of the best ends at patience', () => {
    expect(drive([1, 0.99, 0.98, 0.97], { patience: 3, minDelta: 0.05 })).toMatchObject({
      stoppedEpoch: 4,
      bestEpoch: 1,
    });
  });

  it('leaves the last weights where it isn’t asked to restore, and restores the best ones by default', () => {
    expect(drive(losses, { patience: 2, restoreBestWeights: false }).weightsOf).toBe(5);
    expect(drive(losses, { patience: 2 }).weightsOf).toBe(3);
  });

  it('begins anew with a second fit', () => {
    const callback = new EarlyStopping({ patience: 2 });
    const first = drive([5, 4, 6, 7], {}, callback);
    expect(first).toMatchObject({ stoppedEpoch: 4, bestEpoch: 2, best: 4 });
    // Worse losses than the first fit's best: a state kept would stop at epoch 2 and restore weights of the first fit.
    expect(drive([9, 8, 7, 8, 9], {}, callback)).toEqual(drive([9, 8, 7, 8, 9], { patience: 2 }));
    expect(callback.bestEpoch).toBe(3);
  });

  it('keeps neither the count nor the weights of the first fit where the second begins with NaN', () => {
    const callback = new EarlyStopping({ patience: 3 });
    for (const second of [
      [NaN, NaN, 5, 4],
      [NaN, NaN, NaN],
    ]) {
      expect(drive([5, 4, 6, 7, 8], {}, callback)).toMatchObject({ stoppedEpoch: 5, weightsOf: 2 });
      expect(drive(second, {}, callback)).toEqual(drive(second, { patience: 3 }));
    }
  });
});

describe('options', () => {
  it('watch the validation loss downwards, an accuracy upwards', () => {
    expect(new EarlyStopping().options).toEqual({
      monitor: 'validationLoss',
      mode: 'min',
      patience: 0,
      minDelta: 0,
      restoreBestWeights: true,
    });
    expect(new EarlyStopping({ monitor: 'validationAccuracy' }).options.mode).toBe('max');
    expect(new EarlyStopping({ monitor: 'accuracy', mode: 'min' }).options.mode).toBe('min');
  });

  it('refuse a patience that is no whole number, a negative minDelta, and a figure the epoch does not have', () => {
    for (const patience of [-1, 1.5, NaN]) expect(() => new EarlyStopping({ patience })).toThrow(`got ${patience}`);
    for (const minDelta of [-1, NaN, Infinity])
      expect(() => new EarlyStopping({ minDelta })).toThrow(`got ${minDelta}`);
    const network = new Sequential([new Dense({ units: 1 })], { inputDim: 1, random: createRandom(1) });
    const training = { network, epochs: 1, batchesPerEpoch: 1, stop: () => {} };
    expect(() => new EarlyStopping().onEpochEnd(1, { loss: 1, accuracy: 1 }, training)).toThrow(
      'the epoch has no validationLoss; give validation data or monitor the loss',
    );
  });
});
