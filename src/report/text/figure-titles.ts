/**
 * What figures are called in tables.
 */
import type { FoldFigureName } from '../../evaluation/resampling/fold-figures.ts';

export const FIGURE_TITLES: Readonly<Record<FoldFigureName, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  rocAuc: 'ROC AUC',
  averagePrecision: 'average precision',
  capturedByTop10: 'found in top 10 %',
  logLoss: 'log loss',
  brierScore: 'Brier score',
};
