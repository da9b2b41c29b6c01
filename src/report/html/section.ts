/**
 * A section of the page: its heading and body, or why it is left out.
 */
import { inline, markup, type Html } from './markup.ts';
import type { Prose } from '../sentences/prose.ts';

export interface Section {
  /** Unique within a page. */
  readonly id: string;
  readonly title: string;
  readonly body: Html | LeftOut;
}

/** Half a sentence that follows "because". */
export interface LeftOut {
  readonly because: Prose;
}

export function isLeftOut(body: Section['body']): body is LeftOut {
  return 'because' in body;
}

export function sectionHtml({ id, title, body }: Section): Html {
  if (isLeftOut(body)) return leftOutHtml(`“${title}”`, body.because);
  return markup`<section id="${id}" aria-labelledby="section-${id}">
    <h2 id="section-${id}">${title}</h2>
    ${body}
  </section> `;
}

/** `Left out: whom to contact, because …` */
export function leftOutHtml(what: string, because: Prose): Html {
  return markup`<p class="left-out">Left out: ${what}, because ${inline(because)}.</p> `;
}

export function paragraphs(sentences: readonly (Prose | null)[]): Html[] {
  return sentences
    .filter((sentence) => sentence !== null && sentence.length > 0)
    .map((sentence) => markup`<p>${inline(sentence as Prose)}</p> `);
}
