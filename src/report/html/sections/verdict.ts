/**
 * The verdict: can the figures be trusted, how good is the model, and what no figure says.
 */
import type { FigureName } from '../../../evaluation/judgement.ts';
import type { RecordedEvaluation, RunDocuments } from '../../run-documents.ts';
import { FIGURE_WORDS } from '../../sentences/figure-words.ts';
import { figure, percent, range } from '../../sentences/numbers.ts';
import { foreign, prose } from '../../sentences/prose.ts';
import { subjectOf } from '../../sentences/subject.ts';
import { limitOf, trustOf } from '../../sentences/trust.ts';
import { baselinesOf, verdictOf } from '../../sentences/verdict.ts';
import { markup, inline, type Html } from '../markup.ts';
import { paragraphs, type Section } from '../section.ts';

const MOST_ERRORS = 6;

export function verdictSection(documents: RunDocuments): Section {
  const { lead, more } = verdictOf(documents);
  const { positive } = subjectOf(documents);
  const { evaluation } = documents.metrics;
  const body = markup`${trustHtml(documents)}
    <p class="lead">${inline(lead)}</p>
    ${evaluation === undefined ? null : tiles(evaluation)} ${paragraphs(more)}
    <p class="limit">${inline(limitOf(positive))}</p>`;
  return { id: 'verdict', title: 'The verdict', body };
}

/** What the audit says, errors one by one. */
function trustHtml({ audit }: RunDocuments): Html {
  const { level, sentence } = trustOf(audit);
  const errors = (audit?.findings ?? []).filter(({ severity }) => severity === 'error');
  const items = errors.slice(0, MOST_ERRORS).map(({ title, advice }) => {
    return markup`<li>
      ${inline([foreign(title)])}<br><span class="note">What to do: ${inline([foreign(advice)])}</span>
    </li> `;
  });
  const rest = errors.length - items.length;
  const list =
    items.length === 0
      ? null
      : markup`<ul>
          ${items}
        </ul>`;
  const more = rest > 0 ? markup`<p>And ${String(rest)} more, below.</p>` : null;
  const onward = audit === null ? null : markup` <a href="#data">All findings</a>`;
  return markup`<div class="callout ${level}">
    <p>${inline(sentence)}${onward}</p>
    ${list}${more}
  </div>`;
}

const TILES: readonly FigureName[] = ['rocAuc', 'accuracy', 'capturedByTop10', 'logLoss', 'balancedAccuracy'];
const MOST_TILES = 4;
const AS_SHARE: ReadonlySet<FigureName> = new Set(['accuracy', 'capturedByTop10', 'balancedAccuracy']);

/** The figures that say most, large, each with its interval and what logistic regression reaches. */
function tiles(evaluation: RecordedEvaluation): Html {
  const { figures } = evaluation;
  const beside = baselinesOf(evaluation).logistic ?? baselinesOf(evaluation).always;
  const known = TILES.filter((name) => figures[name].value !== null).slice(0, MOST_TILES);
  const items = known.map((name) => {
    const { value, interval } = figures[name];
    const format = AS_SHARE.has(name) ? percent : figure;
    const other = beside?.figures[name].value ?? null;
    const between = interval === null ? null : markup`<span class="note">95 %: ${range(interval, format)}</span>`;
    const compared =
      other === null
        ? null
        : markup`<span class="note">${inline(prose`${foreign(beside!.name)}: ${format(other)}`)}</span>`;
    return markup`<div>
      <dt>${FIGURE_WORDS[name].title}</dt>
      <dd><b>${format(value!)}</b>${between}${compared}</dd>
    </div> `;
  });
  return markup`<dl class="tiles">${items}</dl>`;
}
