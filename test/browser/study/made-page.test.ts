/**
 * Pages that `glassnet study --output` wrote, of a file and of models: opened from the disk without a network, they show
 * what they were made for, and what they save is what the command prints that they copy.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';
import { STUDY_SETS } from '../../../src/study/sets/sets.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { smallArrays } from '../../support/small-arrays.ts';
import { succeed } from '../../support/run-here.ts';
import { StudyReader } from './study-reader.ts';

const folder = temporaryFolder();
const here = (...words: string[]) => succeed(words, { cwd: folder });

/** What the page is made for, and what it then says. */
const PAGES: readonly (readonly [name: string, words: readonly string[], says: RegExp])[] = [
  [
    'a file',
    ['my moons.csv', '--drop', 'x2', '--hidden', '4,3', '--dropout', '0.2', '--seed', '7'],
    /my moons\.csv: 240 rows/,
  ],
  ['a member of a model', ['--model', 'run', '--member', '2'], /my moons\.csv: 240 rows/],
  ['a model with another file', ['others.csv', '--model', 'run'], /others\.csv: 39 rows/],
  ['a model of arrays', ['numbers_test.npz', '--model', 'bare'], /numbers_test\.npz: 60 rows/],
];

beforeAll(async () => {
  const csv = STUDY_SETS.moons.csv();
  writeFileSync(join(folder, 'my moons.csv'), csv);
  writeFileSync(join(folder, 'others.csv'), `${csv.split('\n').slice(0, 40).join('\n')}\n`);
  for (const part of ['train', 'validation', 'test']) writeFileSync(join(folder, `numbers_${part}.npz`), smallArrays());
  const plain = ['--preset', 'plain', '--hidden', '5', '--epochs', '2', '--no-report', '--quiet'];
  await here('train', 'my moons.csv', ...plain, '--ensemble', '3', '--output', 'run');
  await here('train', 'numbers_train.npz', ...plain, '--output', 'bare');
  for (const [name, words] of PAGES) await here('study', ...words, '--output', `${name}.html`, '--quiet');
});

for (const { name: engine, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    let browser: Browser;
    let reader: StudyReader;

    beforeAll(async () => {
      browser = await open(withoutNetwork(engine, 'light'));
      reader = await StudyReader.start(browser);
    });

    afterAll(() => browser.close());

    it.each(PAGES)('the page of %s saves the trace that its command prints', async (name, _, says) => {
      await reader.open(pathToFileURL(join(folder, `${name}.html`)).href);
      await reader.waitForText(says);
      const command = await reader.copied('Copy command');
      const [program, ...words] = command.match(/'[^']*'|"[^"]*"|\S+/g)!.map((word) => word.replaceAll(/['"]/g, ''));
      expect(program).toBe('glassnet');
      const { stdout } = await here(...words, '--json', '--quiet');
      expect(await reader.saved('Save trace.json', 'trace.json')).toBe(stdout);
      expect(await reader.visit.noise()).toEqual([]);
    });
  });
}

it('a page has no folder of this machine in it', () => {
  for (const [name] of PAGES) expect(readFileSync(join(folder, `${name}.html`), 'utf8')).not.toContain(folder);
});
