/**
 * The figures that predictions are compared by. Precision, recall and F1 aren't among them: with few rows of a class, no
 * interval of their difference covers.
 */
interface ComparedFigure {
  readonly title: string;
  /** 1 where a higher value is better, −1 where a lower one is. */
  readonly sign: 1 | -1;
}

export const COMPARED_FIGURES = {
  logLoss: { title: 'log loss', sign: -1 },
  brierScore: { title: 'Brier score', sign: -1 },
  rocAuc: { title: 'ROC AUC', sign: 1 },
  averagePrecision: { title: 'average precision', sign: 1 },
  accuracy: { title: 'accuracy', sign: 1 },
  balancedAccuracy: { title: 'balanced accuracy', sign: 1 },
  capturedByTop10: { title: 'found in top 10 %', sign: 1 },
  capturedByTop20: { title: 'found in top 20 %', sign: 1 },
} as const satisfies Readonly<Record<string, ComparedFigure>>;

export type ComparedFigureName = keyof typeof COMPARED_FIGURES;

export const COMPARED_NAMES = Object.keys(COMPARED_FIGURES) as ComparedFigureName[];

/** By name; null for a figure without meaning, such as one of a ranking where all rows are of one class. */
export type FigureValues = Readonly<Record<ComparedFigureName, number | null>>;

/** A record with one entry for each figure. */
export function byFigure<Value>(valueOf: (name: ComparedFigureName) => Value): Record<ComparedFigureName, Value> {
  return Object.fromEntries(COMPARED_NAMES.map((name) => [name, valueOf(name)])) as Record<ComparedFigureName, Value>;
}
