/**
 * Figures in words: what was read, how it was split, and how good the model is.
 */
import { quoted } from '../../errors.ts';
import type { CsvTable } from '../../data/read-table.ts';
import { formatDate } from '../../data/cells/date.ts';
import type { Schema } from '../../data/schema.ts';
import { columnNamed, type NumberColumn, type Table } from '../../data/table.ts';
import { classShares } from '../../preprocessing/rows/balance.ts';
import type { PreparedData, PreparedTable } from '../../preprocessing/prepared-data.ts';
import { classCounts } from '../../preprocessing/dataset.ts';
import type { Labels } from '../../preprocessing/labels.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import type { Say } from '../../setting.ts';
import { inCode, setting } from '../../wording.ts';
import { counted, formatPercent, groupDigits, shorten } from '../../text-table.ts';
import type { Evaluation } from '../../model/evaluate.ts';

/** The rows that a model was measured on, and the accuracy of a guess without a model. */
export function describeEvaluation(
  test: Evaluation,
  { classes, heldOutMix }: Pick<PreparedData, 'classes' | 'heldOutMix'>,
): string {
  const sizes = test.confusionMatrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const majority = sizes.indexOf(Math.max(...sizes));
  const mix = heldOutMix === 'natural' ? 'the natural mix' : 'the balanced training mix';
  const auc = test.rocAuc === null ? '' : `, ROC AUC ${test.rocAuc.toFixed(3)}`;
  const guess = `always ${shorten(quoted(classes[majority]!), 40)} is right in ${formatPercent(sizes[majority]! / test.rows)}`;
  return `Tested:   ${counted(test.rows, 'row')} in ${mix}${auc};\n          ${guess}`;
}

/** The last line of `train` and `evaluate`. */
export function describeTest({ loss, accuracy }: Pick<Evaluation, 'loss' | 'accuracy'>): string {
  return `Test loss: ${loss.toFixed(2)}. Test accuracy: ${formatPercent(accuracy)}.`;
}

/** The role of each column, so nothing is chosen silently. */
export function describeColumns(path: string, { table, schema, targetReason }: CsvTable): string[] {
  const { target, id, features, hasHeader } = schema;
  const blank = table.blankLineCount > 0 ? `, ${counted(table.blankLineCount, 'blank line')} skipped` : '';
  return [
    `${path}: ${counted(table.rowCount, 'row')}, ${hasHeader ? 'names from the first record' : 'no header'}${blank}`,
    `target ${quoted(target)} (${targetReason}), ID ${id === null ? 'none' : quoted(id)}, ${counted(features.length, 'feature')}`,
  ];
}

/** Which of two classes counts, and why; nothing for more. */
export function describePositive(labels: Labels, say: Say = inCode): string[] {
  const { positive, positiveReason } = positiveOf(labels);
  if (positive === null || positiveReason === null) return [];
  const [other, share] = [labels.classes[0]!, classShares(classCounts(labels.targets, 2))[1]!];
  const why = {
    named: ', as named',
    'known word': ` of ${quoted(other)} and ${quoted(positive)}`,
    'rarer class': ', the rarer',
    tie: ', the later in a tie',
  }[positiveReason];
  const otherwise = positiveReason === 'named' ? '' : `; ${say(setting('positive', other))} for the other`;
  return [`class that counts: ${quoted(positive)}${why} (${(100 * share).toFixed(1)}%)${otherwise}`];
}

/** More classes than this aren't listed one by one. */
const MOST_CLASSES_TOLD = 6;

/** How the rows were split and, if related rows are kept together, the class mix of the test rows that results. */
export function describeSplit(data: PreparedTable, { group = null, time = null }: Schema, table: Table): string[] {
  const { train, validation, test, classes, priors, balance } = data;
  const shares = (mix: readonly number[]) =>
    classes.length > MOST_CLASSES_TOLD
      ? `${classes.length} classes`
      : classes.map((name, label) => `${quoted(name)} ${formatPercent(mix[label]!)}`).join(', ');
  const sizes = `${groupDigits(train.targets.length)} training, ${groupDigits(validation.targets.length)} validation, ${counted(test.targets.length, 'test row')}`;
  const lines = [
    `${sizes}; balance: ${balance}, ${classCounts(train.targets, classes.length).map(groupDigits).join(' + ')}`,
    `classes before balancing: ${shares(priors.natural)}`,
  ];
  if (!data.isRelated) return lines;
  const testMix = shares(classShares(classCounts(test.targets, classes.length)));
  const how = time === null ? (group === null ? 'duplicates' : `group ${quoted(group)}`) : `time ${quoted(time)}`;
  return [...lines, `split by ${how}${time === null ? '' : timesOf(data, table, time)}; of the test rows: ${testMix}`];
}

/** `: training until 2024-03-31, test from 2024-05-01` */
function timesOf({ rows }: PreparedTable, table: Table, time: string): string {
  const column = columnNamed(table, time) as NumberColumn;
  const show = column.notation === 'date' ? formatDate : String;
  const timesIn = (part: Int32Array) => Array.from(part, (row) => column.values[row]!);
  const latest = timesIn(rows.train).reduce((a, b) => Math.max(a, b));
  const earliest = timesIn(rows.test).reduce((a, b) => Math.min(a, b));
  return `: training until ${show(latest)}, test from ${show(earliest)}`;
}
