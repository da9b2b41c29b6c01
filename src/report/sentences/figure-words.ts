/**
 * What each figure of a judgement is called, and what it says.
 */
import type { FigureName } from '../../evaluation/judgement.ts';

export interface FigureWords {
  readonly title: string;
  readonly meaning: string;
  readonly isBetterLow?: true;
}

export const FIGURE_WORDS: Readonly<Record<FigureName, FigureWords>> = {
  rocAuc: {
    title: 'ROC AUC',
    meaning: 'of a pair, one that counts and one that doesn’t: how often the first is ranked higher',
  },
  accuracy: { title: 'Accuracy', meaning: 'share of right answers' },
  logLoss: { title: 'Log loss', meaning: 'what wrong and unsure answers cost; less is better', isBetterLow: true },
  averagePrecision: { title: 'Average precision', meaning: 'mean precision down the ranking' },
  capturedByTop10: { title: 'Found in top 10 %', meaning: 'share of all that count among the likeliest tenth' },
  capturedByTop20: { title: 'Found in top 20 %', meaning: 'share of all that count among the likeliest fifth' },
  precision: { title: 'Precision', meaning: 'of those called so, the share that are' },
  recall: { title: 'Recall', meaning: 'of those that are, the share called so' },
  f1: { title: 'F1', meaning: 'harmonic mean of precision and recall' },
  balancedAccuracy: { title: 'Balanced accuracy', meaning: 'mean recall over the classes' },
  balancedTestAccuracy: {
    title: 'Accuracy on a balanced set',
    meaning: 'if all classes were equally frequent, with answers made for that mix',
  },
  brierScore: {
    title: 'Brier score',
    meaning: 'mean squared error of the probabilities; less is better',
    isBetterLow: true,
  },
  calibrationError: {
    title: 'Calibration error',
    meaning: 'how far probabilities are from what comes true, less what chance adds; less is better',
    isBetterLow: true,
  },
};

/** In the order in which tables show them. */
export const SHOWN_FIGURES = Object.keys(FIGURE_WORDS) as FigureName[];
