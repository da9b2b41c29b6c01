/** Precision–recall curve: of those who are called, how many are of the class that counts, as more of it is found. */
import type { EvaluationDocument } from '../../document.ts';
import type { Chart } from '../chart.ts';
import { finite } from './roc-chart.ts';
import { className, fromTo, wholePercent } from './wording.ts';

export type PrecisionRecallParts = Pick<EvaluationDocument, 'curves' | 'figures' | 'positive' | 'confusionMatrix'>;

/** The part of all rows of the class that the sentence asks for. */
const HALF = 0.5;

/** Null for more than two classes, or where no row is of the class that counts. */
export function precisionRecallChart(parts: PrecisionRecallParts): Chart | null {
  const { curves, figures, positive, confusionMatrix } = parts;
  const { precisionRecall } = curves;
  const { value: average, interval } = figures.averagePrecision;
  if (precisionRecall === null || positive === null || average === null) return null;
  const name = className(positive);
  const [[right, wrong], [missed, found]] = confusionMatrix as [[number, number], [number, number]];
  const share = (missed + found) / (right + wrong + missed + found);
  const half = precisionRecall.find(({ recall }) => recall >= HALF)!;
  const called = wrong + found === 0 ? null : { x: found / (missed + found), y: found / (wrong + found) };
  return {
    id: 'precision-recall',
    title: 'Precision and recall: how pure is the list, and how complete?',
    sentence: `A list that holds half of all ${name} is ${wholePercent(half.precision)} pure; a list drawn by lot is ${wholePercent(share)} pure. The average precision is ${wholePercent(average)}${fromTo(interval, wholePercent)}.`,
    plot: {
      kind: 'xy',
      x: { label: `recall: share of all ${name} that the list holds`, format: 'share', domain: [0, 1] },
      y: { label: `precision: share of the list that is ${name}`, format: 'share', domain: [0, 1] },
      series: [
        {
          name: 'drawn by lot',
          style: 'line',
          role: 'reference',
          points: [
            [0, share],
            [1, share],
          ],
        },
        {
          name: 'this network',
          style: 'line',
          role: 'main',
          points: precisionRecall.map(({ recall, precision }) => [recall, precision]),
        },
      ],
      marks: called === null ? [] : [{ ...called, label: `predicted to be ${name}` }],
    },
    table: {
      columns: [
        { name: 'probability from', format: 'number' },
        { name: 'recall', format: 'share' },
        { name: 'precision', format: 'share' },
      ],
      rows: precisionRecall.map(({ threshold, recall, precision }) => [finite(threshold), recall, precision]),
    },
  };
}
