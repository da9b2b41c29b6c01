/**
 * The course in a real browser, in the dialog of the study page: chapters by link, by keyboard and back, formulas drawn,
 * accessible, on a desk and on a phone.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAPTERS } from '../../../bench/course/chapters/chapters.ts';
import { courseHtml } from '../../../bench/course/course-html.ts';

import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { BROWSERS } from '../../../bench/page/browsers.ts';

const ENTRY = 'course-page';
/** A page with nothing but the button and the dialog; the equation that was asked for stands in its title. */
const PAGE = `
  import { h, render, Fragment } from 'preact';
  import '${ROOT}src/web/page.css';
  import { CourseButton, CourseDialog } from '${ROOT}src/web/course/course-dialog.tsx';
  const onEquation = (id) => { document.title = id; };
  render(h(Fragment, null, h(CourseButton), h(CourseDialog, { onEquation })), document.getElementById('app'));
`;

async function writePage(file: string): Promise<void> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: ENTRY,
        resolveId: (id) => (id === ENTRY ? `${ROOT}${ENTRY}.js` : null),
        load: (id) => (id === `${ROOT}${ENTRY}.js` ? PAGE : null),
      },
    ],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, rolldownOptions: { input: ENTRY, output: { format: 'iife' } } },
  });
  const { output } = result as Rolldown.RolldownOutput;
  const code = output[0].code.replaceAll('</script', String.raw`<\/script`);
  const styles = output.flatMap((one) => (one.type === 'asset' ? [String(one.source)] : []));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${styles.join('')}</style></head>
<body><main><h1>page</h1><div id="app"></div></main><template id="study-course">${await courseHtml(ROOT)}</template>
<script>${code}</script></body></html>`;
  writeFileSync(file, html);
}

for (const browser of BROWSERS) {
  describe.skipIf(!browser.isThere)(`the course in ${browser.title}`, () => {
    const file = join(temporaryFolder(), 'course.html');
    const said: string[] = [];
    let opened: Browser;
    let page: Page;

    beforeAll(async () => {
      [opened] = await Promise.all([browser.open(), writePage(file)]);
      page = await opened.newPage();
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(pathToFileURL(file).href);
    });
    afterAll(async () => {
      await opened.close();
    });

    const text = (selector: string) => page.$eval(selector, (element) => element.textContent);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    /** Rules of WCAG that the page breaks, with the first place of each. */
    const violations = async () => {
      await page.evaluate(axe.source);
      const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      return found.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
    };

    it('opens with the list of 12 chapters', async () => {
      await page.click('button');
      expect(await text('dialog h2')).toBe('The course');
      expect(await page.$$('dialog li')).toHaveLength(12);
      expect(await violations()).toEqual([]);
    });

    it('opens a chapter, its title in focus, and follows its links', async () => {
      await page.click('dialog [data-chapter="02-dense-and-shapes"]');
      expect(await focused()).toMatch(/^2 · /);
      await page.focus('article [data-chapter="07-backward-by-shapes"]');
      await page.keyboard.press('Enter');
      expect(await focused()).toMatch(/^7 · /);
      await page.click('nav [data-chapter="08-checking-gradients"]');
      expect(await focused()).toMatch(/^8 · /);
    });

    it('draws every formula as MathML, wider than nothing and higher than a line', async () => {
      const sizes = await page.$$eval('math[display=block]', (formulas) => {
        return formulas.map((formula) => [
          formula.getBoundingClientRect().width,
          formula.getBoundingClientRect().height,
        ]);
      });
      expect(sizes.length).toBeGreaterThan(0);
      for (const [width, height] of sizes) {
        expect(width).toBeGreaterThan(40);
        expect(height).toBeGreaterThan(18);
      }
    });

    it('Esc goes from a chapter to the list, and from there to the page', async () => {
      await page.keyboard.press('Escape');
      expect(await text('dialog h2')).toBe('The course');
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { hidden: true });
      expect(await focused()).toBe('Course');
    });

    it('hands on an equation that is asked for, and closes', async () => {
      await page.keyboard.press('Enter');
      await page.click('dialog [data-chapter="03-relu"]');
      await page.click('dialog [data-equation="relu.dz"]');
      await page.waitForSelector('dialog', { hidden: true });
      expect(await page.title()).toBe('relu.dz');
    });

    it('goes to the row and unit of a chapter in the page itself', async () => {
      await page.click('button');
      await page.focus('dialog [data-study]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog', { hidden: true });
      expect(new URL(page.url()).hash).toBe('#set=moons&hidden=3&step=60&row=23&neuron=1.1');
    });

    it('every chapter is accessible, and on a phone nothing is wider than the screen', async () => {
      await page.setViewport({ width: 390, height: 900 });
      await page.click('button');
      // It opens where it was left.
      expect(await focused()).toMatch(/^3 · /);
      await page.click('nav [data-chapter="README"]');
      const all = CHAPTERS.map(({ name }) => name);
      // axe takes half a second for each: the other browser looks at the longest.
      for (const name of browser.name === 'Chromium' ? all : all.slice(6, 7)) {
        await page.click(`dialog [data-chapter="${name}"]`);
        expect(await violations(), name).toEqual([]);
        const width = await page.$eval('dialog', (dialog) => dialog.scrollWidth - dialog.clientWidth);
        expect(width, name).toBeLessThanOrEqual(0);
        await page.click('nav [data-chapter="README"]');
      }
      expect(said).toEqual([]);
    });

    it('axe refuses a chapter whose headings skip a level and whose button says nothing', async () => {
      await page.$eval('dialog h2', (title) =>
        title.insertAdjacentHTML('afterend', '<button></button><img src="data:,">'),
      );
      expect((await violations()).join('\n')).toMatch(/button-name[^]*image-alt/);
    });
  });
}
