/**
 * The model card of a run: README.md of its folder, for people and for the Hugging Face Hub. It holds what the run's
 * documents say; what only people know is marked.
 *
 * Mitchell et al. 2019, "Model cards for model reporting"
 */
import type { Judgement } from '../../evaluation/judgement.ts';
import type { ReportCommands } from '../report-commands.ts';
import type { RecordedEvaluation, RunDocuments } from '../run-documents.ts';
import { FIGURE_WORDS, SHOWN_FIGURES } from '../sentences/figure-words.ts';
import { learningSentences } from '../sentences/learning.ts';
import { count, figure, number, percent, range, within } from '../sentences/numbers.ts';
import { cut, foreign, listed, name, paragraph, prose, type Prose } from '../sentences/prose.ts';
import { groupOf, importanceSentences } from '../sentences/reasons.ts';
import { subjectOf } from '../sentences/subject.ts';
import { limitOf, SEVERITY_WORDS, trustOf } from '../sentences/trust.ts';
import { verdictOf } from '../sentences/verdict.ts';
import { codeBlock, inline, literal, markdownTable } from './markdown.ts';
import { modelIndex } from './model-index.ts';

const UNKNOWN = '[to be filled in]';
const LONGEST_NAME = 48;
const MOST_CLASSES = 30;
const MOST_FINDINGS = 20;
const MOST_COLUMNS = 20;

/** @param commands how to use the model, in the words of the program that writes the card; null for none */
export function modelCard(documents: RunDocuments, commands: ReportCommands | null = null): string {
  const { positive, target } = subjectOf(documents);
  const blocks = [
    modelIndex(documents),
    `# ${literal(cut(documents.name, LONGEST_NAME))}`,
    inline(
      prose`A neural network that predicts ${positive ?? target} for each customer${positive === null ? '' : ', as a probability'}. report.html beside this file has the pictures.`,
    ),
    ...intendedUse(),
    ...data(documents),
    ...audit(documents),
    ...figures(documents),
    ...why(documents),
    ...limits(documents),
    ...howToUse(commands),
    ...howMade(documents),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function intendedUse(): string[] {
  return [
    '## Intended use',
    [
      `- Decision that it helps with: ${UNKNOWN}`,
      `- Who uses it, and who is affected: ${UNKNOWN}`,
      `- What it must not be used for: ${UNKNOWN}`,
      `- Whom to ask: ${UNKNOWN}`,
    ].join('\n'),
  ];
}

function data({ run, metrics }: RunDocuments): string[] {
  const { classes, priors, rows } = metrics;
  const columns = run.preparation?.columns.only;
  const from = prose`Trained on ${name(run.data.path, 120)} (SHA-256 ${run.data.sha256}).`;
  const parts = prose`${count(rows.train)} rows to learn from, ${count(rows.validation)} to stop by, ${count(rows.test)} to be judged by.`;
  const inputs =
    columns === undefined
      ? null
      : prose`Columns: ${listed(
          columns.map((one) => name(one)),
          MOST_COLUMNS,
        )}.`;
  const mix = markdownTable(
    ['class', 'as they come', 'in training'],
    classes
      .slice(0, MOST_CLASSES)
      .map((label, index) => [
        literal(cut(label, LONGEST_NAME)),
        percent(priors.natural[index]!),
        percent(priors.training[index]!),
      ]),
    2,
  );
  const more = classes.length > MOST_CLASSES ? [`and ${count(classes.length - MOST_CLASSES)} more classes`] : [];
  return [
    '## Data',
    inline(paragraph(from, parts, inputs)),
    mix,
    ...more,
    `- Where the data comes from, when, and by whose consent: ${UNKNOWN}`,
  ];
}

function audit({ audit: found }: RunDocuments): string[] {
  const head = ['## Audit of the data', inline(trustOf(found).sentence)];
  if (found === null) return head;
  const shown = found.findings.slice(0, MOST_FINDINGS);
  const rest = found.findings.length - shown.length;
  const items = shown.map(({ severity, title }) => `- ${SEVERITY_WORDS[severity]}: ${inline([foreign(title)])}`);
  const all = rest > 0 ? [...items, `- and ${count(rest)} more, in audit.json`] : items;
  return all.length === 0 ? head : [...head, all.join('\n')];
}

function figures(documents: RunDocuments): string[] {
  const { lead, more } = verdictOf(documents);
  const { evaluation } = documents.metrics;
  const said = [lead, ...more].map((sentence) => inline(sentence));
  return ['## Figures', ...said, ...(evaluation === undefined ? [] : [figuresTable(evaluation)])];
}

function figuresTable(evaluation: RecordedEvaluation): string {
  const judged: readonly Judgement[] = [{ name: 'this model', figures: evaluation.figures }, ...evaluation.baselines];
  const known = SHOWN_FIGURES.filter((one) => evaluation.figures[one].value !== null);
  const rows = known.map((one) => {
    const cells = judged.map(({ figures: measured }) => within(measured[one], figure));
    return [FIGURE_WORDS[one].title].concat(cells);
  });
  const heads = judged.map((one) => literal(cut(one.name, LONGEST_NAME)));
  return markdownTable(['with 95 % intervals'].concat(heads), rows, judged.length);
}

function why({ explanation }: RunDocuments): string[] {
  const head = '## Why it answers as it does';
  if (explanation === null) return [head, 'This run holds no explanation.'];
  const { importance } = explanation;
  const rows = importance.columns
    .slice(0, MOST_COLUMNS)
    .map((column) => [
      inline(groupOf(column)),
      number(column.increase),
      column.interval === null ? '–' : range(column.interval, number),
    ]);
  const rest = importance.columns.length - rows.length;
  return [
    head,
    inline(importanceSentences(explanation)),
    ...(rows.length === 0 ? [] : [markdownTable(['column', 'log loss rises by', '95 % interval'], rows, 2)]),
    ...(rest > 0 ? [`and ${count(rest)} more, in explanation.json`] : []),
  ];
}

function limits(documents: RunDocuments): string[] {
  const { positive } = subjectOf(documents);
  const { level } = trustOf(documents.audit);
  const doubt: Prose | null =
    level === 'error' ? prose`The audit found errors: see above before any figure is used.` : null;
  const unseen = prose`The figures hold for customers like those in the file; where they change, the figures do.`;
  return [
    '## Limits',
    ...[doubt, limitOf(positive), unseen].flatMap((sentence) => (sentence === null ? [] : [inline(sentence)])),
    `- How it treats groups of people differently: ${UNKNOWN}\n- When it is to be trained again: ${UNKNOWN}`,
  ];
}

function howToUse(commands: ReportCommands | null): string[] {
  if (commands === null) return [];
  return [
    '## How to use it',
    'Typed in this folder, the first for customers to be scored, the second for customers whose answers are known:',
    codeBlock([commands.score, commands.evaluate]),
  ];
}

function howMade(documents: RunDocuments): string[] {
  const { run } = documents;
  const { seed } = run.training;
  return [
    '## How it was made',
    inline(learningSentences(documents)),
    inline(
      prose`By glassnet ${name(run.versions.glassnet)} on Node ${name(run.versions.node)}, seed ${name(seed)}; run.json has all settings. The same data, settings and seed give the same weights, to the bit.`,
    ),
  ];
}
