/**
 * Can the probabilities be believed?
 */
import type { RunDocuments } from '../../run-documents.ts';
import { beliefSentences, offSentence } from '../../sentences/belief.ts';
import { count } from '../../sentences/numbers.ts';
import { prose } from '../../sentences/prose.ts';
import { subjectOf } from '../../sentences/subject.ts';
import { html } from '../markup.ts';
import type { RunCharts } from '../run-charts.ts';
import { paragraphs, type Section } from '../section.ts';

export function beliefSection(documents: RunDocuments, charts: RunCharts): Section {
  return { id: 'belief', title: 'Can the probabilities be believed?', body: bodyOf(documents, charts) };
}

function bodyOf(documents: RunDocuments, charts: RunCharts): Section['body'] {
  const { evaluation, classes } = documents.metrics;
  const { positive } = subjectOf(documents);
  if (evaluation === undefined) return { because: prose`this run was written without its evaluation` };
  if (positive === null || evaluation.reliability === null) {
    return { because: prose`it is shown for two classes, and there are ${count(classes.length)}` };
  }
  const { reliability, figures } = evaluation;
  const sentences = [...beliefSentences(reliability, figures.calibrationError, positive), offSentence(reliability)];
  return html`${paragraphs(sentences)}${charts.belief}`;
}
