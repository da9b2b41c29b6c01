/**
 * The figures of a ranking: how well probabilities put rows in order. Rows are sorted once, for all resamples.
 */
import { averagePrecision, rocAuc } from '../curves.ts';
import { cumulativeGains } from '../lift.ts';
import { countRanks, rankScores, type Ranking } from '../ranking.ts';
import type { ComparedFigureName } from './compared-figures.ts';

export const RANKING_NAMES = [
  'rocAuc',
  'averagePrecision',
  'capturedByTop10',
  'capturedByTop20',
] as const satisfies readonly ComparedFigureName[];

type RankingFigureName = (typeof RANKING_NAMES)[number];

export type RankingFigures = Readonly<Record<RankingFigureName, number | null>>;

/** Rows ranked by the probability of one class, against all others. */
interface RankedClass {
  readonly ranking: Ranking;
  /** 1 for a row of this class, else 0 [n]. */
  readonly isOfClass: Int32Array;
}

export class RankedPredictions {
  readonly #classes: readonly RankedClass[];

  /**
   * @param probabilities row-major [n, k]
   * @param targets class numbers [n]
   */
  constructor(probabilities: Float64Array, targets: Int32Array, classCount: number) {
    const labels = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, label) => label);
    this.#classes = labels.map((label) => ({
      ranking: rankScores(probabilities.filter((_, index) => index % classCount === label)),
      isOfClass: targets.map((target) => Number(target === label)),
    }));
  }

  /**
   * Of two classes those of class 1. Of more only the area: the mean one-vs-rest area of the classes that have rows.
   *
   * @param counts how often each row counts [n], as drawn by a bootstrap; once if left out
   */
  figures(counts?: Int32Array): RankingFigures {
    const ranked = this.#classes.map(({ ranking, isOfClass }) => countRanks(ranking, isOfClass, counts));
    const areas = ranked.map(rocAuc).filter((area) => area !== null);
    const [only, ...others] = ranked;
    const gains = others.length > 0 ? null : cumulativeGains(only!, [0.1, 0.2]);
    return {
      rocAuc: areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length,
      averagePrecision: others.length > 0 ? null : averagePrecision(only!),
      capturedByTop10: gains?.[0] ?? null,
      capturedByTop20: gains?.[1] ?? null,
    };
  }
}
