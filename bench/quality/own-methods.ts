/**
 * How glassnet trains in the comparison: its presets, and `best` without one of its parts at a time.
 */
import { PRESETS } from '../../src/training/presets.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import { completePreparation, type GivenPrepareOptions } from '../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../src/training/training-options.ts';

export type OwnOptions = GivenPrepareOptions & GivenTrainingOptions;

export interface OwnMethod {
  readonly name: string;
  readonly options: OwnOptions;
}

/** `best` with one option as `plain` has it. */
export interface MethodWithout extends OwnMethod {
  readonly option: string;
  readonly inBest: string;
  readonly instead: string;
}

export const BEST: OwnMethod = { name: 'best', options: PRESETS.best };
export const PLAIN: OwnMethod = { name: 'plain', options: PRESETS.plain };

const DEFAULTS: OwnOptions = { ...completePreparation(), ...defaultsOf(TRAINING_OPTIONS) };

export const WITHOUT_A_PART: readonly MethodWithout[] = withoutEach(BEST.options, { ...DEFAULTS, ...PLAIN.options });

/** @param plain has a value for each option of `best` */
export function withoutEach(best: OwnOptions, plain: OwnOptions): MethodWithout[] {
  return (Object.keys(best) as (keyof OwnOptions)[])
    .map((option) => ({
      name: `best-without-${option}`,
      options: { ...best, [option]: plain[option] },
      option,
      inBest: String(best[option]),
      instead: String(plain[option]),
    }))
    .filter(({ inBest, instead }) => inBest !== instead);
}
