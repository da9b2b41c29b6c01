/**
 * Which inputs of the network belong to which column of the file: the number itself, its pieces, the levels of a category,
 * and the one that says that a value was missing.
 */
import { requireProperties } from '../argument-checks.ts';
import type { Classifier } from '../model/classifier.ts';

/** Column c has the inputs [starts[c], starts[c + 1]). */
export interface InputColumns {
  /** The columns in the order of the pipeline [m]; of a model trained on bare arrays `input 0`, `input 1`, … */
  readonly names: readonly string[];
  /** [m + 1] */
  readonly starts: readonly number[];
}

export function inputColumns(classifier: Pick<Classifier, 'network' | 'pipeline'>): InputColumns {
  requireProperties('inputColumns', 'classifier', classifier, 'network', 'pipeline');
  const { network, pipeline } = classifier;
  const widths = pipeline?.features.map(({ inputs }) => inputs.length) ?? Array<number>(network.inputDim).fill(1);
  const starts = [0];
  for (const width of widths) starts.push(starts.at(-1)! + width);
  return { names: pipeline?.featureNames ?? widths.map((_, index) => `input ${index}`), starts };
}
