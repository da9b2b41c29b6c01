/**
 * Page = command: the worker of the study page, in both engines, with SIMD and without, gives the weights of Node after 20
 * epochs, to the digest, and the bytes of the command's trace.json; and it refuses what the command refuses, in its words.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStudy } from '../../../src/study/opening/open-study.ts';
import type { Opening } from '../../../src/study/opening/opening.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import { traceText } from '../../../src/study/trace/trace-text.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { run } from '../../support/run-here.ts';
import { BROWSERS } from '../../../bench/page/browsers.ts';
import { StudyPages } from '../../../bench/page/study-pages.ts';
import { askWorker, type WorkerCall } from './worker-calls.ts';
import { withoutNetwork } from '../../../bench/page/without-network.ts';

const EPOCHS = 20;
/** The whole file of the course. */
const CSV = readFileSync(join(ROOT, 'data/audiobooks.csv'));
const STORE = { kind: 'csv', file: 'audiobooks.csv', reading: {} } as const;

interface Case {
  readonly name: string;
  readonly opening: Opening;
  /** From 1. */
  readonly row: number;
}

const CASES: readonly Case[] = [
  {
    name: 'moons, dropout and all',
    row: 17,
    opening: {
      data: { kind: 'set', name: 'moons' },
      training: { hidden: [3], dropout: 0.25, l2: 0.01, weightDecay: 0.1 },
    },
  },
  {
    name: 'three clusters by sgd',
    row: 4,
    opening: { data: { kind: 'set', name: 'clusters' }, training: { hidden: [5, 4], optimizer: 'sgd' } },
  },
  {
    name: 'spiral with one output unit',
    row: 1,
    opening: { data: { kind: 'set', name: 'spiral' }, training: { hidden: [], outputActivation: 'sigmoid' } },
  },
  {
    name: 'the audiobook store',
    row: 9,
    opening: { data: { ...STORE, bytes: new Uint8Array(CSV) }, training: { hidden: [50, 50, 50] } },
  },
];

/** What Node says: the digest of the weights and the trace after so many epochs. */
async function told({ opening, row }: Case): Promise<string> {
  const study = await openStudy(opening);
  for (let epoch = 0; epoch < EPOCHS; epoch++) study.trainEpoch();
  return traceText(traceRow(study, { row: row - 1 }));
}

/** The same, asked of the worker. */
function callsOf({ opening, row }: Case, kernels: string): WorkerCall[] {
  const { data } = opening;
  const sent = data.kind === 'csv' ? { ...data, bytes: { base64: CSV.toString('base64') } } : data;
  const epochs = Array.from({ length: EPOCHS }, (): WorkerCall => ['epoch']);
  return [['kernels', kernels], ['open', { ...opening, data: sent }], ...epochs, ['trace', { row }]];
}

const weightsOf = (text: string): string => (JSON.parse(text) as TraceDocument).network.sha256;

const folder = temporaryFolder();
let pages: StudyPages;
const expected = new Map<string, string>();

beforeAll(async () => {
  pages = await StudyPages.build(ROOT, folder);
  for (const one of CASES) expected.set(one.name, await told(one));
});

for (const { name, title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await open(withoutNetwork(name, 'light'));
      page = await browser.newPage();
      await page.goto(await pages.file());
    });

    afterAll(() => browser.close());

    it.each(CASES.flatMap((one) => ['simd', 'scalar'].map((kernels) => [one.name, kernels, one] as const)))(
      `has the weights and the trace of Node after ${EPOCHS} epochs: %s, %s`,
      async (_, kernels, one) => {
        const answers = await askWorker(page, callsOf(one, kernels));
        const { text } = (answers.at(-1) as { result: { text: string } }).result;
        const wanted = expected.get(one.name)!;
        expect(weightsOf(text)).toBe(weightsOf(wanted));
        expect(text).toBe(wanted);
      },
    );

    it.each([
      ['a word among numbers', 'id,age,y\n1,31,n\n2,42,m\n3,x,n\n4,51,m\n5,33,n\n'],
      ['an open quote', 'id,age,y\n1,"31,n\n2,42,m\n'],
      ['one class', 'id,age,y\n1,31,n\n2,42,n\n'],
      ['nothing', ''],
    ])('refuses a file with %s as the command does, at the same place', async (_, csv) => {
      const bytes = { base64: Buffer.from(csv).toString('base64') };
      const opening = { data: { ...STORE, file: 'bad.csv', bytes }, training: {} };
      const [answer] = await askWorker(page, [['open', opening]]);
      const { refusal } = answer as { refusal: Record<string, unknown> };
      writeFileSync(join(folder, 'bad.csv'), csv);
      const { stdout, code } = await run(['study', 'bad.csv', '--json', '--quiet'], { cwd: folder });
      expect(code).toBe(3);
      const said = JSON.parse(stdout) as Record<string, unknown>;
      for (const key of ['code', 'file', 'line', 'column', 'message']) {
        expect(refusal[key] ?? null, key).toEqual(said[key] ?? null);
      }
    });
  });
}

it('another seed, or one epoch less, would be noticed', async () => {
  const [one] = CASES;
  const text = expected.get(one!.name)!;
  const seeded = { ...one!, opening: { ...one!.opening, training: { ...one!.opening.training, seed: '2' } } };
  expect(weightsOf(await told(seeded))).not.toBe(weightsOf(text));
  const study = await openStudy(one!.opening);
  for (let epoch = 1; epoch < EPOCHS; epoch++) study.trainEpoch();
  expect(traceText(traceRow(study, { row: one!.row - 1 }))).not.toBe(text);
});
