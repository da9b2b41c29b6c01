/**
 * The report in real browsers, on a desk and on a phone, in the light and in the dark, and on paper: nothing overlaps,
 * nothing is asked for, nothing is out of reach. Each check refuses a page in which its one thing is wrong.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/cli.ts';
import { succeed } from '../../support/run-here.ts';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { galleryPage } from './gallery-page.ts';
import { BAD_PAGES, GOOD_PAGE } from './pages.ts';
import { Readers, type Check } from './readers.ts';
import { REPORTS } from './reports.ts';

const QUICK: readonly Check[] = ['markup', 'layout', 'keyboard', 'noise', 'served'];
/** Contrast takes seconds, and all reports have the same colours: one is looked at. */
const CHECKS = [...QUICK, 'axe', 'contrast', 'dark', 'paper'] as const;
/** Firefox can't be told to lay a page out as on paper; of the colours, which are the same, it is asked for the dark ones. */
const UNTOLD: Readonly<Record<string, readonly Check[]>> = { Chromium: [], Firefox: ['paper', 'contrast'] };
/** What every report has is seen in the course's; what differs by browser, in names from right to left. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  Chromium: Object.keys(REPORTS).filter((which) => which !== 'the course' && which !== 'the course, plain'),
  Firefox: ['hostile names'],
};

const folder = temporaryFolder();
const pages = new Map<string, Promise<string>>();

/** The report of a run, trained once for all browsers. */
function reportOf(which: string): Promise<string> {
  let page = pages.get(which);
  if (page === undefined) {
    const run = join(folder, which);
    page = REPORTS[which]!(run).then(() => readFileSync(join(run, 'report.html'), 'utf8'));
    pages.set(which, page);
  }
  return page;
}

/** Runs of the same file on one page. */
async function reportSideBySide(...runs: readonly string[]): Promise<string> {
  for (const run of runs) await reportOf(run);
  const output = join(folder, 'both.html');
  await succeed(['report', ...runs.map((run) => join(folder, run)), '--output', output, '--force', '--quiet']);
  return readFileSync(output, 'utf8');
}

it.each(Object.keys(REPORTS))('the report of %s is one file of at most 500 kB', async (which) => {
  expect(Buffer.byteLength(await reportOf(which))).toBeLessThan(500_000);
});

for (const browser of BROWSERS) {
  describe.skipIf(!browser.isThere)(`the report in ${browser.title}`, () => {
    const able = (checks: readonly Check[]) => checks.filter((check) => !UNTOLD[browser.name]!.includes(check));
    let readers: Readers;
    beforeAll(async () => {
      readers = await Readers.start(browser, folder);
    });
    afterAll(async () => {
      await readers.close();
    });

    it('of the course has no fault in any check', async () => {
      expect(await readers.faults(await reportOf('the course'), able(CHECKS))).toEqual([]);
    });

    it('of the course is printed', async () => {
      const pdf = await readers.print(await reportOf('the course'));
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      // A page of nothing has a few kB.
      expect(pdf.length).toBeGreaterThan(100_000);
    });

    it.each(OTHERS[browser.name]!)('of %s has no fault', async (which) => {
      expect(await readers.faults(await reportOf(which), able([...QUICK, 'axe', 'paper']))).toEqual([]);
    });

    it('of two runs side by side has no fault', async () => {
      const page = await reportSideBySide('the course', 'the course, plain');
      expect(await readers.faults(page, able([...QUICK, 'axe', 'paper']))).toEqual([]);
    });

    it.each([640, 350])('no label of the gallery of charts, %i px wide, stands on another or is cut', async (width) => {
      expect(await readers.faults(galleryPage(width), QUICK)).toEqual([]);
    });

    it('a good page passes', async () => {
      expect(await readers.faults(GOOD_PAGE, able(CHECKS))).toEqual([]);
    });

    it.each(BAD_PAGES.filter(([, check]) => able([check]).length > 0))(
      'noticed: %s',
      async (_, check, said, change) => {
        expect((await readers.faults(change(GOOD_PAGE), [check])).join('\n')).toMatch(said);
      },
    );
  });
}
