/**
 * Why the model answers as it does: what it depends on, how, and three customers with their reasons.
 */
import type { ExplanationDocument } from '../../../explain/explanation-document.ts';
import type { ReportCommands } from '../../report-commands.ts';
import type { RunDocuments } from '../../run-documents.ts';
import { scaleSentence } from '../../sentences/reasons.ts';
import { code, foreign, prose } from '../../sentences/prose.ts';
import { count } from '../../sentences/numbers.ts';
import { figuresOf } from '../figure.ts';
import { markup, inline, type Html } from '../markup.ts';
import { paragraphs, type Section } from '../section.ts';

export function whySection(documents: RunDocuments, commands: ReportCommands | null): Section {
  const { explanation } = documents;
  const body =
    explanation === null
      ? { because: prose`this run holds no explanation` }
      : explained(documents, explanation, commands);
  return { id: 'why', title: 'Why it answers as it does', body };
}

function explained(documents: RunDocuments, explanation: ExplanationDocument, commands: ReportCommands | null): Html {
  const { effects, examples, importance, notes, rows } = explanation;
  const depends =
    importance.columns.length === 0
      ? null
      : markup`<p class="note">
            Importance is measured on ${count(rows)} test customers, each column shuffled ${count(importance.shuffles)}
            times. It is what the model uses, not what causes: a column can matter because it stands for another one.
          </p>
          ${figuresOf(documents, ['importance'])}`;
  const moves =
    effects.length === 0
      ? null
      : markup`<h3>How the probability moves with each column</h3>
          <p class="note">
            Partial dependence is the mean probability with everybody given this value; the accumulated local effect
            only moves customers to values near their own. Where few customers are, believe neither.
          </p>
          <div class="pair">${figuresOf(documents, ['effects'], 4)}</div>`;
  const customers =
    examples.length === 0
      ? null
      : markup`<h3>${count(examples.length)} customers and their reasons</h3>
          ${paragraphs([scaleSentence(explanation)])}${figuresOf(documents, ['contributions'])}
          ${commands === null ? null : markup`<p class="note">Any other customer: ${inline([code(commands.explain)])}</p>`}`;
  return markup`${depends}${moves}${customers}${notes.map((note) => markup`<p class="left-out">${inline([foreign(note)])}</p> `)}`;
}
