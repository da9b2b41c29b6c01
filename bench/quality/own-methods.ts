/**
 * How glassnet trains in the comparison: the presets, and `best` without one of its parts at a time.
 */
import type { GivenPrepareOptions } from '../../src/preprocessing/preparation-options.ts';
import type { GivenTrainingOptions } from '../../src/training/training-options.ts';

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

const PRESETS: { readonly best: OwnOptions; readonly plain: OwnOptions } = {
  best: { balance: 'none', patience: 10 },
  plain: { balance: 'undersample', patience: 2 },
};

export const BEST: OwnMethod = { name: 'best', options: PRESETS.best };
export const PLAIN: OwnMethod = { name: 'plain', options: PRESETS.plain };

/** `best` with one option at a time as `plain` has it. */
export const WITHOUT_A_PART: readonly MethodWithout[] = withoutEach(PRESETS.best, PRESETS.plain);

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
