/**
 * Can the probabilities be believed?
 */
import type { RunDocuments } from '../../run-documents.ts';
import { beliefSentences } from '../../sentences/belief.ts';
import { count } from '../../sentences/numbers.ts';
import { prose } from '../../sentences/prose.ts';
import { subjectOf } from '../../sentences/subject.ts';
import { figuresOf } from '../figure.ts';
import { markup } from '../markup.ts';
import { paragraphs, type Section } from '../section.ts';

export function beliefSection(documents: RunDocuments): Section {
  return { id: 'belief', title: 'Can the probabilities be believed?', body: bodyOf(documents) };
}

function bodyOf(documents: RunDocuments): Section['body'] {
  const { evaluation, classes } = documents.metrics;
  const { positive } = subjectOf(documents);
  if (evaluation === undefined) return { because: prose`this run was written without its evaluation` };
  if (positive === null || evaluation.reliability === null) {
    return { because: prose`it is shown for two classes, and there are ${count(classes.length)}` };
  }
  const { reliability, figures } = evaluation;
  return markup`${paragraphs(beliefSentences(reliability, figures.calibrationError, positive))}${figuresOf(documents, ['reliability'])}`;
}
