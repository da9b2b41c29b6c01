/**
 * The options of a cross-validation, besides those of a training.
 *
 * Ten folds, once: at the cost of ten trainings the interval of 10 folds is a fifth narrower than that of 5 folds twice
 * (t of 9 and 4 degrees of freedom, √(1/10 + 1/9) and √(1/5 + 1/4)), since repeats don't narrow it; and a model learns from
 * 90 % of the rows, which is nearer to the one that learns from all.
 */
import type { OptionTable } from '../../options/option-spec.ts';

export const CROSS_VALIDATION_OPTIONS = {
  folds: {
    kind: 'whole',
    min: 2,
    max: 1_000,
    default: 10,
    describe: 'parts of the rows, each predicted by a model of the others',
  },
  repeats: {
    kind: 'whole',
    min: 1,
    max: 1_000,
    default: 1,
    describe: 'how often the rows are dealt to folds anew; steadies the figures, does not narrow their intervals',
  },
} as const satisfies OptionTable;
