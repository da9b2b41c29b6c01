/**
 * `report RUN --show KIND`: a drawing on a terminal, a table everywhere else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHART_KINDS } from '../../../src/report/charts/kinds/run-charts.ts';
import { contents, ended, expectRefusal, MAIN, ROOT, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { hasTerminal, onTerminal } from '../../support/terminal.ts';
import { terminalFaults } from '../../report/charts/terminal/terminal-faults.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const TERMS = ['--value-per-conversion', '12', '--cost-per-contact', '1.5'];
const USAGE = { exit: 2, start: 'glassnet: error E_USAGE_VALUE: --show: ' };
const WITH_TERMS = new Set(['profit', 'roi']);

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers({ count: 600 })));
  await succeed(['train', csv, '--preset', 'plain', '--hidden', '8', '--epochs', '4', '-o', model]);
});

const show = (kind: string, ...words: string[]) => succeed(['report', model, '--show', kind, ...words]);
const all = () => contents(model).map((name) => readFileSync(join(model, name)).toString('base64'));

describe('in a pipe', () => {
  it('--show gain is the table of metrics.json, without braille and escape sequences', async () => {
    const { stdout, stderr } = await show('gain');
    const metrics = JSON.parse(readFileSync(join(model, 'metrics.json'), 'utf8')) as {
      evaluation: { gain: { share: number; gain: number }[] };
    };
    const rows = stdout.split('\n').filter((line) => /^ +\d+ % /.test(line));
    expect(rows).toHaveLength(100);
    for (const [place, { share, gain }] of metrics.evaluation.gain.entries()) {
      const [likeliest, , , found] = rows[place]!.trim().split(/ {2,}/);
      expect(Number.parseFloat(likeliest!)).toBeCloseTo(100 * share, 9);
      expect(Math.abs(Number.parseFloat(found!) - 100 * gain)).toBeLessThanOrEqual(0.05 + 1e-9);
    }
    expect(stdout).not.toMatch(/[\u2800-\u28ff]/);
    expect(terminalFaults(stdout, { width: Infinity, ascii: false })).toEqual([]);
    expect(stderr).toBe('');
  });

  it.each(CHART_KINDS)(
    '--show %s prints title, sentence and table, with --ascii in 7 bits, and writes nothing',
    async (kind) => {
      const before = all();
      const words = WITH_TERMS.has(kind) ? TERMS : [];
      expect((await show(kind, ...words)).stdout).toMatch(/^\S.*\n\S.*\n\n.*\n─+\n/);
      const { stdout } = await show(kind, '--ascii', ...words);
      expect(terminalFaults(stdout, { width: Infinity, ascii: true })).toEqual([]);
      expect(all()).toEqual(before);
    },
  );

  it('--json prints the charts as one document', async () => {
    const document = await json(['report', model, '--show', 'effects', '--json']);
    expect(document).toMatchObject({ schema: 'glassnet.charts/1', kind: 'effects' });
    expect((document['charts'] as unknown[]).length).toBeGreaterThan(0);
  });
});

it('docs/analyst.md names every kind of chart', () => {
  const text = readFileSync(join(ROOT, 'docs/analyst.md'), 'utf8');
  const missing = CHART_KINDS.filter((kind) => !text.includes(`\`${kind}\``));
  expect(missing).toEqual([]);
});

describe('refused is', () => {
  it('a kind that there is not, with the nearest and all that there are', async () => {
    const refused = expectRefusal(await run(['report', model, '--show', 'gian']), USAGE);
    expect(refused).toContain(
      `there is no chart "gian" (hint: did you mean gain? the charts are ${CHART_KINDS.join(', ')})`,
    );
    expectRefusal(await run(['report', model, '--show', `\u001b[31m${'x'.repeat(2000)}`]), USAGE);
  });

  it('profit without terms, with a hint that works when typed', async () => {
    const refused = expectRefusal(await run(['report', model, '--show', 'profit']), USAGE);
    const hint = /\(hint: (.*)\)/.exec(refused)![1]!;
    expect((await show('profit', ...hint.split(' '))).stdout).toMatch(/^Profit: /);
  });
});

describe.skipIf(!hasTerminal)('on a terminal of 80 columns (skipped: no script or python3 to make one)', () => {
  it.each([false, true])('--show gain is drawn, no line wider, no escape sequence; ASCII %s', async (ascii) => {
    const words = [MAIN, 'report', model, '--show', 'gain', ...(ascii ? ['--ascii'] : [])];
    const { stdout, code } = await ended(onTerminal(words, { cwd: folder }));
    expect(code).toBe(0);
    const text = stdout.replaceAll('\r\n', '\n').replace(/^process \d+\n/, '');
    expect(terminalFaults(text, { width: 80, ascii })).toEqual([]);
    expect(/[\u2800-\u28ff]/.test(text)).toBe(!ascii);
    expect(text).toMatch(/^Gain: /);
  });
});
