/**
 * How to make it again: the network, settings, seeds, versions and digests.
 */
import type { RunDocuments } from '../../run-documents.ts';
import { number } from '../../sentences/numbers.ts';
import { code, cut, prose } from '../../sentences/prose.ts';
import { figuresOf } from '../figure.ts';
import { markup, inline, isolated, type Html } from '../markup.ts';
import { leftOutHtml, type Section } from '../section.ts';
import { table } from '../table.ts';

const LONGEST_VALUE = 240;
const LONGEST_COMMAND = 1_000;

export function technicalSection(documents: RunDocuments): Section {
  const { run, digests, network } = documents;
  const drawing =
    network === null
      ? leftOutHtml('the network drawing', prose`the weights of this run can’t be drawn`)
      : figuresOf(documents, ['network']);
  const about = [
    ['data file, SHA-256', run.data.sha256],
    ['glassnet', run.versions.glassnet],
    ['Node', run.versions.node],
    ['time to train, seconds', number(run.elapsedMs / 1000)],
    ...Object.entries(digests).map(([file, digest]) => [`${file}, SHA-256`, digest] as const),
  ] as const;
  const body = markup`${drawing}
    <h3>Made by</h3>
    <pre><code>${cut(run.command.map(word).join(' '), LONGEST_COMMAND)}</code></pre>
    ${pairs('Versions and digests', about)} ${pairs('Settings of the training', settings(run.training))}
    ${run.preparation === null ? null : pairs('Settings of the preparation', settings(run.preparation.options))}
    <p class="note">The same data, settings and seeds give the same weights, to the bit.</p>`;
  return { id: 'technical', title: 'Network, settings and versions', body };
}

/** As one word of a line; not for a shell, which the reader may not have. */
function word(text: string): string {
  return /^[\w.,:/%+@=-]+$/.test(text) ? text : JSON.stringify(text);
}

function settings(options: object): [string, string][] {
  return Object.entries(options).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : String(value)]);
}

function pairs(caption: string, entries: readonly (readonly [string, string])[]): Html {
  return table(
    markup`${caption}`,
    [
      { title: markup`name`, isNumber: false },
      { title: markup`value`, isNumber: false },
    ],
    entries.map(([key, value]) => [
      isolated(cut(key, LONGEST_VALUE)),
      markup`<span class="value">${inline([code(cut(value, LONGEST_VALUE))])}</span>`,
    ]),
  );
}
