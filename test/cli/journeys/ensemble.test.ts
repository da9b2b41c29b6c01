/** Networks that are trained side by side: the same bytes on any number of threads, one error, and an end by Ctrl-C. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  contents,
  ended,
  expectRefusal,
  run,
  start,
  succeed,
  temporaryFolder,
  type RunOptions,
} from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const QUICK = ['--no-report', '--hidden', '8', '--epochs', '3'];
/** Ends every thread but the main one before it has done anything. */
const END_THREADS = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(!isMainThread)process.exit(3)`;
/** Nothing can be computed there. */
const FAIL = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(!isMainThread)WebAssembly.Instance=null`;
const with_ = (preload: string): RunOptions => ({ nodeFlags: ['--import', preload] });

beforeAll(() => writeFileSync(csv, toCsv(customers())));

async function train(name: string, words: readonly string[], options?: RunOptions) {
  const output = join(folder, name);
  const { stderr } = await succeed(['train', csv, ...QUICK, ...words, '-o', output], options);
  const files = ['model.safetensors', 'history.csv'].map((file) => readFileSync(join(output, file), 'utf8'));
  return { files, networks: stderr.split('\n').filter((line) => line.startsWith('Network ')) };
}

describe('five networks', () => {
  const lines = new Set<string>();

  it('are the same model file and history with 1, 2 and 4 threads, with threads that end and with threads that fail', async () => {
    const one = await train('one', ['--threads', '1']);
    expect(one.networks.map((line) => line.slice(0, 11))).toEqual([1, 2, 3, 4, 5].map((i) => `Network ${i}/5`));
    for (const [name, threads, options] of [
      ['two', '2', {}],
      ['four', '4', {}],
      ['ended', '3', with_(END_THREADS)],
      ['failed', '3', with_(FAIL)],
    ] as const) {
      expect(await train(name, ['--threads', threads], options), name).toEqual(one);
    }
    // A comparison that sees a seed sees a bit.
    expect((await train('seed', ['--threads', '2', '--seed', '2'])).files[0]).not.toBe(one.files[0]);
  });

  it.each(['1', '3'])(
    'that diverge end with exit 6, the error of the first of them and its hint, on %s threads',
    async (threads) => {
      const words = ['--optimizer', 'sgd', '--learning-rate', '1000000', '--threads', threads];
      const result = await run(['train', csv, '-q', ...QUICK, ...words, '-o', join(folder, 'never')]);
      const line = expectRefusal(result, { exit: 6, start: 'glassnet: error E_TRAIN_DIVERGED: epoch 1, batch ' });
      expect(line).toContain('(hint: lower --learning-rate');
      lines.add(line);
      expect(lines.size).toBe(1);
      expect(contents(folder)).not.toContain('never');
    },
  );

  it.each(['1', '2'])(
    'stop in the middle on Ctrl-C with exit 130 and leave nothing behind, on %s threads',
    async (threads) => {
      const cwd = temporaryFolder();
      const endless = ['--hidden', '8', '--epochs', '100000', '--patience', '100000', '--threads', threads];
      const child = start(['train', csv, ...endless], { cwd });
      const result = ended(child);
      await new Promise<void>((resolve) => {
        child.stderr.on('data', (bytes: Buffer) => {
          if (/^batches of /m.test(bytes.toString())) resolve();
        });
        child.on('close', () => resolve());
      });
      await sleep(500);
      child.kill('SIGINT');
      expect(await result).toMatchObject({ code: 130, signal: null, stdout: '' });
      expect((await result).stderr).not.toMatch(/Error|\bat |Network/);
      expect(contents(cwd)).toEqual([]);
    },
  );
});
