/**
 * The chapters as HTML for the study page: formulas as MathML, headings one level lower, links that the page follows
 * itself. Left out is what the page shows better, or is too long for it: pictures, regions of code, the table of a sabotage,
 * and the foot of each chapter.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderToString } from 'katex';
import MarkdownIt from 'markdown-it';
import { idOf } from './blocks/equations-block.ts';
import { CHAPTERS } from './chapters/chapters.ts';

/** All chapters in their order, an `article` each, as `src/web/course/chapters.ts` reads them. */
export async function courseHtml(root: string): Promise<string> {
  const articles = CHAPTERS.map(async ({ name, about }) => {
    const markdown = await readFile(join(root, 'docs/course', `${name}.md`), 'utf8');
    return `<article id="${name}" title="${about}">${chapterHtml(markdown)}</article>`;
  });
  return (await Promise.all(articles)).join('\n');
}

/** @throws Error for a formula that KaTeX can't read. */
export function chapterHtml(markdown: string): string {
  const text = markdown
    .replace(/<!-- equations((?: [\w.+-]+)+):begin -->[^]*?:end -->/g, (_, ids: string) => equationLinks(ids))
    .replace(/## The picture\n[^]*?<!-- picture:end -->\n/, '')
    .replace(/(<!-- sabotage [^]*?```text\n.*\n)[^]*?(?=Caught)/, '$1')
    .replace(/<!-- study:begin -->\n+(.*):\n[^]*?^glassnet trace (.*)$[^]*?<!-- study:end -->/m, studyLink)
    .replaceAll(/<!--[^]*?-->/g, '');
  // The page allows no style but its own sheet.
  return renderer.render(text).replaceAll(' style="text-align:right"', ' class="number"').trim();
}

/** A button for each; the page opens the equation. */
function equationLinks(ids: string): string {
  const buttons = ids.trim().split(' ').map(idOf);
  return `<p>${buttons.map((id) => `<button type="button" data-equation="${id}">${id}</button>`).join(' ')}</p>`;
}

/** What each setting of `glassnet trace` is called in the page's URL. */
const PLACES = new Map([
  ['set', 'set'],
  ['hidden', 'hidden'],
  ['learning-rate', 'rate'],
  ['steps', 'step'],
  ['row', 'row'],
  ['neuron', 'neuron'],
  ['param', 'param'],
]);

/** A button that leads to what the command shows. */
function studyLink(_: string, sentence: string, command: string): string {
  const place = [...command.matchAll(/--([\w-]+) (\S+)/g)].flatMap(([, name, value]) => {
    const key = PLACES.get(name!);
    if (key === undefined) throw new Error(`the page has no place for ${name}`);
    // The page counts rows; an ID begins with 0.
    return key === 'row' && value!.startsWith('0') ? [] : [`${key}=${value}`];
  });
  return `${sentence}. <button type="button" data-study="#${place.join('&amp;')}">Open it here</button>`;
}

const renderer = makeRenderer();

function makeRenderer(): InstanceType<typeof MarkdownIt> {
  const markdown = new MarkdownIt({ html: true });
  markdown.inline.ruler.before('escape', 'math', (state, silent) => {
    const [whole, tex] = /^\$([^$\n]+)\$/.exec(state.src.slice(state.pos)) ?? [];
    if (whole === undefined) return false;
    if (!silent) state.push('math', '', 0).content = tex!;
    state.pos += whole.length;
    return true;
  });
  const { rules } = markdown.renderer;
  // What may be wider than a phone can be moved with the keyboard, too.
  rules['table_open'] = () => '<div class="wide" tabindex="0"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
  rules['math'] = (tokens, index) => mathMl(tokens[index]!.content, false);
  rules.fence = (tokens, index) => {
    const { info, content } = tokens[index]!;
    if (info === 'math') return `${mathMl(content, true)}\n`;
    return `<pre tabindex="0">${markdown.utils.escapeHtml(content.trimEnd())}</pre>\n`;
  };
  for (const rule of ['heading_open', 'heading_close'] as const) {
    rules[rule] = (tokens, index) => {
      const level = Number(tokens[index]!.tag.slice(1)) + 1;
      if (rule === 'heading_close') return `</h${level}>\n`;
      // The title is where reading begins when the chapter opens.
      return level === 2 ? '<h2 tabindex="-1">' : `<h${level}>`;
    };
  }
  rules.link_open = (tokens, index) => {
    const target = String(tokens[index]!.attrGet('href'));
    const [, chapter] = /^([\w-]+)\.md$/.exec(target) ?? [];
    // Files beside the course aren't in the page: their names stay as text.
    return chapter === undefined ? '<span>' : `<span><a href="#" data-chapter="${chapter}">`;
  };
  rules.link_close = (tokens, index) => {
    const open = tokens.slice(0, index).findLast(({ type }) => type === 'link_open')!;
    return /^[\w-]+\.md$/.test(String(open.attrGet('href'))) ? '</a></span>' : '</span>';
  };
  return markdown;
}

/**
 * Without the source, which KaTeX keeps beside it, and its styles. What is set over or under another thing, KaTeX writes
 * into an identifier or a sign, where MathML knows text alone: here it is a row.
 */
function mathMl(tex: string, displayMode: boolean): string {
  const html = renderToString(tex, { displayMode, output: 'mathml', throwOnError: true, strict: 'error' });
  const [, row] = /<semantics><mrow>([^]*)<\/mrow><annotation/.exec(html)!;
  const content = row!
    .replaceAll(/<mi>(<munder>[^]*?<\/munder>)<\/mi>/g, '$1')
    .replaceAll(/<mo>(<[^]*?)<\/mo>/g, '<mrow>$1</mrow>');
  return `<math${displayMode ? ' display="block" tabindex="0"' : ''}>${content}</math>`;
}
