/**
 * A reader of pages in a browser: what a page says, asks for or is forbidden is written down, and its layout, markup,
 * keyboard and accessibility are looked at.
 */
import axe from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { markupFaults } from './in-page/markup.ts';
import { textFaults } from './in-page/text-boxes.ts';
import { treeFaults } from './written-tree.ts';

/** A screen in front of a desk, and one in a hand, in CSS pixels. */
export const WIDTHS = [1280, 390] as const;
const HEIGHT = 900;
const CONTRAST = 'color-contrast';
/** A4 between the margins that browsers leave. */
const PAPER_WIDTH = 718;

/** Boxes that only scroll upright may be stops, too, and a browser has some around the page. */
const OTHER_STOPS = 5;

/** A page's own: what lies in it, and what it made itself. */
const OWN = /^(?:data|blob):/;

export class Visit {
  readonly #page: Page;
  #url = 'about:blank';
  #said: string[] = [];

  private constructor(page: Page) {
    this.#page = page;
  }

  /** The caller closes it. */
  static async start(browser: Browser): Promise<Visit> {
    const page = await browser.newPage();
    const visit = new Visit(page);
    page.on('console', (message) => visit.#said.push(`the console says: ${message.text()}`));
    page.on('pageerror', (error) => visit.#said.push(`the page fails: ${String(error)}`));
    page.on('request', (request) => {
      const url = request.url();
      if (url !== visit.#url && !OWN.test(url)) visit.#said.push(`it asks for ${url}`);
    });
    await page.evaluateOnNewDocument(WATCH);
    return visit;
  }

  /** What is looked at. */
  get page(): Page {
    return this.#page;
  }

  /** Opens a page. */
  async to(url: string): Promise<void> {
    this.#said = [];
    this.#url = url;
    await this.#page.goto(url);
  }

  async close(): Promise<void> {
    await this.#page.close();
  }

  async resize(width: number): Promise<void> {
    await this.#page.setViewport({ width, height: HEIGHT });
  }

  /** Opens or closes every disclosure. */
  async disclose(open: boolean): Promise<void> {
    await this.#page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = ${open}`);
  }

  /** What was said, asked for and forbidden since the page was opened. */
  async noise(): Promise<string[]> {
    const forbidden = (await this.#page.evaluate('globalThis.__forbidden')) as string[];
    return [...this.#said, ...forbidden.map((what) => `the policy forbids ${what}`)];
  }

  /** Light or dark; of Firefox, which can't be told, it is a matter of how it was started. */
  async turn(scheme: 'light' | 'dark'): Promise<void> {
    await this.#page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  /** What doesn't fit at this width: texts on each other, labels cut off, a page to scroll sideways. */
  async layoutFaults(): Promise<string[]> {
    return [...((await this.#page.evaluate(WIDER)) as string[]), ...(await this.#page.evaluate(textFaults))];
  }

  /** What the page lacks, whatever its width. */
  async markupFaults(source: string): Promise<string[]> {
    const elements = (await this.#page.evaluate(
      `[...document.querySelectorAll('*')].map(({ localName }) => localName)`,
    )) as string[];
    return [...treeFaults(source, elements), ...(await this.#page.evaluate(markupFaults))];
  }

  /** What the Tab key can't reach: disclosures, links, boxes that scroll. */
  async keyboardFaults(): Promise<string[]> {
    const stops = (await this.#page.evaluate(STOPS)) as number;
    for (let i = 0; i < stops + OTHER_STOPS; i++) await this.#page.keyboard.press('Tab');
    return (await this.#page.evaluate('globalThis.__unreached()')) as string[];
  }

  /** What axe-core finds, with the places: of its rule of contrast, which takes as long as all others, or of these. */
  async axeFaults(which: 'contrast' | 'others'): Promise<string[]> {
    if (!(await this.#page.evaluate(`'axe' in globalThis`))) await this.#page.evaluate(`${axe.source};void 0`);
    const options = {
      preload: false,
      resultTypes: ['violations'],
      ...(which === 'contrast' ? { runOnly: [CONTRAST] } : { rules: { [CONTRAST]: { enabled: false } } }),
    };
    return (await this.#page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => \`axe \${id}: \${help}: \${nodes.slice(0, 3).map(({ target }) => target).join(' ')}\`))`)) as string[];
  }

  /** What doesn't fit on a sheet of paper, where nothing can be scrolled. Firefox can't be told to lay a page out so. */
  async paperFaults(): Promise<string[]> {
    await this.#page.emulateMediaType('print');
    await this.resize(PAPER_WIDTH);
    const faults = [...(await this.layoutFaults()), ...((await this.#page.evaluate(CUT)) as string[])];
    await this.#page.emulateMediaType('screen');
    return faults;
  }

  /** The page as a PDF. */
  async print(): Promise<Uint8Array> {
    return this.#page.pdf({ format: 'a4' });
  }
}

const WATCH = `globalThis.__forbidden = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  globalThis.__forbidden.push(effectiveDirective + ' ' + blockedURI));`;

const WIDER = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) return [];
  const widest = [...document.body.querySelectorAll('*')]
    .toSorted((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0];
  return [\`the page scrolls sideways: it is \${document.documentElement.scrollWidth} px wide of \${width}, for \${widest.outerHTML.slice(0, 80)}\`];
})()`;

const CUT = `[...document.querySelectorAll('*')]
  .filter((box) => getComputedStyle(box).overflowX !== 'visible' && box.closest('svg') === null)
  .filter((box) => box.checkVisibility() && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)
  .map((box) => \`paper cuts \${box.outerHTML.slice(0, 120)}\`)`;

const STOPS = `(() => {
  const control = 'a[href], summary, [tabindex="0"], button, select, input:not([type=radio])';
  // A box with controls in it scrolls to them.
  const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth + 1
    && box.querySelector(control) === null;
  const stops = [...document.querySelectorAll('*')]
    .filter((box) => box.matches(control) || scrolls(box))
    .filter((box) => !box.matches(':disabled, :not(summary)[tabindex="-1"]'))
    .filter((box) => box.checkVisibility());
  const reached = new Set();
  // Not focusin: a window behind another one has none.
  document.addEventListener('keyup', () => reached.add(document.activeElement));
  // From the top of the page, wherever the last page was left.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  globalThis.__unreached = () => stops.filter((box) => !reached.has(box)).map((box) =>
    \`the Tab key does not reach \${box.outerHTML.slice(0, 80)}\`);
  return stops.length;
})()`;
