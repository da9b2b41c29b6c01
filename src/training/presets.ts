/**
 * Presets: values of options that go well together, laid under those that are given. docs/quality.md has the
 * measurements behind `best`.
 */
import type { GivenOptions, OptionTable } from '../options/option-spec.ts';
import type { GivenPrepareOptions } from '../preprocessing/preparation-options.ts';
import type { GivenTrainingOptions } from './training-options.ts';

type PresetValues = Omit<GivenPrepareOptions & GivenTrainingOptions, 'seed'>;

export const PRESETS = {
  /** Five networks on five folds of the rows, which also see each number piece by piece. */
  best: {
    balance: 'none',
    piecewiseBins: 8,
    piecewiseCuts: 7,
    ensemble: 5,
    members: 'folds',
    hidden: [48, 48, 48],
    learningRate: 0.002,
    patience: 7,
  },
  /** One network on standardised inputs: the one to study and to hold beside a textbook. */
  plain: {},
  /** The course's job: balance and scale all rows, then split them, which leaks. */
  course: { recipe: 'course' },
} as const satisfies Readonly<Record<string, PresetValues>>;

export type Preset = keyof typeof PRESETS;

export const PRESET_OPTIONS = {
  preset: {
    kind: 'choice',
    choices: ['best', 'plain', 'course'] satisfies readonly Preset[],
    describe: 'best: the most accurate; plain: one network on standardised inputs; course: the published recipe',
  },
} as const satisfies OptionTable;

/** What decides the preset. */
export type PresetChoice = GivenOptions<typeof PRESET_OPTIONS> & Pick<GivenPrepareOptions, 'recipe'>;

/**
 * What is given, over the values of its preset. Where none is named: `course` for that recipe, else `usual`.
 *
 * A preset that isn't there changes nothing: whoever checks the options refuses it.
 */
export function withPreset<Given extends PresetChoice & PresetValues>(
  given: Given,
  usual: Preset = 'best',
): PresetValues & Given & { readonly preset: Preset } {
  const { preset = given.recipe === 'course' ? 'course' : usual } = given;
  const values: PresetValues = Object.hasOwn(PRESETS, preset) ? PRESETS[preset] : {};
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...values, ...(Object.fromEntries(named) as Given), preset };
}
