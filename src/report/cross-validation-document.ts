/**
 * A cross-validation as one value: `cv.json` of its folder, and the document of `cv`.
 */
import type { CrossValidation } from '../training/resampling/cross-validation.ts';
import { groupDigits } from '../text-table.ts';

/** What the intervals are intervals of, in one sentence. */
export function intervalOf({ rows, kind }: Pick<CrossValidation, 'rows' | 'kind'>): string {
  const how = kind === 'time' ? ' on average, and judged on later ones' : '';
  return `the expected figure of a model trained this way on other samples of ${groupDigits(rows.learned)} rows${how}; not of one model`;
}

/** @param about the data, the options and the program */
export function crossValidationDocument<About extends object>(validated: CrossValidation, about: About) {
  const { kind, results, ...others } = validated;
  return {
    schema: 'glassnet.cv/1' as const,
    ...about,
    by: kind === 'groups' ? 'group' : kind,
    ...others,
    intervalOf: intervalOf(validated),
    results,
  };
}
