/**
 * Three rows as examples, the likeliest, the middle one and the least likely, each with what its columns added.
 */
import { PLAIN_FORMAT } from '../data/cells/value-format.ts';
import type { Classifier } from '../model/classifier.ts';
import { gatherRows } from '../tensor/operations.ts';
import { Tensor } from '../tensor/tensor.ts';
import { cellText } from './cell-text.ts';
import { Contributions } from './contributions/contributions.ts';
import type { Background, RowExplanation } from './explanation-document.ts';
import type { RawColumn } from './raw-columns.ts';

export interface Examples {
  readonly background: Background;
  readonly examples: readonly RowExplanation[];
  /** Why there are none; null where there are. */
  readonly note: string | null;
}

export interface ExampleRows {
  /** Encoded [n, d]. */
  readonly inputs: Tensor;
  /** All rows, the least likely first [n]. */
  readonly ascending: Int32Array;
  /** The columns of the model; null where their cells aren't known. */
  readonly columns: readonly RawColumn[] | null;
  readonly lineOf: (row: number) => number | null;
}

/** @param label the class that they are about */
export function explainExamples(classifier: Classifier, label: number, rows: ExampleRows): Examples {
  const found = contributionsOf(classifier, label);
  if (typeof found === 'string') {
    return { background: { rows: 0, base: 0, baseProbability: 0 }, examples: [], note: `No examples: ${found}` };
  }
  const { ascending, inputs, columns, lineOf } = rows;
  const n = ascending.length;
  const chosen = Int32Array.from(new Set([n - 1, n >> 1, 0]), (place) => ascending[place]!);
  const chosenInputs = Tensor.zeros(chosen.length, inputs.columns);
  gatherRows(inputs, chosen, chosenInputs);
  const format = classifier.pipeline?.format ?? PLAIN_FORMAT;
  const examples = found.explain(chosenInputs).map(({ value, probability, effects }, i): RowExplanation => {
    const row = chosen[i]!;
    const contributions = found.columns.map((column, c) => {
      return { column, cell: columns && cellText(columns[c]!.cells, row, format), effect: effects[c]! };
    });
    return { id: null, line: lineOf(row), probability, value, contributions };
  });
  return { background: found.background, examples, note: null };
}

/** What follows the model exactly, or why it can't be followed. */
function contributionsOf(classifier: Classifier, label: number): Contributions | string {
  if (classifier.background === null) {
    return 'the model was trained before models kept training rows to compare a customer with.';
  }
  try {
    return new Contributions(classifier, { classIndex: label });
  } catch (error) {
    // A layer that isn't ours.
    if (error instanceof RangeError) return `${error.message}.`;
    throw error;
  }
}
