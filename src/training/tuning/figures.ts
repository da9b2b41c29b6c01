/**
 * What a trial is worth on the validation rows, as a whole and in tenths: the tenths tell how much of a good figure is
 * the luck of having been chosen by it.
 */
import type { Classifier, Mix } from '../../model/classifier.ts';
import { evaluateClassifier } from '../../model/evaluate.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';

/** The figures that trials can be ranked by, and whether a smaller one is better. */
export const FIGURES = {
  logLoss: { name: 'log loss', isLoss: true },
  rocAuc: { name: 'AUC', isLoss: false },
  accuracy: { name: 'accuracy', isLoss: false },
} as const;

export type Figure = keyof typeof FIGURES;

/** Null where there is none, such as the AUC of rows of one class. */
export type Figures = Readonly<Record<Figure, number | null>>;

export interface ValidationFigures extends Figures {
  /** The same of each tenth of the rows, in their order. */
  readonly tenths: Readonly<Record<Figure, readonly (number | null)[]>>;
}

const TENTHS = 10;

/** Mean figures of rows in the given mix of classes. */
export function figuresOf(classifier: Classifier, rows: Dataset, mix: Mix): ValidationFigures {
  const n = rows.targets.length;
  const tenths = Array.from({ length: TENTHS }, (_, i) => [i, i + 1].map((end) => Math.floor((end * n) / TENTHS)));
  const parts = tenths.map(([start, end]) => {
    if (start === end) return { logLoss: null, rocAuc: null, accuracy: null };
    const part = { inputs: rows.inputs.slice(start!, end!), targets: rows.targets.subarray(start, end) };
    return plainFigures(classifier, part, mix);
  });
  const column = (figure: Figure) => parts.map((part) => part[figure]);
  const tenthsOf = { logLoss: column('logLoss'), rocAuc: column('rocAuc'), accuracy: column('accuracy') };
  return { ...plainFigures(classifier, rows, mix), tenths: tenthsOf };
}

function plainFigures(classifier: Classifier, rows: Dataset, mix: Mix): Figures {
  const { loss, rocAuc, accuracy } = evaluateClassifier(classifier, rows, mix);
  return { logLoss: loss, rocAuc, accuracy };
}
