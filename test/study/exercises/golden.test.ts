import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderGoldenExercise } from '../../../bench/house/golden-exercise.ts';
import { checkRuns } from '../../../src/study/exercises/check.ts';
import { OWN_PARTS, RECIPES } from '../../../src/study/exercises/recipe.ts';
import { availableKernels } from '../../../src/tensor/kernels/current.ts';
import { ROOT } from '../../support/root.ts';

describe('the recorded numbers of the exercises', () => {
  it('are what glassnet computes now (else: npm run docs)', () => {
    expect(readFileSync(`${ROOT}src/study/exercises/golden.ts`, 'utf8')).toBe(renderGoldenExercise());
  });

  it.each(availableKernels().map((kernels) => [kernels.name, kernels] as const))(
    'are those of the %s kernels, to the last of more than 1,000',
    (_, kernels) => {
      const runs = checkRuns({ ...OWN_PARTS, referenceKernels: kernels });
      expect(runs.map(({ first }) => first)).toEqual(RECIPES.map(() => null));
      const count = runs.flatMap(({ agreed }) => agreed).reduce((sum, { values }) => sum + values.length, 0);
      expect(count).toBeGreaterThan(1000);
    },
  );
});
