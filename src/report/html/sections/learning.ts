/**
 * How it learned: the curves, and the figures of the parts that training and stopping did not see.
 */
import type { RunDocuments } from '../../run-documents.ts';
import { learningSentences } from '../../sentences/learning.ts';
import { count, figure, percent } from '../../sentences/numbers.ts';
import { figuresOf } from '../figure.ts';
import { markup } from '../markup.ts';
import { paragraphs, type Section } from '../section.ts';
import { table } from '../table.ts';

export function learningSection(documents: RunDocuments): Section {
  const { validation, test } = documents.metrics;
  const parts = [
    ['validation, which decides when to stop', validation],
    ['test, which decides nothing', test],
  ] as const;
  const figures = table(
    markup`Validation and test beside each other: a test figure much worse than that of validation means that the choice
    was overfitted.`,
    ['rows of', 'customers', 'loss', 'accuracy', 'ROC AUC'].map((title, index) => ({
      title: markup`${title}`,
      isNumber: index > 0,
    })),
    parts.map(([part, { rows, loss, accuracy, rocAuc }]) => [
      markup`${part}`,
      markup`${count(rows)}`,
      markup`${figure(loss)}`,
      markup`${percent(accuracy)}`,
      markup`${rocAuc === null ? '–' : figure(rocAuc)}`,
    ]),
  );
  const body = markup`${paragraphs([learningSentences(documents)])}${figuresOf(documents, ['learning'])}${figures}`;
  return { id: 'learning', title: 'How it learned', body };
}
