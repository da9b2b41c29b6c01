/**
 * Several runs side by side as one page: their figures, what their audits say, their curves over each other, and the
 * settings that differ.
 */
import type { RunDocuments } from '../run-documents.ts';
import { FIGURE_WORDS, SHOWN_FIGURES } from '../sentences/figure-words.ts';
import { extentsOf } from '../sentences/learning.ts';
import { count, figure, number } from '../sentences/numbers.ts';
import { cut, name, prose } from '../sentences/prose.ts';
import { bestOf, differenceSentence, leadSentence, ranked } from '../sentences/side-by-side.ts';
import { subjectOf } from '../sentences/subject.ts';
import { limitOf, trustOf, type Trust } from '../sentences/trust.ts';
import { verdictOf } from '../sentences/verdict.ts';
import { gainsChart, lossesChart, MOST_CURVES } from './comparison-charts.ts';
import { figureHtml } from './figure.ts';
import { markup, inline, isolated, type Html } from './markup.ts';
import { pageHtml } from './page-frame.ts';
import { leftOutHtml, type Section } from './section.ts';
import { stacked, table, type Column } from './table.ts';

const LONGEST_NAME = 28;
const LONGEST_VALUE = 80;

export function comparisonPage(runs: readonly RunDocuments[]): string {
  const newest = runs[0]!.run.versions.glassnet;
  return pageHtml({
    title: `${count(runs.length)} runs side by side`,
    heading: markup`${count(runs.length)} runs side by side`,
    about: markup`Each was judged by customers that it had not seen. The report of each run has its pictures.`,
    sections: [
      verdictSection(runs),
      figuresSection(runs),
      curvesSection(runs),
      settingsSection(runs),
      dataSection(runs),
    ],
    footer: markup`Written by glassnet ${newest} from the runs’ own files; it holds no number that is not in them.`,
  });
}

/** What a reader must know of a run's data before its figures. */
const DOUBTS: Partial<Record<Trust['level'], string>> = {
  error: 'The audit of its data found errors: do not trust this yet.',
  unknown: 'Nobody has checked its data.',
};

function verdictSection(runs: readonly RunDocuments[]): Section {
  const difference = differenceSentence(runs);
  const warning = difference === null ? null : markup`<div class="callout warning"><p>${inline(difference)}</p></div>`;
  const each = runs.map((run) => {
    const { level } = trustOf(run.audit);
    const doubt = DOUBTS[level] ?? null;
    return markup`<li>
      <p>
        ${inline(prose`${name(run.name)}: `)}${inline(verdictOf(run).lead)}${doubt === null ? null : markup` <strong>${doubt}</strong>`}
      </p>
    </li> `;
  });
  const { positive } = subjectOf(runs[0]!);
  const body = markup`${warning}
    <p class="lead">${inline(leadSentence(runs))}</p>
    <ul>
      ${each}
    </ul>
    <p class="limit">${inline(limitOf(positive))}</p>`;
  return { id: 'verdict', title: 'The verdict', body };
}

function figuresSection(runs: readonly RunDocuments[]): Section {
  const known = SHOWN_FIGURES.filter((one) => runs.some(({ metrics }) => valueOf(metrics.evaluation, one) !== null));
  if (known.length === 0) {
    return { id: 'figures', title: 'The figures', body: { because: prose`no run holds an evaluation` } };
  }
  const rows = known.map((one) => {
    const best = bestOf(runs, one);
    const { title, meaning } = FIGURE_WORDS[one];
    const cells = runs.map(({ metrics }, place) => {
      const measured = metrics.evaluation?.figures[one];
      if (measured === undefined) return markup`–`;
      const value = stacked(measured, figure);
      return best.has(place) ? markup`<span class="best">best </span>${value}` : value;
    });
    return [markup`${title}<span class="note">${meaning}</span>`].concat(cells);
  });
  const caption = markup`Figures on the test customers of each run, below each its 95 % interval. The best value is
  marked; where intervals overlap, it may be best by chance.`;
  return { id: 'figures', title: 'The figures', body: table(caption, columnsOf('figure', runs, true), rows) };
}

function valueOf(evaluation: RunDocuments['metrics']['evaluation'], one: (typeof SHOWN_FIGURES)[number]) {
  return evaluation?.figures[one].value ?? null;
}

function curvesSection(runs: readonly RunDocuments[]): Section {
  const shown = runs.length > MOST_CURVES ? ranked(runs) : runs;
  const note =
    runs.length > MOST_CURVES
      ? markup`<p class="note">Drawn are the ${count(MOST_CURVES)} runs with the lowest log loss.</p>`
      : null;
  const gains = gainsChart(shown);
  const losses = lossesChart(shown);
  const body = markup`${note}${
    gains === null
      ? leftOutHtml('gain', prose`fewer than two runs have one, or they are about different classes`)
      : figureHtml(gains)
  }${losses === null ? null : figureHtml(losses)}`;
  return { id: 'curves', title: 'The curves', body };
}

type Settings = Readonly<Record<string, unknown>>;

/** Settings that are not the same in all runs. */
function settingsSection(runs: readonly RunDocuments[]): Section {
  const title = 'What was done differently';
  const settings = runs.map(({ run }): Settings => Object.assign({}, run.preparation?.options, run.training));
  const keys = [...new Set(settings.flatMap((one) => Object.keys(one)))];
  const different = keys.filter((key) => new Set(settings.map((one) => valueText(one[key]))).size > 1);
  if (different.length === 0) return { id: 'settings', title, body: { because: prose`all settings are the same` } };
  const rows = different.map((key) => [markup`${key}`].concat(settings.map((one) => isolated(valueText(one[key])))));
  return { id: 'settings', title, body: table(markup`Settings that differ.`, columnsOf('setting', runs, false), rows) };
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  return cut(Array.isArray(value) ? value.join(', ') : `${value as string | number | boolean}`, LONGEST_VALUE);
}

function dataSection(runs: readonly RunDocuments[]): Section {
  const lines: readonly (readonly [string, (run: RunDocuments) => Html])[] = [
    ['data file', ({ run }) => isolated(cut(run.data.path, LONGEST_VALUE))],
    ['its SHA-256 begins', ({ run }) => isolated(run.data.sha256.slice(0, 16))],
    ['training rows', ({ metrics }) => markup`${count(metrics.rows.train)}`],
    ['validation rows', ({ metrics }) => markup`${count(metrics.rows.validation)}`],
    ['test rows', ({ metrics }) => markup`${count(metrics.rows.test)}`],
    ['networks', (run) => markup`${count(extentsOf(run).length)}`],
    ['seconds to train', ({ run }) => markup`${number(run.elapsedMs / 1000)}`],
    ['audit errors', ({ audit }) => markup`${audit === null ? 'no audit' : count(audit.counts.error)}`],
  ];
  const rows = lines.map(([title, cell]) => [markup`${title}`].concat(runs.map(cell)));
  return {
    id: 'data',
    title: 'Data and effort',
    body: table(markup`What each run used.`, columnsOf('', runs, false), rows),
  };
}

function columnsOf(first: string, runs: readonly RunDocuments[], isNumber: boolean): Column[] {
  const heads = runs.map((run) => ({ title: isolated(cut(run.name, LONGEST_NAME)), isNumber }));
  return [{ title: markup`${first === '' ? 'of the run' : first}`, isNumber: false }, ...heads];
}
