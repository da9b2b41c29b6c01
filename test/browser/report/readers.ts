/**
 * A browser that reads reports in the light and one that reads them in the dark, from a file and from a server that
 * demands the policy of a report: what each check says of a page.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import type { BrowserOnDisk } from '../../../bench/page/browsers.ts';
import { Visit, WIDTHS } from '../visit/visit.ts';

export const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export type Check = keyof typeof CHECKS;

/** What each check says of the open page. */
const CHECKS = {
  /** The page as it was written. */
  markup: (visit: Visit, source: string) => visit.markupFaults(source),
  /** At each width, with every disclosure closed, then open. */
  layout: async (visit: Visit) => {
    const faults: string[] = [];
    for (const isOpen of [false, true]) {
      await visit.disclose(isOpen);
      for (const width of WIDTHS) {
        await visit.resize(width);
        faults.push(...(await visit.layoutFaults()).map((fault) => `${width} px: ${fault}`));
      }
    }
    return faults;
  },
  /** With every disclosure open. */
  keyboard: (visit: Visit) => visit.keyboardFaults(),
  /** All rules of axe-core but that of contrast. */
  axe: (visit: Visit) => visit.axeFaults('others'),
  contrast: (visit: Visit) => visit.axeFaults('contrast'),
  dark: (visit: Visit) => visit.axeFaults('contrast'),
  paper: (visit: Visit) => visit.paperFaults(),
  /** From a file. */
  noise: (visit: Visit) => visit.noise(),
  /** From a server: the last one, so that what comes late has come. */
  served: (visit: Visit) => visit.noise(),
};

/** Firefox can't be told on its way: 0 is dark. */
const DARK_FIREFOX = { extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': 0 } };

export class Readers {
  readonly #browsers: readonly Browser[];
  readonly #light: Visit;
  readonly #dark: Visit;
  readonly #server: Server;
  readonly #file: string;

  private constructor(browsers: readonly Browser[], light: Visit, dark: Visit, server: Server, file: string) {
    this.#browsers = browsers;
    this.#light = light;
    this.#dark = dark;
    this.#server = server;
    this.#file = file;
  }

  /**
   * Starts them; the caller closes them.
   *
   * @param folder where the page is written that they read
   */
  static async start({ name, open }: BrowserOnDisk, folder: string): Promise<Readers> {
    const file = join(folder, `${name}.html`);
    const server = createServer(({ url }, response) => {
      const isThere = url === '/' && existsSync(file);
      response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': POLICY });
      response.end(isThere ? readFileSync(file) : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browsers = await Promise.all(name === 'Firefox' ? [open(), open(DARK_FIREFOX)] : [open()]);
    const [light, dark] = [await Visit.start(browsers[0]), await Visit.start(browsers.at(-1)!)];
    if (name === 'Chromium') await dark.turn('dark');
    return new Readers(browsers, light, dark, server, file);
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What the checks say of a page, a line each. */
  async faults(page: string, checks: readonly Check[]): Promise<string[]> {
    writeFileSync(this.#file, page);
    const served = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
    const rounds: readonly (readonly [Visit, url: string, Check[]])[] = [
      [this.#light, pathToFileURL(this.#file).href, ['noise']],
      [this.#light, served, ['contrast', 'markup', 'layout', 'keyboard', 'axe', 'paper', 'served']],
      [this.#dark, served, ['dark']],
    ];
    const faults: string[] = [];
    for (const [visit, url, round] of rounds) {
      const wanted = round.filter((check) => checks.includes(check));
      if (wanted.length === 0) continue;
      await visit.to(url);
      for (const check of wanted) {
        faults.push(...(await CHECKS[check](visit, page)).map((fault) => `${check}: ${fault}`));
      }
    }
    return faults;
  }

  /** What the reader in the dark has on paper, which is light. */
  async print(page: string): Promise<Uint8Array> {
    writeFileSync(this.#file, page);
    await this.#dark.to(pathToFileURL(this.#file).href);
    return this.#dark.print();
  }
}
