/** Trials for a search by another program: lines in, lines out. On the compiled program. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, run, start, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

interface Line {
  readonly key: string;
  readonly index: number;
  readonly seed: string;
  readonly parameters: { readonly hidden: readonly number[]; readonly epochs: number };
  readonly end: string;
  readonly epochs: number;
  readonly losses: readonly number[];
  readonly validation: { readonly logLoss: number } | null;
}

const WORDS = ['trial', 'customers.csv', '--epochs', '12', '--patience', '3', '--hidden', '4'];
const REQUESTS = [
  { parameters: { learningRate: 0.01 } },
  { parameters: { learningRate: 0.01 }, until: 2 },
  { parameters: { learningRate: 0.05, piecewiseBins: 0 }, index: 70 },
  { parameters: { learningRate: 0.01 }, seed: 9 },
  { parameters: { optimizer: 'sgd', learningRate: 1e6 } },
];

let cwd: string;
beforeAll(() => {
  cwd = temporaryFolder();
  writeFileSync(join(cwd, 'customers.csv'), toCsv(customers({ count: 300 })));
});
const input = (lines: readonly (object | string)[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
const answersTo = async (lines: readonly (object | string)[], ...words: string[]): Promise<string[]> =>
  (await succeed([...WORDS, '-q', ...words], { cwd, input: input(lines) })).stdout.trimEnd().split('\n');

describe('trial', () => {
  it('answers each line in order, the same on any number of threads', async () => {
    const lines = await answersTo(REQUESTS, '--threads', '2');
    expect(await answersTo(REQUESTS, '--threads', '1')).toEqual(lines);
    const trials = lines.map((line) => JSON.parse(line) as Line);
    expect(trials.map(({ index }) => index)).toEqual([0, 1, 70, 3, 4]);
    expect(trials.map(({ seed }) => seed)).toEqual(['1', '1', '1', '9', '1']);
    expect(trials[1]).toMatchObject({ end: 'rung', epochs: 2, key: trials[0]!.key });
    expect(trials[1]!.losses).toEqual(trials[0]!.losses.slice(0, 2));
    expect(trials[4]).toMatchObject({ end: 'diverged', validation: null });
    for (const { parameters } of trials) expect(parameters).toMatchObject({ hidden: [4], epochs: 12 });
  });

  it('gives the lines of a search again when it is given them', async () => {
    const words = ['--epochs', '12', '--patience', '3', '--trials', '10', '--ensemble', '1', '-o', 'search', '-q'];
    await succeed(['tune', 'customers.csv', ...words], { cwd });
    const lines = readFileSync(join(cwd, 'search', 'trials.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    const again = await succeed(['trial', 'customers.csv', '--epochs', '12', '--patience', '3', '-q'], {
      cwd,
      input: input(lines),
    });
    expect(again.stdout.trimEnd().split('\n')).toEqual(lines);
  });

  it('answers a line before the next one is there', async () => {
    const child = start([...WORDS, '-q'], { cwd });
    const answer = () =>
      new Promise<Line>((resolve) =>
        child.stdout.once('data', (bytes: Buffer) => resolve(JSON.parse(String(bytes)) as Line)),
      );
    for (const learningRate of [0.01, 0.02]) {
      const answered = answer();
      child.stdin.write(input([{ parameters: { learningRate } }]));
      expect((await answered).parameters).toMatchObject({ learningRate });
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  it.each<[string, object | string, number, string, RegExp]>([
    ['that is no JSON', '{"parameters":', 4, '<stdin>:2: error E_SEARCH_TRIAL', /not a line of JSON/],
    [
      'with an unknown parameter',
      { parameters: { hiden: [3] } },
      4,
      '<stdin>:2: error E_SEARCH_TRIAL',
      /did you mean "hidden"/,
    ],
    [
      'with a value out of range',
      { parameters: { dropout: 2 } },
      4,
      '<stdin>:2: error E_SEARCH_TRIAL',
      /from 0 to 0.99/,
    ],
    ['of other data', { parameters: {}, key: 'abc' }, 4, '<stdin>:2: error E_SEARCH_TRIAL', /a trial of other data/],
  ])('refuses a line %s by its number, after the answers to those before it', async (_, line, exit, place, message) => {
    const lines = [REQUESTS[1]!, line, REQUESTS[1]!];
    const result = await run([...WORDS, '-q'], { cwd, input: input(lines) });
    expect(result.stdout.split('\n')).toHaveLength(2);
    expect(expectRefusal({ ...result, stdout: '' }, { exit, start: place })).toMatch(message);
  });

  it('ends without a word on no lines, and refuses to read the file from stdin, too', async () => {
    expect(await succeed([...WORDS, '-q'], { cwd, input: '\n\n' })).toMatchObject({ stdout: '', stderr: '' });
    expectRefusal(await run(['trial', '-', '-q'], { cwd, input: 'x' }), {
      exit: 2,
      start: 'glassnet: error E_USAGE_CONFLICT',
    });
  });
});
