/** ROC curve: what share of the class that counts is found, against the share of all others that is taken for it. */
import type { EvaluationDocument } from '../../document.ts';
import type { Chart } from '../chart.ts';
import { className, fromTo, of100 } from './wording.ts';

export type RocParts = Pick<EvaluationDocument, 'curves' | 'figures' | 'positive' | 'confusionMatrix'>;

/** Null for more than two classes, or where all rows are of one class. */
export function rocChart({ curves: { roc }, figures, positive, confusionMatrix }: RocParts): Chart | null {
  const { value: area, interval } = figures.rocAuc;
  if (roc === null || positive === null || area === null) return null;
  const name = className(positive);
  const [[right, wrong], [missed, found]] = confusionMatrix as [[number, number], [number, number]];
  const called = { x: wrong / (right + wrong), y: found / (missed + found) };
  return {
    id: 'roc',
    title: 'ROC curve: does the class that counts rank above the others?',
    sentence: `A row that is ${name} ranks above one that is not in ${of100(area)} of 100 pairs${fromTo(interval, of100)}; by lot it does in 50.`,
    plot: {
      kind: 'xy',
      x: { label: `share of all others taken for ${name} (false positive rate)`, format: 'share', domain: [0, 1] },
      y: { label: `share of all ${name} found (true positive rate)`, format: 'share', domain: [0, 1] },
      series: [
        {
          name: 'drawn by lot',
          style: 'line',
          role: 'reference',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        {
          name: 'this network',
          style: 'line',
          role: 'main',
          points: roc.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
        },
      ],
      marks: [{ ...called, label: `predicted to be ${name}` }],
    },
    table: {
      columns: [
        { name: 'probability from', format: 'number' },
        { name: 'false positive rate', format: 'share' },
        { name: 'true positive rate', format: 'share' },
      ],
      rows: roc.map(({ threshold, falsePositiveRate, truePositiveRate }) => {
        return [finite(threshold), falsePositiveRate, truePositiveRate];
      }),
    },
  };
}

/** The threshold of nobody, Infinity, is null in JSON. */
export function finite(threshold: number | null): number | null {
  return threshold === null || Number.isFinite(threshold) ? threshold : null;
}
