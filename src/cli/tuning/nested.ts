/**
 * Judges a search by itself: in each outer fold a search of its own, whose winner is trained and judged on the rows of the
 * fold. No row has a say in the search that it judges, so the mean is what searching and training like this is worth
 * (Cawley & Talbot 2010).
 */
import { DataError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { SearchFolder } from '../../node/stores/search/search-folder.ts';
import { foldTable, prepareFold, type FoldedTable } from '../../preprocessing/prepare-folds.ts';
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';
import { evaluateClassifier } from '../../model/evaluate.ts';
import { FIGURES, type Figure, type Figures } from '../../training/tuning/figures.ts';
import { wholeGenerations } from '../../training/tuning/halving.ts';
import { rankTrials } from '../../training/tuning/ranking.ts';
import { parametersOf, type SearchSpace } from '../../training/tuning/search-space.ts';
import { encodingIn, type Parameters } from '../../training/tuning/searched-options.ts';
import { setting, wording } from '../../wording.ts';
import type { Console } from '../console.ts';
import { digestOf, preparationName, type SearchData } from './search-data.ts';
import { knownTrials, searchOn, type SearchSettings, type SearchTarget } from './search-on.ts';
import { SearchProgress } from './search-progress.ts';
import { trainWinner } from './winner.ts';

/** What the search is worth on one outer fold. */
interface JudgedFold extends Figures {
  readonly parameters: Parameters;
}

export interface NestedResult {
  readonly folds: number;
  /** Trials in each fold. */
  readonly trials: number;
  /** Means over the folds. */
  readonly mean: Figures;
  readonly perFold: readonly JudgedFold[];
}

/**
 * The outer folds of a search.
 *
 * @throws DataError as `foldTable` does, for more folds than a class has rows and the like, before anything is trained.
 */
export function outerFolds({ csv, path }: SearchData, folds: number): FoldedTable {
  const { table, schema, preparation } = csv;
  try {
    return foldTable(table, schema, preparation.options, { folds, repeats: 1 }, nameOf(path));
  } catch (error) {
    const most = error instanceof DataError && error.remedies.find(({ option }) => option === 'folds')?.value;
    if (typeof most !== 'number') throw error;
    const { code, file, field, texts } = error as DataError;
    throw new DataError(code, texts.message, { file, field, hint: wording`${setting('nested', most)}` });
  }
}

export interface NestedSearch {
  readonly folded: FoldedTable;
  readonly space: SearchSpace;
  readonly data: SearchData;
  readonly folder: SearchFolder;
  readonly figure: Figure;
  /** Of the search that is judged. */
  readonly settings: SearchSettings;
}

export async function judgeSearch(search: NestedSearch, console: Console): Promise<NestedResult> {
  const { folded, settings } = search;
  const trials = wholeGenerations(settings.trials / folded.folds);
  const perFold: JudgedFold[] = [];
  for (const fold of folded.plan.keys()) {
    console.note(`outer fold ${fold + 1} of ${folded.folds}: ${trials} trials`);
    perFold.push(await judgeFold(search, fold, trials, console));
  }
  const names = Object.keys(FIGURES) as Figure[];
  const means = names.map((name) => [name, meanOf(perFold.map((one) => one[name]))]);
  return { folds: folded.folds, trials, mean: Object.fromEntries(means) as unknown as Figures, perFold };
}

async function judgeFold(
  { folded, space, data, folder, figure, settings }: NestedSearch,
  index: number,
  trials: number,
  console: Console,
): Promise<JudgedFold> {
  const fold = folded.plan[index]!;
  const { seed } = fold;
  const encoded = new Map<string, PreparedTable>();
  const dataFor = (parameters: Parameters) => {
    const known = encoded.get(preparationName(parameters));
    const options = { ...folded.options, ...encodingIn(parameters) };
    const prepared = known ?? prepareFold({ ...folded, options }, fold);
    encoded.set(preparationName(parameters), prepared);
    return prepared;
  };
  const digest = digestOf({ data: data.digest, folds: folded.folds, fold: fold.fold });
  const target: SearchTarget = { dataFor, digest, fold: fold.fold };
  const own: SearchSettings = { ...settings, parametersOf: parametersOf(space, seed), trials, seed };
  const known = knownTrials(target, own, folder).filter((trial) => trial !== undefined);
  const progress = new SearchProgress(console, figure, trials, known);
  const [winner] = rankTrials(await searchOn(target, own, folder, progress), figure);
  const { parameters } = winner!;
  const prepared = dataFor(parameters);
  const { classifier } = (await trainWinner(prepared, { ...data.training, seed }, parameters, settings.threads))
    .trained;
  const { loss, rocAuc, accuracy } = evaluateClassifier(classifier, prepared.test, prepared.heldOutMix);
  return { parameters, logLoss: loss, rocAuc, accuracy };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
