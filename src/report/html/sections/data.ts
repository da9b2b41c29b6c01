/**
 * The data: its parts and classes, and everything that the audit found.
 */
import type { AuditDocument, RunDocuments } from '../../run-documents.ts';
import { count, counted, percent } from '../../sentences/numbers.ts';
import { cut, foreign, listed, name, prose } from '../../sentences/prose.ts';
import { SEVERITY_WORDS, trustOf } from '../../sentences/trust.ts';
import { markup, inline, isolated, type Html } from '../markup.ts';
import { leftOutHtml, paragraphs, type Section } from '../section.ts';
import { table } from '../table.ts';

const MOST_FINDINGS = 30;

export function dataSection(documents: RunDocuments): Section {
  const { audit } = documents;
  const findings =
    audit === null
      ? leftOutHtml(
          'the audit',
          documents.run.preparation === null ? prose`the model was trained on arrays` : prose`this run holds none`,
        )
      : auditHtml(audit);
  return {
    id: 'data',
    title: 'The data and its audit',
    body: markup`${paragraphs([sourceSentence(documents)])}
      <div class="pair">${partsTable(documents)}${mixTable(documents)}</div>
      ${findings}`,
  };
}

function sourceSentence({ run, metrics }: RunDocuments) {
  const { path } = run.data;
  const { train, validation, test } = metrics.rows;
  const columns = run.preparation?.columns;
  const all = counted(train + validation + test, 'row');
  if (columns === undefined) return prose`Arrays from ${name(path, 80)}: ${all} of inputs without names.`;
  const target = columns.target === undefined ? [] : prose` The target is ${name(columns.target)}.`;
  const id =
    columns.id === undefined
      ? prose` No column tells customers apart.`
      : prose` Customers are told apart by ${name(columns.id)}.`;
  const only =
    columns.only === undefined
      ? []
      : prose` Learned from ${counted(columns.only.length, 'column')}: ${listed(
          columns.only.map((one) => name(one)),
          20,
        )}.`;
  return prose`${name(path, 80)}: ${all} used.${target}${id}${only}`;
}

function partsTable({ metrics }: RunDocuments): Html {
  const { train, validation, test } = metrics.rows;
  const all = train + validation + test;
  const parts = [
    ['training', train],
    ['validation', validation],
    ['test', test],
  ] as const;
  return table(
    markup`The parts: it learns from the first, stops by the second, is judged by the third.`,
    ['part', 'rows', 'share'].map((title, index) => ({ title: markup`${title}`, isNumber: index > 0 })),
    parts.map(([part, rows]) => [markup`${part}`, markup`${count(rows)}`, markup`${percent(rows / all)}`]),
  );
}

function mixTable({ metrics }: RunDocuments): Html {
  const { classes, priors } = metrics;
  return table(
    markup`The classes: as they come, and in the training rows.`,
    ['class', 'as they come', 'in training'].map((title, index) => ({ title: markup`${title}`, isNumber: index > 0 })),
    classes.map((label, index) => [
      isolated(cut(label, 48)),
      markup`${percent(priors.natural[index]!)}`,
      markup`${percent(priors.training[index]!)}`,
    ]),
  );
}

function auditHtml(audit: AuditDocument): Html {
  const shown = audit.findings.slice(0, MOST_FINDINGS);
  const rest = audit.findings.length - shown.length;
  const items = shown.map(({ severity, title, why, advice }) => {
    return markup`<li class="${severity}">
      <p><span class="badge">${SEVERITY_WORDS[severity]}</span> ${inline([foreign(title)])}</p>
      <p>${inline([foreign(why)])}</p>
      <p>What to do: ${inline([foreign(advice)])}</p>
    </li> `;
  });
  const more = rest > 0 ? markup`<p class="note">And ${count(rest)} more in audit.json.</p>` : null;
  return markup`<h3>The audit</h3>
    <p>${inline(trustOf(audit).sentence)}</p>
    <ul class="findings">
      ${items}
    </ul>
    ${more}`;
}
