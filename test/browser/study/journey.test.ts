/**
 * What a student does on the study page, from a file and without a network, in both engines, at a desk and in a hand, in
 * the light and in the dark: drop a CSV, train, open a neuron, change a weight, answer a question, step back, save the
 * trace. What the page then saves is what the command prints that it copies, to the byte.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { StudyPages } from '../../../bench/page/study-pages.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { run, succeed } from '../../support/run-here.ts';
import { StudyReader } from './study-reader.ts';

/** 120 customers with an ID, a number, a plan and a gap. */
const CSV = [
  'customer,visits,plan,bought',
  ...Array.from({ length: 120 }, (_, i) => {
    const visits = (i * 7) % 23;
    const plan = ['basic', 'pro', 'team'][i % 3]!;
    return `C${String(i + 1).padStart(3, '0')},${i === 5 ? '' : visits},${plan},${visits + (plan === 'pro' ? 6 : 0) > 13 ? 'yes' : 'no'}`;
  }),
  '',
].join('\n');
const BAD_CSV = CSV.replace('C009,', '"C009,');

const LOOKS = [
  { scheme: 'light', width: 1280 },
  { scheme: 'light', width: 390 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'dark', width: 390 },
] as const;

const folder = temporaryFolder();
let pages: StudyPages;

beforeAll(async () => {
  writeFileSync(join(folder, 'own.csv'), CSV);
  writeFileSync(join(folder, 'bad.csv'), BAD_CSV);
  pages = await StudyPages.build(process.env['STUDY_ROOT'] ?? ROOT, folder);
});

const documentOf = (text: string) => JSON.parse(text) as TraceDocument;

for (const { name, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    describe.each(LOOKS)('$width px, in the $scheme', ({ scheme, width }) => {
      let browser: Browser;
      let reader: StudyReader;
      const trace = async () => documentOf(await reader.saved('Save trace.json', 'trace.json'));

      beforeAll(async () => {
        browser = await open(withoutNetwork(name, scheme));
        reader = await StudyReader.start(browser);
        if (name === 'Chromium') await reader.visit.turn(scheme);
        await reader.open(await pages.file(), width);
      });

      afterAll(() => browser.close());

      it('drops a CSV', async () => {
        await reader.drop('own.csv', CSV);
        await reader.waitForText(/own\.csv: 120 rows/);
      });

      it('refuses a CSV that cannot be read, with line and column, and keeps what is open', async () => {
        await reader.drop('bad.csv', BAD_CSV);
        await reader.waitForText(/E_CSV_QUOTE/);
        const { stdout } = await run(['study', 'bad.csv', '--json', '--quiet'], { cwd: folder });
        const said = JSON.parse(stdout) as { line: number; message: string };
        const text = await reader.text();
        expect(text).toContain(`bad.csv:${said.line}`);
        expect(text).toContain(said.message);
        expect(await reader.text()).toContain('own.csv: 120 rows');
      });

      it('is asked before a part of the step is shown, guesses, and is told why', async () => {
        await reader.press('Adam');
        await reader.waitForText(/What do you think\?/);
        await reader.guess();
        await reader.waitForText(/(?:Right|Not quite)[.:] .{20}/);
        await reader.waitForText(/[01] of 1 guesses right/);
        await reader.press('ask me before each part of the step', 'checkbox');
      });

      it('opens a neuron in one click', async () => {
        await reader.press('neuron 1.2');
        await reader.find('region', 'Neuron 1.2');
      });

      it('trains three epochs', async () => {
        for (let epoch = 1; epoch <= 3; epoch++) {
          await reader.press('Epoch');
          await reader.waitForText(new RegExp(`epoch ${epoch}\\b`));
        }
        expect((await trace()).source.step).toBeGreaterThan(3);
      });

      it('changes a weight, and the loss moves', async () => {
        const before = await trace();
        await reader.press('neuron 3.1 (no)');
        await reader.type('spinbutton', 'b3[1]', '0.5');
        await reader.page.waitForFunction(`location.hash.includes('edit=')`);
        const after = await trace();
        expect(after.source.edits).toEqual([{ name: 'b3', place: [1], value: 0.5, step: before.source.step }]);
        expect(after.network.sha256).not.toBe(before.network.sha256);
        expect(after.before.loss).not.toBe(before.before.loss);
      });

      it('steps back, and is where it was', async () => {
        const before = await trace();
        await reader.press('Batch');
        await reader.waitForText(new RegExp(`step ${before.source.step + 1}\\b`));
        const slider = await reader.find('slider', 'step');
        await slider.press('ArrowLeft');
        await reader.waitForText(new RegExp(`step ${before.source.step}\\b`));
        expect(await trace()).toEqual(before);
      });

      it('saves the trace that the copied command prints, to the byte', async () => {
        const command = await reader.copied('Copy command');
        const [program, ...words] = command.match(/'[^']*'|\S+/g)!.map((word) => word.replaceAll("'", ''));
        expect(program).toBe('glassnet');
        const { stdout } = await succeed([...words, '--json', '--quiet'], { cwd: folder });
        expect(await reader.saved('Save trace.json', 'trace.json')).toBe(stdout);
      });

      it('says nothing to the console, and asks for nothing', async () => {
        expect(await reader.visit.noise()).toEqual([]);
      });
    });
  });
}
