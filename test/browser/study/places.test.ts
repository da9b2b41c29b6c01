/**
 * Every level and view of the study page, reached by its URL: within reach of everybody, without a fault of layout, on a
 * desk in the light and in a hand in the dark.
 */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { StudyPages } from '../../../bench/page/study-pages.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { StudyReader } from './study-reader.ts';

const START = 'set=moons&hidden=6,4&rate=0.01&seed=1&step=48&row=3&ask=no&part=adam';

/** What stands behind the start, and what the page then says. */
const PLACES: readonly (readonly [name: string, hash: string, says: RegExp])[] = [
  ['the step', '', /Step of the row/],
  ['a neuron', 'neuron=1.2', /Neuron 1\.2/],
  ['a product', 'neuron=1.2&param=W1[1,2]', /W1\[1,2\]/],
  ['an equation', 'neuron=1.2&eq=dense.z', /A unit says how much/],
  ['its code', 'neuron=1.2&eq=dense.z&code=yes', /reference\.ts|dense\.ts/],
  ['the surface', 'view=surface', /Across/],
  ['the losses', 'view=loss', /epoch/],
  ['the weights', 'view=weights', /W1/],
  ['the layers', 'view=layers', /layer/],
  ['the confusion', 'view=confusion', /confusion/i],
];

const LOOKS = [
  { engine: 'Chromium', scheme: 'light', width: 1280 },
  { engine: 'Chromium', scheme: 'dark', width: 390 },
  { engine: 'Firefox', scheme: 'light', width: 390 },
] as const;

let file: string;

beforeAll(async () => {
  file = await (await StudyPages.build(ROOT, temporaryFolder())).file();
});

for (const { engine, scheme, width } of LOOKS) {
  const { title, isThere, open } = BROWSERS.find(({ name }) => name === engine)!;
  describe.skipIf(!isThere)(`${title}, ${scheme}, ${width} px`, () => {
    let browser: Browser;
    let reader: StudyReader;

    beforeAll(async () => {
      browser = await open(withoutNetwork(engine, scheme));
      reader = await StudyReader.start(browser);
      if (engine === 'Chromium') await reader.visit.turn(scheme);
      await reader.open(`${file}#${START}`, width);
    });

    afterAll(() => browser.close());

    it.each(PLACES)('%s is without a fault', async (_, hash, says) => {
      const { visit, page } = reader;
      await page.evaluate(`location.hash = ${JSON.stringify(`${START}&${hash}`)}`);
      await reader.waitForText(says);
      const faults = [...(await visit.layoutFaults()), ...(await visit.noise())];
      // Firefox has the same elements and the same colours.
      if (engine === 'Chromium') faults.push(...(await visit.axeFaults(scheme === 'light' ? 'others' : 'contrast')));
      expect(faults).toEqual([]);
    });
  });
}
