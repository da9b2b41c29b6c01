/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Whether the open page is whole: runs in the page, and must not use anything outside itself.
 *
 * @returns what is wrong, a sentence each: an id twice, a reference to nothing, a link out of the file, a drawing without
 * a name, a figure without its table, a script
 */
export function markupFaults(): string[] {
  const faults: string[] = [];
  const all = [...document.querySelectorAll('*')];
  const named = (element: Element) => `<${element.localName}${element.id === '' ? '' : ` id=${element.id}`}>`;

  const ids = new Map<string, number>();
  for (const { id } of all) if (id !== '') ids.set(id, (ids.get(id) ?? 0) + 1);
  for (const [id, count] of ids) if (count > 1) faults.push(`the id ${id} stands ${count} times`);

  for (const element of all) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) faults.push(`${named(element)} has a script in ${name}`);
      const wanted =
        name === 'aria-labelledby' || name === 'aria-describedby' || name === 'headers' || name === 'for'
          ? value.split(' ')
          : [...value.matchAll(/url\(['"]?#([^'")]+)['"]?\)/g)].map(([, id]) => id!);
      for (const id of wanted) {
        if (document.getElementById(id) === null) faults.push(`${named(element)} names #${id}, which is not there`);
      }
    }
    const href = element.getAttribute('href') ?? element.getAttribute('xlink:href');
    if (href === null || element.localName === 'link') continue;
    if (!href.startsWith('#')) faults.push(`${named(element)} leads out of the file, to ${href.slice(0, 80)}`);
    else if (document.getElementById(decodeURIComponent(href.slice(1))) === null) {
      faults.push(`a link leads to ${href}, which is not there`);
    }
  }

  if (document.querySelector('link[rel=icon][href^="data:"]') === null) {
    faults.push('the page names no icon, so that browsers ask a server for one');
  }
  if (document.scripts.length > 0) faults.push(`the page has ${document.scripts.length} scripts`);
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const names = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    const name = names.map((element) => element?.textContent ?? '').join(' ');
    const title = [...svg.children].find(({ localName }) => localName === 'title')?.textContent ?? '';
    if ((name + title + (svg.getAttribute('aria-label') ?? '')).trim() === '') {
      faults.push(`${named(svg)} has no name`);
    }
  }
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.getAttribute('role') !== 'img' && svg.getAttribute('aria-hidden') !== 'true') {
      faults.push(`${named(svg)} is neither an image nor hidden`);
    }
  }
  for (const figure of document.querySelectorAll('figure')) {
    if (figure.querySelector('svg') === null) faults.push(`${named(figure)} has no picture`);
    if (figure.querySelector('table') === null) faults.push(`${named(figure)} has no table`);
    if ((figure.querySelector('figcaption')?.textContent ?? '').trim() === '') {
      faults.push(`${named(figure)} has no sentence`);
    }
  }
  return faults;
}
