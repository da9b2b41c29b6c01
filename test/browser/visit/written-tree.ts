/**
 * Whether the elements of a page stand in the browser as they were written. A parser of HTML forgives everything: what is
 * nested wrongly it closes early, moves elsewhere or fills in, and the tree differs from the text.
 */

/** Elements without an end tag: https://html.spec.whatwg.org/#void-elements. */
const VOID = new Set(['br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
/** Elements whose content is text alone. */
const RAW = /<(style|title|textarea)\b([^>]*)>([\s\S]*?)<\/\1>/g;
const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|<(?!!doctype html>|!--)/g;

/**
 * @param source the page as it was written, every attribute in double quotes and every element closed
 * @param elements the names of the elements in the browser, in the order of the document
 * @returns what is wrong, a sentence each
 */
export function treeFaults(source: string, elements: readonly string[]): string[] {
  const text = source.replaceAll(RAW, '<$1$2></$1>');
  if (!/^<!doctype html>/i.test(text)) return ['the page does not start with <!doctype html>'];
  const written: string[] = [];
  const open: string[] = [];
  for (const match of text.matchAll(TAG)) {
    const [tag, slash, name, attributes = '', selfClosed] = match;
    if (name === undefined) return [`"${text.slice(match.index, match.index + 40)}" is not a tag`];
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) return [`${tag} closes <${last ?? 'nothing'}>`];
      continue;
    }
    const names = [...attributes.matchAll(/\s([\w:-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute!);
    const twice = names.find((attribute, i) => names.indexOf(attribute) !== i);
    if (twice !== undefined) return [`${tag.slice(0, 80)} has ${twice} twice`];
    written.push(name);
    if (selfClosed === '/' ? !VOID.has(name) && !open.includes('svg') : false) return [`${tag} does not close`];
    if (selfClosed !== '/' && !VOID.has(name)) open.push(name);
  }
  if (open.length > 0) return [`<${open.at(-1)}> is not closed`];
  const at = elements.findIndex((element, i) => element !== written[i]);
  if (at >= 0) return [`element ${at} is <${elements[at]}>, and was written as <${written[at]}>`];
  return written.length === elements.length ? [] : [`${written.length} elements are ${elements.length}`];
}
