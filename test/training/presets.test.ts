import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../src/cli/command.ts';
import { flagName } from '../../src/cli/options/flag-name.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import { PRESETS, withPreset, type Preset } from '../../src/training/presets.ts';
import { TRAIN_OPTIONS } from '../../src/facade/train.ts';
import { completeOptions } from '../../src/options/check-options.ts';
import { PREPARATION_OPTIONS } from '../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';

const NAMES = Object.keys(PRESETS) as Preset[];

/** What the command line makes of the words: the options of preparation and training. */
async function parsed(...words: string[]): Promise<Record<string, unknown>> {
  const args = await parseArguments(commandNamed('train'), words);
  return { ...args.valuesOf(PREPARATION_OPTIONS), ...args.valuesOf(TRAINING_OPTIONS) };
}

describe('a preset', () => {
  it.each(NAMES)('%s holds nothing but options that there are, with values that they take', (preset) => {
    expect(completeOptions(TRAIN_OPTIONS, { ...PRESETS[preset] }, 'train')).toMatchObject(PRESETS[preset]);
  });

  it('is laid under what is given: each value of best gives way to another, and the others stay', () => {
    const others = {
      balance: 'weights',
      piecewiseBins: 3,
      piecewiseCuts: 1,
      ensemble: 2,
      members: 'seeds',
      weightDecay: 0,
      hidden: [9],
      learningRate: 0.5,
      patience: 1,
    };
    expect(Object.keys(others)).toEqual(expect.arrayContaining(Object.keys(PRESETS.best)));
    for (const [name, value] of Object.entries(others)) {
      expect(withPreset({ [name]: value })).toEqual({ ...PRESETS.best, [name]: value, preset: 'best' });
    }
  });

  it('is best, course for that recipe, and what the caller calls usual; a named one wins', () => {
    expect(withPreset({})).toEqual({ ...PRESETS.best, preset: 'best' });
    expect(withPreset({}, 'plain')).toEqual({ preset: 'plain' });
    expect(withPreset({ recipe: 'course' })).toEqual({ preset: 'course', recipe: 'course' });
    expect(withPreset({ recipe: 'default' })).toMatchObject({ ...PRESETS.best, recipe: 'default', preset: 'best' });
    expect(withPreset({ preset: 'plain', recipe: 'course' })).toEqual({ preset: 'plain', recipe: 'course' });
    expect(withPreset({ preset: 'course', recipe: 'default' })).toEqual({ preset: 'course', recipe: 'default' });
    expect(withPreset({ preset: 'course', ensemble: 3 })).toEqual({ preset: 'course', recipe: 'course', ensemble: 3 });
  });

  it('is not hidden by an option that is given as undefined', () => {
    const unsaid: object = { patience: undefined };
    expect(withPreset(unsaid)).toEqual(withPreset({}));
  });

  it('plain changes nothing: the options are the tables’ own', () => {
    expect(PRESETS.plain).toEqual({});
  });
});

describe('the command line', () => {
  it('lays the same values under its flags, best for a CSV file, stdin and a packed file, plain for arrays', async () => {
    const best = await parsed('customers.csv');
    expect(best).toMatchObject(PRESETS.best);
    for (const path of ['-', 'customers.csv.gz', 'x.tsv']) expect(await parsed(path)).toEqual(best);
    const plain = await parsed('customers.csv', '--preset', 'plain');
    expect(await parsed('customers_train.npz')).toEqual(plain);
    expect(plain).toMatchObject({ ensemble: 1, piecewiseBins: 0, hidden: [50, 50, 50], patience: 2, weightDecay: 0 });
    expect(await parsed('customers.csv', '--preset', 'best')).toEqual(best);
  });

  it('lets each flag win over the preset', async () => {
    const best = await parsed('customers.csv');
    for (const [name, value] of Object.entries({ ensemble: 2, patience: 1, piecewiseBins: 0, learningRate: 0.25 })) {
      expect(await parsed('customers.csv', `--${flagName(name)}=${value}`)).toEqual({ ...best, [name]: value });
    }
  });

  it('takes course for its recipe, and refuses what there isn’t with the nearest', async () => {
    const course = await parsed('customers.csv', '--recipe', 'course');
    expect(await parsed('customers.csv', '--preset', 'course')).toEqual(course);
    expect(course).toMatchObject({ recipe: 'course', ensemble: 1, hidden: [50, 50, 50] });
    await expect(parsed('customers.csv', '--preset', 'bests')).rejects.toMatchObject({ code: 'E_USAGE_VALUE' });
  });
});
