/**
 * The pure core in real browsers, on the page's main thread and in a worker: the bytes of the model, every line of the
 * scores, every figure of the evaluation and every refusal are those of Node's command line.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../bench/bundles/bundle.ts';
import { decodeModel } from '../../src/formats/model-bytes.ts';
import { RowScorer } from '../../src/scoring/row-scorer.ts';
import { ROOT, run, succeed, temporaryFolder } from '../support/cli.ts';
import { BROWSERS } from '../../bench/page/browsers.ts';
import { refusalOf, type Refusal, type Trained } from './page.ts';

const CSV = join(ROOT, 'data/audiobooks.csv');
/** Numbers as numbers and as text, and a value that is missing. */
const CUSTOMER = {
  book_length_average: 648,
  book_length_overall: '648',
  price_average: 8.5,
  price_overall: 8.5,
  review: 1,
  review_score: null,
  completion: 0,
  minutes_listened: 0,
  support_requests: 1,
  last_visited_days: 3000,
};

/** Files that can't be trained on, by what is wrong with them. */
const BAD_FILES: readonly (readonly [name: string, content: string | Uint8Array])[] = [
  ['nothing in it', ''],
  ['a header only', 'id,age,y\n'],
  ['a quote that is never closed', 'id,age,y\n1,"31,n\n2,42,m\n'],
  ['text behind a closing quote', 'id,age,y\n1,31,n\n2,"42"x,m\n'],
  ['a record too short', 'id,age,y\n1,31,n\n"2\n",42\n'],
  ['a word among numbers', 'id,age,y\n1,31,n\n2,42,m\n3,x,n\n4,"5""0",m\n'],
  ['a decimal comma', 'id,age,y\n1,"31,5",n\n2,"42,5",m\n'],
  ['a name twice', 'id,age,id\n1,31,n\n'],
  ['no value of the target', 'id,age,y\n1,31,n\n2,42,\n'],
  ['one class only', 'id,age,y\n1,31,n\n2,42,n\n3,29,n\n4,51,n\n'],
  ['dates of an unknown order', 'id,since,y\n1,01.02.2024,n\n2,02.03.2024,m\n3,04.05.2024,n\n4,05.06.2024,m\n'],
  ['semicolons', 'id;age;y\n1;31;n\n'],
  ['Latin-1', Uint8Array.from('id,town,y\n1,Orl\u00e9ans,n\n', (character) => character.charCodeAt(0))],
  ['UTF-16', Uint8Array.from('id,age,y\n1,31,n\n'.split('').flatMap((character) => [character.charCodeAt(0), 0]))],
];

const HTML = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module">
  import * as page from './page.js';
  globalThis.inPage = (name, ...given) => page[name](...given);
  globalThis.inWorker = (name, ...given) => new Promise((resolve, reject) => {
    const worker = new Worker('./worker.js', { type: 'module' });
    worker.onmessage = ({ data: [result, error] }) => {
      worker.terminate();
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage([name, ...given]);
  });
</script>`;
const WORKER = `import * as page from './page.js';
onmessage = ({ data: [name, ...given] }) => {
  page[name](...given).then((result) => postMessage([result]), (error) => postMessage([null, String(error)]));
};`;

const folder = temporaryFolder();
const model = join(folder, 'run');
/** Five networks. */
const best = join(folder, 'best');
const EPOCHS = 2;
let server: Server;
let address: string;
/** What Node's command line says of the file. */
let expected: { readonly model: Buffer; readonly best: Buffer; readonly evaluation: string; readonly scores: string };

beforeAll(async () => {
  const files = new Map<string, readonly [type: string, content: string | Buffer]>([
    ['/', ['text/html', HTML]],
    ['/page.js', ['text/javascript', await bundle(fileURLToPath(new URL('page.ts', import.meta.url)))]],
    ['/worker.js', ['text/javascript', WORKER]],
    ['/audiobooks.csv', ['text/csv', readFileSync(CSV)]],
  ]);
  server = createServer(({ url = '' }, response) => {
    const [type, content] = files.get(url) ?? [];
    response.writeHead(type === undefined ? 404 : 200, { 'content-type': type }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const scores = join(folder, 'scores.csv');
  await succeed(['train', CSV, '--preset', 'plain', '--output', model, '--quiet']);
  await succeed(['train', CSV, '--epochs', String(EPOCHS), '--output', best, '--quiet']);
  await succeed(['predict', CSV, '--model', model, '--output', scores, '--quiet']);
  const { stdout } = await succeed(['evaluate', CSV, '--model', model, '--json', '--quiet']);
  expected = {
    model: readFileSync(join(model, 'model.safetensors')),
    best: readFileSync(join(best, 'model.safetensors')),
    evaluation: stdout.trimEnd(),
    scores: readFileSync(scores, 'utf8'),
  };
  files.set('/model.safetensors', ['application/octet-stream', expected.model]);
  files.set('/best.safetensors', ['application/octet-stream', expected.best]);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function expectSame(trained: Trained): void {
  expect(Buffer.from(trained.model, 'base64').equals(expected.model)).toBe(true);
  const [lines, wanted] = [trained.scores, expected.scores].map((text) => text.split('\n'));
  expect(lines!.length).toBe(wanted!.length);
  expect(lines!.findIndex((line, i) => line !== wanted![i])).toBe(-1);
  expect(trained.evaluation).toBe(expected.evaluation);
  const { classifier } = decodeModel(expected.model);
  expect(trained.rowScores).toEqual(JSON.parse(JSON.stringify(new RowScorer(classifier).score([CUSTOMER]))));
}

/** What the command line says of bad files, asked once for all browsers. */
const answers = new Map<string | Uint8Array, Promise<Readonly<Record<string, unknown>>>>();

function toldByNode(content: string | Uint8Array): Promise<Readonly<Record<string, unknown>>> {
  let answer = answers.get(content);
  if (answer === undefined) {
    writeFileSync(join(folder, 'bad.csv'), content);
    const told = run(['train', 'bad.csv', '--json', '--quiet', '--output', 'bad'], { cwd: folder });
    answer = told.then(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>);
    answers.set(content, answer);
  }
  return answer;
}

/** Calls a function of the page, or of the page in a worker. */
async function call<T>(page: Page, where: 'inPage' | 'inWorker', name: string, ...given: unknown[]): Promise<T> {
  return (await page.evaluate(`${where}(${[name, ...given].map((each) => JSON.stringify(each)).join()})`)) as T;
}

for (const { title, isThere, open } of BROWSERS) {
  describe.skipIf(!isThere)(title, () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await open();
      page = await browser.newPage();
      await page.goto(address);
    });

    afterAll(async () => {
      await browser.close();
    });

    it.each(['inPage', 'inWorker'] as const)(
      'trains the model of the command line to the byte, with all its figures and scores (%s)',
      async (where) => {
        const trained = await call<Trained>(page, where, 'trainAndScore', '/audiobooks.csv', CSV, CUSTOMER);
        expect(trained.kernels).toBe('simd');
        expectSame(trained);
      },
    );

    it('trains it to the byte with the kernels of a browser without SIMD', async () => {
      const trained = await call<Trained>(
        page,
        'inWorker',
        'trainAndScore',
        '/audiobooks.csv',
        CSV,
        CUSTOMER,
        'scalar',
      );
      expect(trained.kernels).toBe('scalar');
      expectSame(trained);
    });

    it('trains the five networks of the default to the byte of the command line', async () => {
      const trained = await call<string>(page, 'inWorker', 'trainBest', '/audiobooks.csv', EPOCHS);
      expect(Buffer.from(trained, 'base64').equals(expected.best)).toBe(true);
    });

    it.each(['model', 'best'] as const)(
      'opens the %s that Node wrote, and gives the probabilities that Node gives',
      async (which) => {
        const probabilities = await call(page, 'inPage', 'openAndScore', `/${which}.safetensors`, CUSTOMER);
        expect(probabilities).toEqual(decodeModel(expected[which]).classifier.predictProba([CUSTOMER]));
      },
    );

    it.each(BAD_FILES)('refuses a file with %s as Node does, in the same place', async (_, content) => {
      const bytes = [...Buffer.from(content)];
      const refusal = await call<Refusal>(page, 'inPage', 'refusalOf', bytes, 'bad.csv');
      expect(refusal).toEqual(JSON.parse(JSON.stringify(await refusalOf(bytes, 'bad.csv'))));
      const told = await toldByNode(content);
      for (const key of ['code', 'file', 'line', 'column', 'field', 'message']) {
        expect(refusal[key] ?? null, key).toBe(told[key]);
      }
    });
  });
}

it('a model that differs in one bit, a score in one digit, would be noticed', () => {
  const { classifier } = decodeModel(expected.model);
  const rowScores = JSON.parse(JSON.stringify(new RowScorer(classifier).score([CUSTOMER]))) as Trained['rowScores'];
  const same = { kernels: 'simd', rowScores, evaluation: expected.evaluation, scores: expected.scores };
  const flipped = Buffer.from(expected.model);
  flipped[flipped.length - 1]! ^= 1;
  expectSame({ ...same, model: expected.model.toString('base64') });
  expect(() => expectSame({ ...same, model: flipped.toString('base64') })).toThrow();
  const digit = expected.scores.replace(/(\d)\n$/, (_, last: string) => `${(Number(last) + 1) % 10}\n`);
  expect(() => expectSame({ ...same, scores: digit, model: expected.model.toString('base64') })).toThrow();
});
