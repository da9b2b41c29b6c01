/**
 * What the views of the study page show, in both engines: each says what to look at, has a table twin with the worker's
 * numbers, follows the network, and leads to rows and weights.
 */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { StudyPages } from '../../../bench/page/study-pages.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { StudyReader } from './study-reader.ts';

const PLACE = '#set=moons&hidden=6,4&rate=0.01&seed=1&step=60&row=17&ask=no';

/** The rows of the table twin in the open view, cell by cell. */
const TWIN = `(async () => {
  const twin = document.querySelector('#view details');
  twin.open = true;
  while (twin.querySelector('tbody tr') === null) await new Promise(requestAnimationFrame);
  return [...twin.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
})()`;

let pages: StudyPages;

beforeAll(async () => {
  pages = await StudyPages.build(process.env['STUDY_ROOT'] ?? ROOT, temporaryFolder());
});

for (const { name, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    let browser: Browser;
    let reader: StudyReader;
    const twin = async () => (await reader.page.evaluate(TWIN)) as string[][];

    beforeAll(async () => {
      browser = await open(withoutNetwork(name, 'light'));
      reader = await StudyReader.start(browser);
      await reader.open((await pages.file()) + PLACE);
    });

    afterAll(() => browser.close());

    it('shows a surface that moves when a weight is changed', async () => {
      await reader.waitForText(/p of class upper goes from/);
      const before = await twin();
      expect(before).toHaveLength(7);
      expect(before.flatMap((row) => row.slice(1)).every((p) => Number(p) >= 0 && Number(p) <= 1)).toBe(true);
      await reader.press('neuron 3.1 (lower)');
      await reader.type('spinbutton', 'b3[1]', '40');
      // Nothing is upper any more.
      await reader.waitForText(/p of class upper goes from 0\.00 to 0\.00/);
      expect(await twin()).not.toEqual(before);
      await reader.type('spinbutton', 'b3[1]', '0');
    });

    it('shows losses with as many rows as epochs', async () => {
      await reader.press('Loss', 'tab');
      await reader.waitForText(/The validation loss was lowest in epoch/);
      const before = (await twin()).length;
      await reader.press('Epoch');
      await reader.page.waitForFunction(`document.querySelectorAll('#view details tbody tr').length > ${before}`);
    });

    it('shows weights as numbers, the strongest of them in words', async () => {
      await reader.press('Weights', 'tab');
      const text = await reader.waitForText(/The strongest of 12 weights is \S+, from x\d to unit 1\.\d/);
      const strongest = /is (\S+),/.exec(text)![1]!;
      expect(await reader.page.evaluate(`document.querySelector('#view table').innerText`)).toContain(strongest);
    });

    it('shows how the layers do', async () => {
      await reader.press('Layers', 'tab');
      await reader.waitForText(/on 192 rows/);
      const rows = await twin();
      expect(rows).toHaveLength(9);
      expect(rows[0]!.slice(0, 2)).toEqual(['1', 'activation']);
    });

    it('leads from a cell of the confusion to its rows, and to the step of one of them', async () => {
      await reader.press('Confusion', 'tab');
      await reader.waitForText(/Of 24 validation rows/);
      const cell = `[...document.querySelectorAll('#view td button')].find((one) => Number(one.textContent) > 0)`;
      const count = Number(await reader.page.evaluate(`${cell}.textContent`));
      await reader.page.evaluate(`${cell}.click()`);
      await reader.waitForText(new RegExp(`${count} rows of class \\w+ taken for class \\w+`));
      const rows = `[...document.querySelectorAll('#view p button')]`;
      await reader.page.waitForFunction(`${rows}.length === ${count}`);
      const number = /^\d+/.exec(String(await reader.page.evaluate(`${rows}[0].textContent`)))![0];
      await reader.page.evaluate(`${rows}[0].click()`);
      await reader.page.waitForFunction(`location.hash.includes('row=${number}&')`);
    });

    it('saves the drawing with its weights', async () => {
      const svg = await reader.saved('Save drawing', 'network.svg');
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg).toContain('A network of 2, 6, 4, 2 units');
      expect(svg.match(/<circle/g)).toHaveLength(6 + 4 + 2);
    });

    it('draws the error of a difference against h', async () => {
      await reader.open(`${await pages.file()}${PLACE}&neuron=3.1&param=b3[1]&part=adam`);
      await reader.press('Check this gradient');
      await reader.waitForText(/In float64 the difference comes nearest to the gradient at h =/);
    });

    it('says nothing to the console, asks for nothing, and has no fault that axe finds in a view', async () => {
      for (const tab of ['Surface', 'Loss', 'Weights', 'Layers', 'Confusion']) {
        await reader.press(tab, 'tab');
        for (const rules of ['others', 'contrast'] as const) {
          expect(await reader.visit.axeFaults(rules), tab).toEqual([]);
        }
      }
      expect(await reader.visit.noise()).toEqual([]);
    });
  });
}
