/** Confusion matrix: what the rows are, against what they were predicted to be. */
import { counted, groupDigits } from '../../../text-table.ts';
import type { EvaluationDocument } from '../../document.ts';
import type { Chart } from '../chart.ts';
import { className, wholePercent } from './wording.ts';

export type ConfusionParts = Pick<EvaluationDocument, 'confusionMatrix' | 'classes' | 'positive' | 'rows'>;

export function confusionChart({ confusionMatrix: counts, classes, positive, rows }: ConfusionParts): Chart {
  const names = classes.map(className);
  return {
    id: 'confusion',
    title: 'Confusion matrix: what was taken for what',
    sentence: positive === null ? ofMany(counts, names, rows) : ofTwo(counts, names[1]!),
    plot: { kind: 'matrix', rowLabel: 'is', columnLabel: 'predicted to be', names, counts },
    table: {
      columns: [
        { name: 'is', format: 'text' },
        ...names.map((name) => ({ name: `predicted ${name}`, format: 'count' as const })),
      ],
      rows: counts.map((ofClass, label) => [names[label]!, ...ofClass]),
    },
  };
}

function ofTwo(counts: readonly (readonly number[])[], name: string): string {
  const [[, wrong], [missed, found]] = counts as [[number, number], [number, number]];
  const [are, called] = [missed + found, wrong + found];
  const first =
    are === 0
      ? `No row is ${name}.`
      : `Of ${counted(are, 'row')} that ${are === 1 ? 'is' : 'are'} ${name}, ${part(found, are)} ${found === 1 ? 'is' : 'are'} recognised.`;
  const second =
    called === 0
      ? `No row is predicted to be ${name}.`
      : `Of ${counted(called, 'row')} predicted to be ${name}, ${part(found, called)} ${found === 1 ? 'is' : 'are'}.`;
  return `${first} ${second}`;
}

function ofMany(counts: readonly (readonly number[])[], names: readonly string[], rows: number): string {
  const right = counts.reduce((sum, ofClass, label) => sum + ofClass[label]!, 0);
  const mistakes = counts
    .flatMap((ofClass, is) => ofClass.map((count, as) => ({ is, as, count })))
    .filter(({ is, as }) => is !== as);
  const worst = mistakes.reduce((a, b) => (b.count > a.count ? b : a));
  const rest =
    worst.count === 0
      ? 'None is taken for another.'
      : `Most often ${names[worst.is]!} is taken for ${names[worst.as]!}: ${worst.count === 1 ? 'once' : `${groupDigits(worst.count)} times`}.`;
  return `Of ${counted(rows, 'row')}, ${part(right, rows)} ${right === 1 ? 'is' : 'are'} predicted to be what ${right === 1 ? 'it is' : 'they are'}. ${rest}`;
}

/** `128 (57 %)` */
function part(count: number, all: number): string {
  return `${groupDigits(count)} (${wholePercent(count / all)})`;
}
