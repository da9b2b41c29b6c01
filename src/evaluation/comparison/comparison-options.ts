/**
 * The options of a comparison.
 */
import type { CompleteOptions, GivenOptions, OptionTable } from '../../options/option-spec.ts';
import { COMPARED_NAMES, type ComparedFigureName } from './compared-figures.ts';

export const COMPARISON_OPTIONS = {
  rankBy: { kind: 'choice', choices: COMPARED_NAMES, default: 'logLoss', describe: 'the figure that decides' },
  rope: {
    kind: 'number',
    min: 0,
    max: 1,
    default: 0.01,
    describe: 'a difference that is too small to matter, in units of each figure',
  },
} as const satisfies OptionTable;

export interface ComparisonOptions extends CompleteOptions<typeof COMPARISON_OPTIONS> {
  readonly rankBy: ComparedFigureName;
}

/** The options as a caller gives them. */
export interface GivenComparisonOptions extends GivenOptions<typeof COMPARISON_OPTIONS> {}
