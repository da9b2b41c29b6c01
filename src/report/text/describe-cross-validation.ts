/**
 * A cross-validation in words, 80 columns wide: a table of figures, and what the interval is of.
 */
import { quoted } from '../../errors.ts';
import { FOLD_FIGURE_NAMES } from '../../evaluation/resampling/fold-figures.ts';
import { counted, formatPercent, formatTable, groupDigits, shorten, wrapped } from '../../text-table.ts';
import type { CrossValidatedFigure, CrossValidation, FoldResult } from '../../training/resampling/cross-validation.ts';
import { FIGURE_TITLES } from './figure-titles.ts';
import { intervalOf } from '../cross-validation-document.ts';
import { fixed } from './describe-judgement.ts';

const LONGEST_CLASS = 24;

/** What was done, in one line. */
export function describeFolds({ folds, repeats, kind, rows }: CrossValidation): string {
  const how = { stratified: 'stratified', groups: 'whole groups in one fold', time: 'forward in time' }[kind];
  const times = repeats === 1 ? '' : `, ${repeats} times`;
  return `${folds} folds of ${counted(rows.all, 'row')}, ${how}${times}; each learned from about ${groupDigits(rows.learned)}`;
}

/** The table of figures, and below it what they are. */
export function describeCrossValidation(validated: CrossValidation): string {
  const { figures, classes, positive, folds, repeats, rows: counts } = validated;
  const known = FOLD_FIGURE_NAMES.filter((name) => figures[name].value !== null);
  const rows = known.map((name) => [FIGURE_TITLES[name], ...cells(figures[name])]);
  const table = formatTable(
    [['', 'mean', '95 % interval', 'over folds', 'from', 'to'], ...rows],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  );
  const trainings = folds * repeats;
  const partial = known.filter((name) => figures[name].folds < trainings);
  const about =
    positive === null
      ? `Precision, recall and F1 are means over the ${classes.length} classes.`
      : `Precision, recall, F1, average precision and top 10 % are of ${shorten(quoted(positive), LONGEST_CLASS)}.`;
  const missing =
    partial.length === 0
      ? []
      : [
          `${partial.map((name) => FIGURE_TITLES[name]).join(', ')}: ${figures[partial[0]!].folds} of ${trainings} folds have both classes.`,
        ];
  const most = Math.max(...counts.perClass);
  const majority = shorten(quoted(classes[counts.perClass.indexOf(most)]!), LONGEST_CLASS);
  const notes = [
    `Always ${majority} is right in ${formatPercent(most / counts.all)} of the rows.`,
    `Each figure is the mean of the folds' own, and "over folds" their standard deviation. ${about}`,
    ...missing,
    `The interval is one of ${intervalOf(validated)} (corrected resampled t of one ${folds}-fold).`,
  ];
  return [table, '', ...notes.map((note) => wrapped(note))].join('\n');
}

function cells({ value, interval, deviation, lowest, highest }: CrossValidatedFigure): string[] {
  const ends = interval === null ? '–' : `${fixed(interval.low)}–${fixed(interval.high)}`;
  return [fixed(value!), ends, deviation === null ? '–' : `± ${fixed(deviation)}`, fixed(lowest!), fixed(highest!)];
}

/** One line about a fold that is done. */
export function describeFold(
  { repeat, fold, figures }: FoldResult,
  { folds, repeats }: { folds: number; repeats: number },
): string {
  const which = repeats === 1 ? `Fold ${fold}/${folds}` : `Repeat ${repeat}/${repeats}, fold ${fold}/${folds}`;
  const auc = figures.rocAuc === null ? '' : ` - ROC AUC: ${figures.rocAuc.toFixed(4)}`;
  return `${which}  accuracy: ${figures.accuracy!.toFixed(4)}${auc} - log loss: ${figures.logLoss!.toFixed(4)}`;
}
