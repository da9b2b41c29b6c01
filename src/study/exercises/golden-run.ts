/**
 * Runs of the recipes as lists of numbers: recorded once from glassnet's own parts (`golden.ts`, written by
 * `npm run docs`), and compared with those of a student's part.
 */
import { formatShape } from '../../tensor/tensor.ts';
import { differenceOf, type Difference, type Numbers } from './comparison.ts';
import { runRecipe, type Parts, type Recipe } from './recipe.ts';

/** Numbers as they passed the tap in a step; step 0 is the start. */
export interface GoldenEntry extends Numbers {
  readonly step: number;
}

export function recordRun(recipe: Recipe, parts: Parts): GoldenEntry[] {
  const entries: GoldenEntry[] = [];
  runRecipe(recipe, parts, (step, name, { shape, data }) => {
    entries.push({ step, name, shape, values: data.slice() });
  });
  return entries;
}

export interface RunComparison {
  /** Those that agree, up to the first that doesn't. */
  readonly agreed: readonly GoldenEntry[];
  readonly first: {
    readonly entry: GoldenEntry;
    readonly got: ArrayLike<number>;
    readonly difference: Difference;
  } | null;
}

/** Ends a run in the middle of a step. */
class Ended extends Error {}

/**
 * Compares a run as it goes, up to the first number that differs.
 *
 * @param onEntry is told what agreed, so that whoever waits knows how far it has come
 * @throws Error when other arrays come, or of other shapes.
 */
export function compareRun(
  recipe: Recipe,
  golden: readonly GoldenEntry[],
  parts: Parts,
  onEntry: (entry: GoldenEntry) => void = () => {},
): RunComparison {
  const agreed: GoldenEntry[] = [];
  let first: RunComparison['first'] = null;
  try {
    runRecipe(recipe, parts, (step, name, { data, shape }) => {
      const entry = golden[agreed.length];
      if (entry?.name !== name || entry.step !== step)
        throw new Error(`${tapped({ step, name })} comes, ${due(entry)}`);
      if (formatShape(shape) !== formatShape(entry.shape)) {
        throw new Error(`${tapped(entry)} is ${formatShape(shape)}, expected ${formatShape(entry.shape)}`);
      }
      const difference = differenceOf(entry.values, data);
      if (difference !== undefined) {
        first = { entry, got: data.slice(), difference };
        throw new Ended();
      }
      agreed.push(entry);
      onEntry(entry);
    });
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  if (first === null && agreed.length < golden.length)
    throw new Error(`nothing more comes, ${due(golden[agreed.length])}`);
  return { agreed, first };
}

const tapped = ({ step, name }: Pick<GoldenEntry, 'step' | 'name'>): string => `${name} of step ${step}`;

const due = (entry: GoldenEntry | undefined): string =>
  entry === undefined ? 'nothing is due' : `${tapped(entry)} is due`;
