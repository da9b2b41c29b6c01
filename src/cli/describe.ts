/**
 * Figures in words: what was read, how it was split, how good the model is.
 */
import { quoted } from '../errors.ts';
import type { TableFile } from '../node/read-table.ts';
import type { PreparedData } from '../preprocessing/prepare.ts';
import { classCounts } from '../preprocessing/dataset.ts';
import { formatPercent, groupDigits, shorten } from '../text-table.ts';
import type { Evaluation } from '../training/classifier.ts';

/** The rows that a model was measured on, and what a guess without a model would reach on them. */
export function describeEvaluation(
  test: Evaluation,
  { classes, heldOutMix }: Pick<PreparedData, 'classes' | 'heldOutMix'>,
): string {
  const sizes = test.confusionMatrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const majority = sizes.indexOf(Math.max(...sizes));
  const mix = heldOutMix === 'natural' ? 'the natural mix' : 'the balanced mix of the training';
  const auc = test.rocAuc === null ? '' : `, ROC AUC ${test.rocAuc.toFixed(3)}`;
  const guess = `always ${shorten(quoted(classes[majority]!), 40)} is right in ${formatPercent(sizes[majority]! / test.rows)}`;
  return `Tested:   ${groupDigits(test.rows)} rows in ${mix}${auc};\n          ${guess}`;
}

/** Which columns were taken for what, so that nothing is chosen silently. */
export function describeColumns(path: string, { table, schema, targetReason }: TableFile): string[] {
  const { target, id, features, hasHeader } = schema;
  const blank = table.blankLineCount > 0 ? `, ${groupDigits(table.blankLineCount)} blank lines skipped` : '';
  return [
    `${path}: ${groupDigits(table.rowCount)} rows, ${hasHeader ? 'names from the first record' : 'no header'}${blank}`,
    `target ${quoted(target)} (${targetReason}), ID ${id === null ? 'none' : quoted(id)}, ${features.length} features`,
  ];
}

export function describeSplit({ train, validation, test, classes, priors, balance }: PreparedData): string {
  const counts = classCounts(train.targets, classes.length);
  const shares = classes.map((name, label) => `${quoted(name)} ${formatPercent(priors.natural[label]!)}`).join(', ');
  return `${groupDigits(train.targets.length)} training rows (balance: ${balance}, ${counts.map(groupDigits).join(' + ')}), \
${groupDigits(validation.targets.length)} validation, ${groupDigits(test.targets.length)} test; classes ${shares}`;
}
