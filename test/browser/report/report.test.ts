/**
 * The report in real browsers, on a desk and on a phone, in the light and in the dark, and on paper: nothing overlaps,
 * nothing is asked for, nothing is out of reach. Each check refuses a page in which its one thing is wrong.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/cli.ts';
import { BROWSERS } from '../browsers.ts';
import { BAD_PAGES, GOOD_PAGE, POLICY, type Check } from './pages.ts';
import { Visit, WIDTHS } from './visit.ts';

/** Firefox can't be told on its way: 0 is dark. */
const DARK_FIREFOX = { extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': 0 } };

const folder = temporaryFolder();
/** Gives the pages of the folder under the policy that a report is to be valid under. */
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const file = join(folder, url);
    response.writeHead(existsSync(file) ? 200 : 404, {
      'content-type': 'text/html',
      'content-security-policy': POLICY,
    });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What each check says of the open page. */
const CHECKS: Readonly<Record<Check, (visit: Visit, source: string) => Promise<string[]>>> = {
  noise: (visit) => visit.noise(),
  served: (visit) => visit.noise(),
  markup: (visit, source) => visit.markupFaults(source),
  layout: async (visit) => {
    const faults: string[] = [];
    for (const width of WIDTHS) {
      await visit.resize(width);
      faults.push(...(await visit.layoutFaults()).map((fault) => `${width} px: ${fault}`));
    }
    return faults;
  },
  paper: (visit) => visit.paperFaults(),
  keyboard: (visit) => visit.keyboardFaults(),
  axe: (visit) => visit.axeFaults(),
  dark: (visit) => visit.axeFaults(['color-contrast']),
};

for (const { name, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(`the report in ${title}`, () => {
    let browsers: Readonly<Record<'light' | 'dark', Browser>>;
    let light: Visit;
    let dark: Visit;

    beforeAll(async () => {
      const [one, other] = await Promise.all([open(), name === 'Firefox' ? open(DARK_FIREFOX) : undefined]);
      browsers = { light: one, dark: other ?? one };
      light = await Visit.start(browsers.light);
      dark = await Visit.start(browsers.dark);
      if (name === 'Chromium') await dark.turn('dark');
    });

    afterAll(async () => {
      await Promise.all([...new Set(Object.values(browsers))].map((browser) => browser.close()));
    });

    /** What a check says of a page. */
    async function faultsOf(check: Check, page: string): Promise<string[]> {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, page);
      const visit = check === 'dark' ? dark : light;
      await visit.to(check === 'served' ? `${address}${name}.html` : pathToFileURL(file).href);
      return CHECKS[check](visit, page);
    }

    const checks = (Object.keys(CHECKS) as Check[]).filter((check) => name === 'Chromium' || check !== 'paper');

    it.each(BAD_PAGES.filter(([, check]) => checks.includes(check)))(
      'the checks notice %s',
      async (_, check, said, change) => {
        expect((await faultsOf(check, change(GOOD_PAGE))).join('\n')).toMatch(said);
      },
    );

    it.each(checks)('a page that nothing is wrong with passes: %s', async (check) => {
      expect(await faultsOf(check, GOOD_PAGE)).toEqual([]);
    });
  });
}
