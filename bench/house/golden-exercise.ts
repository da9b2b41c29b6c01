/**
 * The numbers that exercises are checked by, as a module: what glassnet's own parts compute.
 */
import { recordRun, type GoldenEntry } from '../../src/study/exercises/golden-run.ts';
import { shortFloat32 } from '../../src/study/trace/float32-text.ts';
import { OWN_PARTS, RECIPES } from '../../src/study/exercises/recipe.ts';

export function renderGoldenExercise(): string {
  const runs = RECIPES.map((recipe) => {
    const entries = recordRun(recipe, OWN_PARTS).map(entryText);
    return `  ${JSON.stringify(recipe.name)}: [\n${entries.join('\n')}\n  ],`;
  });
  return `/**
 * The numbers of each recipe of \`recipe.ts\`, as glassnet's own parts compute them. Written by \`npm run docs\`.
 */
import type { GoldenEntry } from './golden-run.ts';

// prettier-ignore
export const GOLDEN: Readonly<Record<string, readonly GoldenEntry[]>> = {
${runs.join('\n')}
};
`;
}

function entryText({ step, name, shape, values }: GoldenEntry): string {
  const numbers = Array.from(values, shortFloat32).join(', ');
  return `    { step: ${step}, name: ${JSON.stringify(name)}, shape: [${shape.join(', ')}], values: [${numbers}] },`;
}
