import { describe, expect, it } from 'vitest';
import { fitClassifier } from '../../../src/training/train-classifier.ts';
import type { TrainingData } from '../../../src/training/training-data.ts';
import { runGeneration, type GenerationTrial } from '../../../src/training/tuning/generation.ts';
import { goingOn, standingAt } from '../../../src/training/tuning/halving.ts';
import { hasStopped, PausedTraining } from '../../../src/training/tuning/paused-training.ts';
import { parametersIn, trialOptions, type Parameters } from '../../../src/training/tuning/searched-options.ts';
import { makeData } from '../../support/training.ts';

const data: TrainingData = {
  train: makeData(1, 200),
  validation: makeData(2, 60),
  classes: ['no', 'yes'],
  priors: { natural: [0.5, 0.5], training: [0.5, 0.5] },
  heldOutMix: 'natural',
  balance: 'none',
  pipeline: null,
};
const parameters = (more: Partial<Parameters> = {}) =>
  parametersIn({ hidden: [6], epochs: 25, batchSize: 16, patience: 4, learningRate: 0.01, ...more });
const trial = (more: Partial<Parameters> = {}): GenerationTrial => ({
  parameters: parameters(more),
  data,
  until: Infinity,
  known: null,
});
const SETTINGS: readonly Partial<Parameters>[] = [
  {},
  { dropout: 0.3 },
  { optimizer: 'sgd', momentum: 0.8 },
  { weightDecay: 1 },
  { hidden: [8, 4], l2: 0.01 },
  { learningRate: 0.1 },
  { learningRate: 0.0001 },
  { learningRate: 1e6, optimizer: 'sgd' },
  { batchSize: 64 },
  { hidden: [] },
];

describe('a paused training', () => {
  it.each(SETTINGS.filter(({ learningRate = 0 }) => learningRate < 1))(
    'with %o has the bits of an uninterrupted one, though others train in between',
    async (more) => {
      const options = trialOptions(parameters(more), '3');
      const whole = await fitClassifier(data, options);
      const [paused, other] = [new PausedTraining(data, options), new PausedTraining(data, options)];
      for (const epochs of [1, 2, 5, Infinity]) {
        await paused.trainTo(epochs);
        await other.trainTo(epochs);
        if (epochs < 5) expect(paused.losses).toHaveLength(epochs);
      }
      const { end, fitted } = await paused.finish();
      expect(paused.losses).toEqual(whole.history.epochs.map(({ validationLoss }) => validationLoss));
      expect(end).toBe(hasStopped(paused.losses, 4) ? 'stopped' : 'epochs');
      expect(whole.history.epochs.length === 25 || end === 'stopped').toBe(true);
      const [a, b] = [fitted!, whole].map(
        ({ classifier }) => classifier.logits(data.validation!.inputs, 'natural').data,
      );
      expect(a).toEqual(b);
    },
  );

  it('that ends at a rung keeps the weights of its best epoch so far', async () => {
    const options = trialOptions(parameters(), '3');
    const training = new PausedTraining(data, options);
    await training.trainTo(3);
    const { end, fitted } = await training.finish();
    const short = await fitClassifier(data, { ...options, epochs: 3 });
    expect(end).toBe('rung');
    expect(training.losses).toHaveLength(3);
    expect(fitted!.bestEpoch).toBe(short.bestEpoch);
    const [a, b] = [fitted!, short].map(({ classifier }) => classifier.logits(data.validation!.inputs, 'natural').data);
    expect(a).toEqual(b);
  });
});

describe('a generation', () => {
  it('goes on with the better third at each rung, by losses that whole trainings have', async () => {
    const outcomes = await runGeneration(SETTINGS.map(trial), { seed: '3', rungs: [2, 6] });
    const whole = await runGeneration(SETTINGS.map(trial), { seed: '3', rungs: [] });
    expect(outcomes.map(({ end, losses }) => (end === 'rung' ? losses.length : end))).toEqual(
      expect.arrayContaining([2, 6, 'diverged']),
    );
    expect(outcomes.filter(({ end }) => end === 'stopped' || end === 'epochs').length).toBeGreaterThanOrEqual(1);
    for (const [i, { losses }] of outcomes.entries()) expect(losses).toEqual(whole[i]!.losses.slice(0, losses.length));
    const standings = whole.map(({ losses, end }) => standingAt(2, { losses, isDiverged: end === 'diverged' }));
    const on = new Set(goingOn(standings));
    for (const [i, { losses }] of outcomes.entries()) if (!on.has(i)) expect(losses.length).toBeLessThanOrEqual(2);
  });

  it('has the same outcomes when any of them are known already', async () => {
    const all = await runGeneration(SETTINGS.map(trial), { seed: '3', rungs: [2, 6] });
    for (const known of [[0], [1, 3, 5, 7, 9], [0, 1, 2, 4, 5, 6, 7, 8]]) {
      let ended = 0;
      const trials = SETTINGS.map((more, i) => ({ ...trial(more), known: known.includes(i) ? all[i]! : null }));
      const again = await runGeneration(trials, { seed: '3', rungs: [2, 6], onEnd: () => ended++ });
      expect(again).toEqual(all);
      expect(ended).toBe(SETTINGS.length);
    }
  });

  it('says of a trial that diverges in which tensor, and goes on with the others', async () => {
    const outcomes = await runGeneration(SETTINGS.map(trial), { seed: '3', rungs: [2, 6] });
    const { end, validation, divergedIn } = outcomes[7]!;
    expect({ end, validation }).toEqual({ end: 'diverged', validation: null });
    expect(divergedIn).toMatch(/^[a-zA-Z0-9.]+$/);
    expect(outcomes.filter((outcome) => outcome.validation !== null)).toHaveLength(9);
  });
});

describe('the rule of a rung', () => {
  it('lets the better third of ten go on, rounded up, the first of equal ones, and none that diverged', () => {
    expect(goingOn([5, 3, 4, 1, 2, 6, 7, 8, 9, 10])).toEqual([1, 2, 3, 4]);
    expect(goingOn([1, 1, 1, 1])).toEqual([0, 1]);
    expect(goingOn([Infinity, 2, Infinity, Infinity])).toEqual([1]);
    expect(goingOn([Infinity, Infinity])).toEqual([]);
  });

  it('takes the lowest loss so far; a trial that diverged later had one', () => {
    expect(standingAt(2, { losses: [3, 2, 1], isDiverged: false })).toBe(2);
    expect(standingAt(2, { losses: [3, 2, 1], isDiverged: true })).toBe(2);
    expect(standingAt(4, { losses: [3, 2, 1], isDiverged: true })).toBe(Infinity);
    expect(standingAt(4, { losses: [3, 2, 1], isDiverged: false })).toBe(1);
  });
});
