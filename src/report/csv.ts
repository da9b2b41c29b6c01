/**
 * The full tables of an evaluation as CSV files, numbers in their shortest exact form. An unknown value is an empty
 * cell, and so is the threshold Infinity of the first point of a curve, where no row is called positive yet. The first
 * cell of each row is the class that its numbers are about.
 */
import { formatCsvRecord } from '../data/csv/csv-writer.ts';
import type { Figure } from '../evaluation/judgement.ts';
import type { EvaluationDocument } from './document.ts';

type Cell = string | number | null;

/** The files by name. Curves, reliability and gain are for two classes; for more there is only per_class.csv. */
export function csvFiles({ positive, perClass, reliability, gain, curves }: EvaluationDocument): Map<string, string> {
  const files = new Map([
    [
      'per_class.csv',
      csv(
        ['class', 'rows', ...['precision', 'recall', 'f1'].flatMap(withEnds)],
        perClass.map(({ name, rows, precision, recall, f1 }): Cell[] =>
          [[name, rows], withInterval(precision), withInterval(recall), withInterval(f1)].flat(),
        ),
      ),
    ],
  ]);
  if (reliability === null || positive === null) return files;
  files.set(
    'reliability.csv',
    csv(
      ['class', 'from', 'to', 'rows', 'mean_probability', ...withEnds('observed_share')],
      reliability.map(({ from, to, count, meanProbability, observedShare: value, interval }) =>
        [[positive, from, to, count, meanProbability], withInterval({ value, interval })].flat(),
      ),
    ),
  );
  files.set(
    'gain.csv',
    csv(
      ['class', 'share', 'positives', 'lift', ...withEnds('gain')],
      (gain ?? []).map(({ share, positives, lift, gain: value, interval }) =>
        [[positive, share, positives, lift], withInterval({ value, interval })].flat(),
      ),
    ),
  );
  files.set(
    'roc.csv',
    csv(
      ['class', 'threshold', 'false_positive_rate', 'true_positive_rate'],
      (curves.roc ?? []).map(({ threshold, falsePositiveRate, truePositiveRate }) => [
        positive,
        finite(threshold),
        falsePositiveRate,
        truePositiveRate,
      ]),
    ),
  );
  files.set(
    'precision_recall.csv',
    csv(
      ['class', 'threshold', 'precision', 'recall'],
      (curves.precisionRecall ?? []).map(({ threshold, precision, recall }) => [
        positive,
        finite(threshold),
        precision,
        recall,
      ]),
    ),
  );
  return files;
}

function csv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((cells) => formatCsvRecord(cells.map((cell) => String(cell ?? '')))).join('');
}

function withEnds(name: string): string[] {
  return [name, `${name}_low`, `${name}_high`];
}

function withInterval({ value, interval }: Figure): (number | null)[] {
  return [value, interval?.low ?? null, interval?.high ?? null];
}

function finite(threshold: number): Cell {
  return threshold === Infinity ? null : threshold;
}
