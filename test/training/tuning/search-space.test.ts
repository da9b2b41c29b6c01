import { describe, expect, it } from 'vitest';
import { DEFAULT_SPACE } from '../../../src/training/tuning/default-space.ts';
import { readSpace } from '../../../src/training/tuning/read-space.ts';
import { parametersOf } from '../../../src/training/tuning/search-space.ts';
import { parametersIn, SEARCHED_OPTIONS, UNSEARCHED_OPTIONS } from '../../../src/training/tuning/searched-options.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { errorOf } from '../../support/errors.ts';

const base = parametersIn({});
const first = (count: number, space: unknown, seed = '1') =>
  Array.from({ length: count }, (_, index) => parametersOf(readSpace(space, base), seed)(index));

describe('a search space', () => {
  it('may hold every option of a training but those that are named with a reason, and the bins of the inputs', () => {
    const expected = [...Object.keys(TRAINING_OPTIONS), 'piecewiseBins', 'piecewiseCuts'].filter(
      (name) => !UNSEARCHED_OPTIONS.has(name),
    );
    expect(Object.keys(SEARCHED_OPTIONS)).toEqual(expected);
    for (const name of UNSEARCHED_OPTIONS.keys()) expect(TRAINING_OPTIONS).toHaveProperty(name);
  });

  it('gives each value of a choice and each tenth of a range, on its scale, the same share of 200 trials', () => {
    const space = {
      hidden: { in: [[50], [50, 50]] },
      learningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
      dropout: { from: 0.1, to: 0.5 },
      patience: { from: 3, to: 7 },
      epochs: 30,
    };
    const trials = first(200, space);
    const share = (holds: (trial: (typeof trials)[number]) => boolean) => trials.filter(holds).length / trials.length;
    expect(share(({ hidden }) => hidden.length === 1)).toBeCloseTo(1 / 2, 1);
    expect(share(({ learningRate }) => learningRate < 1e-3)).toBeCloseTo(1 / 2, 1);
    expect(share(({ dropout }) => dropout < 0.14)).toBeCloseTo(1 / 10, 1);
    for (const patience of [3, 4, 5, 6, 7]) expect(share((trial) => trial.patience === patience)).toBeCloseTo(1 / 5, 1);
    expect(share(({ epochs }) => epochs === 30)).toBe(1);
    for (const { learningRate, dropout } of trials) {
      expect(learningRate).toBeGreaterThanOrEqual(1e-4);
      expect(learningRate).toBeLessThanOrEqual(1e-2);
      // At most four digits, to be typed.
      expect(learningRate).toBe(Number(learningRate.toPrecision(4)));
      expect(dropout).toBe(Number(dropout.toPrecision(4)));
    }
  });

  it('keeps the first 100 trials when there are 200, and has others for another seed', () => {
    expect(first(200, DEFAULT_SPACE).slice(0, 100)).toEqual(first(100, DEFAULT_SPACE));
    expect(first(100, DEFAULT_SPACE, '2')).not.toEqual(first(100, DEFAULT_SPACE));
  });

  it('leaves an option at its default where the optimizer does not read it', () => {
    const space = {
      optimizer: { in: ['adam', 'sgd'] },
      momentum: { from: 0.5, to: 0.6 },
      weightDecay: { from: 1, to: 2 },
    };
    const trials = first(50, space);
    for (const { optimizer, momentum, weightDecay } of trials) {
      expect(momentum === 0.9).toBe(optimizer === 'adam');
      expect(weightDecay === 0).toBe(optimizer === 'sgd');
    }
    expect(new Set(trials.map(({ optimizer }) => optimizer)).size).toBe(2);
  });

  it.each<[string, unknown, RegExp, RegExp?]>([
    ['a list', [], /got \[\], expected an object of options/],
    ['nothing that varies', { dropout: 0.1 }, /nothing varies in it/, /"dropout": \{"in"/],
    ['a misspelt option', { learningrate: 0.1 }, /no option "learningrate" to search/, /did you mean learningRate\?/],
    ['another option', { zzz: 0.1 }, /no option "zzz"/, /the options are hidden, /],
    ['a seed', { seed: 3 }, /seed is not searched: all trials have the one/],
    ['an ensemble', { ensemble: { in: [1, 5] } }, /ensemble is not searched: a trial is one network/],
    ['a value out of range', { dropout: { in: [0, 1.5] } }, /dropout: got 1.5, expected a number from 0 to 0.99/],
    [
      'a misspelt choice',
      { optimizer: { in: ['adm'] } },
      /optimizer: got "adm", expected one of/,
      /did you mean "adam"\?/,
    ],
    ['an empty list', { dropout: { in: [] } }, /dropout: "in" is \[\], expected a list of values/],
    ['a value twice', { hidden: { in: [[5], [6], [5]] } }, /hidden: "\[5\]" stands in it twice/],
    [
      'a misspelt end',
      { dropout: { from: 0, too: 0.5 } },
      /dropout: got "too", expected "in", or/,
      /did you mean "to"\?/,
    ],
    ['a choice with a range', { dropout: { in: [0], to: 0.5 } }, /dropout: got "to", expected nothing beside "in"/],
    ['no end', { dropout: { from: 0 } }, /dropout: the range has no "to"/],
    ['an empty range', { dropout: { from: 0.5, to: 0.5 } }, /dropout: the range from 0.5 to 0.5 is empty/],
    ['a range backwards', { epochs: { from: 9, to: 3 } }, /epochs: the range from 9 to 3 is empty/],
    ['half an epoch', { epochs: { from: 1.5, to: 3 } }, /epochs: got 1.5, expected a whole number/],
    ['a range of layers', { hidden: { from: 1, to: 3 } }, /hidden: has no range/, /list its values with "in"/],
    ['an unknown scale', { dropout: { from: 0, to: 0.5, scale: 'ln' } }, /dropout: the scale is "ln"/],
    [
      'log from 0',
      { l2: { from: 0, to: 1, scale: 'log' } },
      /l2: a logarithmic range can't begin at 0/,
      /begin above 0/,
    ],
    ['momentum of adam', { momentum: { in: [0.8, 0.9] } }, /momentum: is for sgd, and the optimizer is adam in all/],
    [
      'decay of sgd',
      { optimizer: 'sgd', weightDecay: { in: [0, 1] } },
      /weightDecay: is for adam, and .* is sgd in all/,
    ],
  ])('with %s is refused', (_, space, message, hint = /|/) => {
    const error = errorOf(() => readSpace(space, base, 'space.json'));
    expect(error).toMatchObject({ code: 'E_USAGE_SPACE', exitCode: 2, file: 'space.json' });
    expect(error.message).toMatch(message);
    expect(error.hint ?? '').toMatch(hint);
  });
});
