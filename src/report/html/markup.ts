/**
 * HTML as a value: what stands in a template is text and is escaped, unless it is HTML itself.
 */
import { escapeControl } from '../../errors.ts';
import { leftToRight } from '../charts/reading-direction.ts';
import type { Marked, Prose } from '../sentences/prose.ts';

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | null | readonly (Html | null)[];

/** A template tag; null is nothing. Of a line's indentation nothing is left. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((text, index) => text.replace(/\n\s+/g, '\n') + written(values[index] ?? null)).join(''));
}

function written(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  return value instanceof Html ? value.text : value.map((one) => one?.text ?? '').join('');
}

/** As text or as the value of an attribute in quotes. */
function escaped(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  // A number and its sign stay on one line.
  const kept = escapeControl(text).replace(/(?<=\d) %/g, '\u00a0%');
  return kept.replace(/[&<>"']/g, (mark) => marks[mark]!);
}

/** A text that came from a file: its direction is its own. */
export function isolated(text: string): Html {
  return markup`<bdi>${text}</bdi>`;
}

/** A sentence in which names are not set apart, such as that of a chart. */
export function sentence(text: string): Html {
  return new Html(leftToRight(escaped(text)));
}

/** A sentence. */
export function inline(parts: Prose): Html {
  return new Html(parts.map((part) => (typeof part === 'string' ? escaped(part) : marked(part).text)).join(''));
}

function marked({ kind, text }: Marked): Html {
  switch (kind) {
    case 'name':
      return markup`<bdi class="name">${text}</bdi>`;
    case 'foreign':
      return isolated(text);
    case 'code':
      return markup`<code>${text}</code>`;
    case 'strong':
      return markup`<strong>${text}</strong>`;
  }
}
