/**
 * Whom to contact, and what it brings.
 */
import type { JudgedGain } from '../../../evaluation/judgement-tables.ts';
import type { RecordedEvaluation, RunDocuments } from '../../run-documents.ts';
import type { ReportCommands } from '../../report-commands.ts';
import { planSentence, promiseSentence } from '../../sentences/contact.ts';
import { count, part, percent, times } from '../../sentences/numbers.ts';
import { code, prose, type Prose } from '../../sentences/prose.ts';
import { subjectOf } from '../../sentences/subject.ts';
import { figuresOf } from '../figure.ts';
import { markup, inline, type Html } from '../markup.ts';
import { paragraphs, type Section } from '../section.ts';
import { stacked, table } from '../table.ts';

/** In per cent of the customers. */
const SHOWN = [1, 2, 5, 10, 20, 30, 50];

export function contactSection(documents: RunDocuments, commands: ReportCommands | null): Section {
  return { id: 'contact', title: 'Whom to contact, and what it brings', body: bodyOf(documents, commands) };
}

function bodyOf(documents: RunDocuments, commands: ReportCommands | null): Section['body'] {
  const { evaluation, classes } = documents.metrics;
  const { positive } = subjectOf(documents);
  if (positive === null) {
    return {
      because: prose`of ${count(classes.length)} classes none counts more than the others, so nothing is ranked`,
    };
  }
  if (evaluation === undefined) return { because: prose`this run was written without its evaluation` };
  if (evaluation.gain === null) return { because: prose`no test customer has ${positive}` };
  return markup`${paragraphs(planSentences(evaluation))}
  ${evaluation.targeting === undefined ? termsHint(evaluation, commands) : null}
  ${gainTable(evaluation.gain, evaluation.rows, positive)} ${figuresOf(documents, ['gain', 'lift', 'profit', 'roi'])}`;
}

function planSentences({ targeting }: RecordedEvaluation): Prose[] {
  return targeting === undefined ? [] : [planSentence(targeting), promiseSentence(targeting)];
}

function termsHint({ mix }: RecordedEvaluation, commands: ReportCommands | null): Html {
  if (mix !== 'natural') {
    return markup`<p class="note">No profit is shown: these customers don’t come in their natural mix.</p>`;
  }
  const how =
    commands === null
      ? []
      : prose` To have the profit and the best number of contacts here: ${code(commands.withTerms)}`;
  return markup`<p class="note">
    What a conversion is worth and what a contact costs is not known to this run.${inline(how)}
  </p>`;
}

function gainTable(gain: readonly JudgedGain[], rows: number, positive: Prose): Html {
  const columns = ['likeliest', 'customers', 'of them', 'gain', 'lift'];
  const cells = SHOWN.map((place) => {
    const { share, positives, gain: found, lift, interval } = gain[place - 1]!;
    const spread = interval && { low: interval.low / share, high: interval.high / share };
    return [
      markup`${part(share)}`,
      markup`${count(Math.round(share * rows))}`,
      markup`${count(positives)}`,
      stacked({ value: found, interval }, percent),
      stacked({ value: lift, interval: spread }, times),
    ];
  });
  return table(
    markup`How many with ${inline(positive)} are among the likeliest customers. Gain is the share of all of them that is
    found; lift is gain divided by the share of customers taken. Below each its 95 % interval.`,
    columns.map((title, index) => ({ title: markup`${title}`, isNumber: index > 0 })),
    cells,
  );
}
