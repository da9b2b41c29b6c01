/**
 * Somebody who uses the study page, and finds things by their roles and names, as a screen reader does.
 */
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { Visit } from '../visit/visit.ts';

/** Longer than anything takes: what waits so long has failed. */
const PATIENCE_MS = 10_000;

/** Notes when the first neuron can be opened, in milliseconds since the page was asked for. */
const WATCH_READY = `(() => {
  const watcher = new MutationObserver(() => {
    if (document.querySelector('[aria-label^="neuron "]') === null) return;
    globalThis.__readyMs = performance.now();
    watcher.disconnect();
  });
  watcher.observe(document, { childList: true, subtree: true, attributes: true });
})()`;

/** What the page hands to the reader's disk and clipboard, kept here: texts by their file's name, and the last copy. */
const WATCH_HANDED = `(() => {
  const handed = globalThis.__handed = { files: {}, copied: null };
  const blobs = new Map();
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL(blob);
    blobs.set(url, blob);
    return url;
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.hasAttribute('download')) return click.call(this);
    void blobs.get(this.href).text().then((text) => (handed.files[this.download] = text));
  };
  const writeText = (text) => Promise.resolve(void (handed.copied = text));
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
})()`;

/** Runs in the page: drops a file on it. */
const DROP = `(name, text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: 'text/csv' }));
  const options = { bubbles: true, cancelable: true, dataTransfer: data };
  for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, options));
}`;

const ROLES = {
  button: 'button, [role=button]',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  radio: 'input[type=radio]',
  region: 'section, [role=region]',
  slider: 'input[type=range]',
  spinbutton: 'input[type=number]',
  tab: '[role=tab]',
  textbox: 'input:not([type]), input[type=text], input[type=search]',
} as const;
export type Role = keyof typeof ROLES;

/**
 * Runs in the page: the element of a kind by its name, as far as names are made here. That everything has a name is for
 * axe-core to say; to ask a browser for its accessible tree takes seconds.
 */
const FIND = `(selector, name) => {
  const textOf = (id) => document.getElementById(id)?.textContent ?? '';
  const nameOf = (one) => one.getAttribute('aria-label')
    ?? one.getAttribute('aria-labelledby')?.split(' ').map(textOf).join(' ')
    ?? (one.labels?.length > 0 ? [...one.labels].map(({ textContent }) => textContent).join(' ') : one.textContent);
  return [...document.querySelectorAll(selector)]
    .find((one) => one.checkVisibility() && nameOf(one).replaceAll(/\\s+/g, ' ').trim() === name) ?? null;
}`;

export class StudyReader {
  readonly visit: Visit;
  readonly page: Page;

  private constructor(visit: Visit) {
    this.visit = visit;
    this.page = visit.page;
  }

  /** The caller closes the browser. */
  static async start(browser: Browser): Promise<StudyReader> {
    const visit = await Visit.start(browser);
    visit.page.setDefaultTimeout(PATIENCE_MS);
    for (const script of [WATCH_READY, WATCH_HANDED]) await visit.page.evaluateOnNewDocument(script);
    return new StudyReader(visit);
  }

  /**
   * Opens the page, and waits until it is ready.
   *
   * @returns milliseconds from the call of the page to its first neuron
   */
  async open(url: string, width = 1280): Promise<number> {
    await this.visit.resize(width);
    // Another hash alone would be no other visit.
    await this.visit.to('about:blank');
    await this.visit.to(url);
    await this.page.waitForFunction('globalThis.__readyMs !== undefined');
    return (await this.page.evaluate('globalThis.__readyMs')) as number;
  }

  /** Waits for it. */
  async find(role: Role, name: string): Promise<ElementHandle> {
    const given = [ROLES[role], name].map((one) => JSON.stringify(one)).join();
    const found = await this.page.waitForFunction(`(${FIND})(${given})`);
    return found.asElement() as ElementHandle;
  }

  async press(name: string, role: Role = 'button'): Promise<void> {
    const found = await this.find(role, name);
    await found.click();
  }

  async drop(name: string, text: string): Promise<void> {
    await this.page.evaluate(`(${DROP})(${JSON.stringify(name)}, ${JSON.stringify(text)})`);
  }

  /** Types a number into a field, and leaves the field. */
  async type(role: Role, name: string, text: string): Promise<void> {
    const field = await this.find(role, name);
    await field.evaluate((element) => (element as unknown as { select: () => void }).select());
    await field.type(text);
    await field.press('Enter');
  }

  /** Answers the question that stands there with its first option, or with 0. */
  async guess(): Promise<void> {
    const field = (await this.page.waitForSelector('[name=guess]'))!;
    const isChoice = await field.evaluate((element) => (element as unknown as { type: string }).type === 'radio');
    if (isChoice) await field.click();
    else await field.type('0');
    await this.press('Answer');
  }

  /** The text of the file that the page saves when a button is pressed. */
  async saved(button: string, file: string): Promise<string> {
    await this.page.evaluate(`delete globalThis.__handed.files[${JSON.stringify(file)}]`);
    await this.press(button);
    const place = `globalThis.__handed.files[${JSON.stringify(file)}]`;
    await this.page.waitForFunction(`${place} !== undefined`);
    return (await this.page.evaluate(place)) as string;
  }

  async copied(button: string): Promise<string> {
    await this.page.evaluate('globalThis.__handed.copied = null');
    await this.press(button);
    await this.page.waitForFunction('globalThis.__handed.copied !== null');
    return (await this.page.evaluate('globalThis.__handed.copied')) as string;
  }

  isDark(): Promise<unknown> {
    return this.page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
  }

  /** What the page says, as far as it can be seen. */
  async text(): Promise<string> {
    return (await this.page.evaluate('document.body.innerText')) as string;
  }

  async waitForText(pattern: RegExp): Promise<string> {
    await this.page.waitForFunction(`${String(pattern)}.test(document.body.innerText)`);
    return pattern.exec(await this.text())![0];
  }
}
