/**
 * The plan of a cross-validation: for each fold of each repeat the rows that it judges, and the rows that its model may
 * learn from. Folds are stratified, keep groups whole, or go forward in time.
 */
import { createRandom, type Random } from '../../random.ts';
import { groupFolds, stratifiedFolds, timeFolds } from './folds.ts';
import { relatedAmong, type RelatedRows } from './related-rows.ts';

/** How rows come into folds. */
export type FoldKind = 'stratified' | RelatedRows['kind'];

export interface Fold {
  /** Both from 1. */
  readonly repeat: number;
  readonly fold: number;
  /** The rows that it judges, ascending. */
  readonly test: Int32Array;
  /** The rows that its model may learn from, ascending: all others, or all earlier ones. */
  readonly rest: Int32Array;
  /** Of everything random about its model, so that models differ in their start as well. */
  readonly seed: string;
}

export interface FoldCounts {
  readonly folds: number;
  readonly repeats: number;
}

/**
 * @param rows the rows to be put into folds, ascending
 * @param targets class number of each row of the table, in [0, classCount)
 * @param related what keeps rows of the table together, or null
 * @returns repeat by repeat; with few groups or times a fold can have no row
 */
export function planFolds(
  rows: Int32Array,
  targets: Int32Array,
  classCount: number,
  related: RelatedRows | null,
  { folds: k, repeats }: FoldCounts,
  seed: string,
): Fold[] {
  return Array.from({ length: repeats }, (_, index) => index + 1).flatMap((repeat) => {
    const random = createRandom(seed, `folds of repeat ${repeat}`);
    const numbers = foldNumbers(rows, targets, classCount, related, k, random);
    const isForward = related?.kind === 'time';
    return Array.from({ length: k }, (_, index) => {
      const fold = index + 1;
      return new PlannedFold({ repeat, fold, rows, numbers, isForward, seed: foldSeed(seed, repeat, fold) });
    });
  });
}

interface FoldParts extends Pick<Fold, 'repeat' | 'fold' | 'seed'> {
  /** All rows, and the fold of each, from 0; of both there is one for all folds of a repeat. */
  readonly rows: Int32Array;
  readonly numbers: Int32Array;
  /** Whether models learn from earlier folds alone. */
  readonly isForward: boolean;
}

/** Its rows are made when they are asked for: those of all folds and repeats together would fill the memory. */
class PlannedFold implements Fold {
  readonly repeat: number;
  readonly fold: number;
  readonly seed: string;
  readonly #parts: FoldParts;

  constructor(parts: FoldParts) {
    this.repeat = parts.repeat;
    this.fold = parts.fold;
    this.seed = parts.seed;
    this.#parts = parts;
  }

  get test(): Int32Array {
    return this.#rowsWhere((number) => number === this.fold - 1);
  }

  get rest(): Int32Array {
    const { isForward } = this.#parts;
    return this.#rowsWhere((number) => (isForward ? number < this.fold - 1 : number !== this.fold - 1));
  }

  #rowsWhere(isWanted: (number: number) => boolean): Int32Array {
    const { rows, numbers } = this.#parts;
    return rows.filter((_, place) => isWanted(numbers[place]!));
  }
}

function foldNumbers(
  rows: Int32Array,
  targets: Int32Array,
  classCount: number,
  related: RelatedRows | null,
  k: number,
  random: Random,
): Int32Array {
  const among = related && relatedAmong(related, rows);
  switch (among?.kind) {
    case 'groups':
      return groupFolds(among.groups, k, random);
    case 'time':
      return timeFolds(among.times, k);
    case undefined: {
      const ofRows = rows.map((row) => targets[row]!);
      return stratifiedFolds(ofRows, classCount, k, random);
    }
  }
}

/** A number of 53 bits: a seed of its own, however long the given one is. */
function foldSeed(seed: string, repeat: number, fold: number): string {
  return String(createRandom(seed, `fold ${fold} of repeat ${repeat}`).integer(Number.MAX_SAFE_INTEGER));
}
