/**
 * The check of an exercise: the student's part in the real network, held to the recorded runs.
 */
import { differenceOf } from './comparison.ts';
import type { Exercise } from './exercise.ts';
import { GOLDEN } from './golden.ts';
import { compareRun, type RunComparison } from './golden-run.ts';
import { guarded } from './guard.ts';
import { likenessOf } from './likeness.ts';
import { describeRecipe, OWN_PARTS, RECIPES, type Parts, type Recipe } from './recipe.ts';

export interface CheckedRun extends RunComparison {
  readonly recipe: Recipe;
}

/** The module that a student wrote, or one of glassnet's. */
export type Exports = Readonly<Record<string, unknown>>;

/** What a module lacks to take its place, or undefined. */
export function lackOf({ part }: Exercise, exports: Exports): string | undefined {
  const value = exports[part];
  if (value === undefined) return `exports no ${part}`;
  if (part !== 'referenceKernels')
    return typeof value === 'function' ? undefined : `exports a ${part} that can't be called`;
  const kernels = (typeof value === 'object' ? value : {}) as Readonly<Record<string, unknown>> | null;
  const missing = Object.keys(OWN_PARTS.referenceKernels).find(
    (name) => name !== 'name' && typeof kernels?.[name] !== 'function',
  );
  return missing === undefined ? undefined : `exports referenceKernels without ${missing}`;
}

/** glassnet's parts, with the one that a module exports. */
export function partsWith({ part, complete }: Exercise, exports: Exports): Parts {
  const parts: Parts = { ...OWN_PARTS, [part]: exports[part] };
  return guarded(complete === undefined ? parts : { ...parts, referenceKernels: complete(parts.referenceKernels) });
}

/**
 * The runs of the recipes, up to the first number that differs.
 *
 * @param onProgress is told what is done, and what agrees, as it goes
 */
export function checkRuns(parts: Parts, onProgress: (text: string) => void = () => {}): CheckedRun[] {
  const runs: CheckedRun[] = [];
  for (const recipe of RECIPES) {
    onProgress(`${describeRecipe(recipe)}: nothing yet`);
    const comparison = compareRun(recipe, GOLDEN[recipe.name]!, parts, ({ step, name }) => {
      onProgress(`${describeRecipe(recipe)}: step ${step}, ${name}`);
    });
    runs.push({ recipe, ...comparison });
    if (comparison.first !== null) break;
  }
  return runs;
}

export interface Explanation {
  /** The name of a mistake of the exercise that gives the same numbers. */
  readonly mistake: string | null;
  /** What to think about. */
  readonly text: string;
}

/**
 * What went wrong: the mistake that gives the same numbers, or else what the numbers look like.
 *
 * @param load gives glassnet's own module with the mistake in it
 */
export async function explained(
  exercise: Exercise,
  { recipe, first }: CheckedRun,
  load: (mistake: Exercise['mistakes'][number]) => Promise<Exports>,
): Promise<Explanation> {
  const { entry, got } = first!;
  for (const mistake of exercise.mistakes) {
    const same = firstOf(recipe, partsWith(exercise, await load(mistake)));
    if (same?.entry !== entry || !isSame(same.got, got)) continue;
    return { mistake: mistake.name, text: mistake.hint };
  }
  const text = likenessOf(entry, got, recipe.rows) ?? `All before ${entry.name} agrees: look at what computes it.`;
  return { mistake: null, text };
}

/** The first difference of a module; none where it throws. */
function firstOf(recipe: Recipe, parts: Parts): RunComparison['first'] {
  try {
    return compareRun(recipe, GOLDEN[recipe.name]!, parts).first;
  } catch {
    return null;
  }
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const finite = (values: ArrayLike<number>) => Array.from(values, (value) => (Number.isNaN(value) ? 0 : value));
  const nans = (values: ArrayLike<number>) => Array.from(values, Number.isNaN).join(' ');
  return nans(a) === nans(b) && differenceOf(finite(a), finite(b)) === undefined;
}
