/**
 * The figure that decides, as it is typed and as documents call it.
 */
import type { FlagSpec } from './options.ts';

const FIGURES = { 'log-loss': 'logLoss', auc: 'rocAuc', accuracy: 'accuracy' } as const;

export type RankFigure = (typeof FIGURES)[keyof typeof FIGURES];

export const RANK_BY = {
  kind: 'choice',
  choices: Object.keys(FIGURES),
  default: 'log-loss',
  describe: 'the figure that decides which is best',
} as const satisfies FlagSpec;

export function rankFigure(typed: string): RankFigure {
  return FIGURES[typed as keyof typeof FIGURES];
}
