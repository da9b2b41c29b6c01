/**
 * The study page in real browsers without a network, from the server and from a file, on a desk and in a hand, in the light
 * and in the dark: it asks for nothing, says nothing to the console, and is within reach of everybody.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { StudyPages } from '../../../bench/page/study-pages.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';
import type { Opening } from '../../../src/study/opening/opening.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import type { Visit } from '../visit/visit.ts';
import { StudyReader } from './study-reader.ts';

const SLICE: Opening = { data: { kind: 'set', name: 'audiobooks' }, training: { hidden: [50, 50, 50] } };

const CHECKS = {
  /** Within reach: all rules of axe-core but that of contrast, which takes as long as all others. */
  axe: (visit: Visit) => visit.axeFaults('others'),
  contrast: (visit: Visit) => visit.axeFaults('contrast'),
  layout: (visit: Visit) => visit.layoutFaults(),
  keyboard: (visit: Visit) => visit.keyboardFaults(),
  /** Last, so that what comes late has come. */
  noise: (visit: Visit) => visit.noise(),
};
type Check = keyof typeof CHECKS;

interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: 1280 | 390;
  readonly from: 'server' | 'file';
  readonly checks: readonly Check[];
}

/** Light and dark differ in colours, server and file in what may be asked for. */
const LOOKS: readonly Look[] = [
  { scheme: 'light', width: 1280, from: 'server', checks: ['axe', 'contrast', 'layout', 'keyboard', 'noise'] },
  { scheme: 'light', width: 390, from: 'server', checks: ['axe', 'layout', 'keyboard', 'noise'] },
  { scheme: 'light', width: 1280, from: 'file', checks: ['noise'] },
  { scheme: 'light', width: 390, from: 'file', checks: ['layout', 'noise'] },
  { scheme: 'dark', width: 1280, from: 'file', checks: ['contrast', 'noise'] },
  { scheme: 'dark', width: 390, from: 'server', checks: ['contrast', 'noise'] },
];

/** What each check must refuse: a change of the page. */
const BROKEN: readonly (readonly [check: Check, says: RegExp, change: (page: string) => string])[] = [
  ['axe', /html-has-lang/, (page) => page.replace(' lang="en"', '')],
  [
    'layout',
    /scrolls sideways/,
    (page) => page.replace('<body>', '<body><table width="3000"><tbody><tr><td>x</td></tr></tbody></table>'),
  ],
  ['contrast', /color-contrast/, (page) => page.replace('<body>', '<body><p><font color="#ddd">pale</font></p>')],
  ['keyboard', /does not reach/, (page) => page.replace('<body>', '<body inert><p>x</p>')],
  ['noise', /forbids img-src/, (page) => page.replace('<body>', '<body><img alt="" src="https://example.org/a.png">')],
  ['noise', /forbids script-src/, (page) => page.replace('<body>', '<body><script>console.log(1)</script>')],
];

const folder = temporaryFolder();
let pages: StudyPages;
let addresses: Readonly<Record<'server' | 'file', string>>;

beforeAll(async () => {
  pages = await StudyPages.build(process.env['STUDY_ROOT'] ?? ROOT, folder);
  addresses = { server: await pages.serve(SLICE), file: await pages.file(SLICE) };
});

afterAll(() => pages.close());

async function faultsOf({ visit }: StudyReader, checks: readonly Check[]): Promise<string[]> {
  const faults: string[] = [];
  for (const check of checks) faults.push(...(await CHECKS[check](visit)).map((fault) => `${check}: ${fault}`));
  return faults;
}

for (const { name, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    describe.each(['light', 'dark'] as const)('in the %s', (scheme) => {
      let browser: Browser;
      let reader: StudyReader;

      beforeAll(async () => {
        browser = await open(withoutNetwork(name, scheme));
        reader = await StudyReader.start(browser);
        if (name === 'Chromium') await reader.visit.turn(scheme);
      });

      afterAll(() => browser.close());

      it.each(LOOKS.filter((look) => look.scheme === scheme))(
        'the page is ready, $width px wide from a $from, without a fault: $checks',
        async ({ width, from, checks }) => {
          const readyMs = await reader.open(addresses[from], width);
          console.log(`${name}, ${scheme}, ${width} px, from a ${from}: ready after ${Math.round(readyMs)} ms`);
          expect(await reader.isDark()).toBe(scheme === 'dark');
          expect(await faultsOf(reader, checks)).toEqual([]);
        },
      );

      // Both engines show the same page; the checks are refused in one.
      const broken = name === 'Chromium' && scheme === 'light' ? BROKEN : [];
      it.each(broken)('%s refuses what it is for: %s', async (check, says, change) => {
        const file = join(folder, 'broken.html');
        writeFileSync(file, change(readFileSync(fileURLToPath(addresses.file), 'utf8')));
        await reader.open(pathToFileURL(file).href);
        expect((await faultsOf(reader, [check])).join('\n')).toMatch(says);
      });
    });
  });
}
