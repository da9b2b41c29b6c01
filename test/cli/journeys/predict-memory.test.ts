/**
 * predict streams: its memory doesn't grow with the file. The file 100 times as large is in test/soak.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { succeed, temporaryFolder } from '../../support/cli.ts';
import { KEEP_RECORDS, MOST_MEBIBYTES, peakOfPredict, repeatedStore, STORE } from '../../support/predict-memory.ts';

/**
 * From 140,840 rows, which are enough for several threads, to 281,680, the heaps still grow by 0 to 27 MiB in 12 runs (110
 * to 135); a program that keeps the records takes over 250 more.
 */
const MOST_GROWTH = 60;

const folder = temporaryFolder();
const model = join(folder, 'run');

beforeAll(async () => {
  await succeed(['train', STORE, '--preset', 'plain', '--epochs', '1', '-o', model]);
});

async function peak(times: number, preloads?: readonly string[]): Promise<number> {
  const path = join(folder, `${times}.csv`);
  writeFileSync(path, [...repeatedStore(times)].join(''));
  const { mebibytes, lines } = await peakOfPredict(path, model, preloads);
  expect(lines).toBe(1 + times * 14_084);
  return mebibytes;
}

it('predict takes at most 250 MiB for 281,680 rows, and at most 60 MiB more than for 140,840', async () => {
  const [ten, more] = [await peak(10), await peak(20)];
  expect(more).toBeLessThan(MOST_MEBIBYTES);
  expect(more - ten).toBeLessThan(MOST_GROWTH);
});

it('a predict that keeps every record takes more than those 60 MiB', async () => {
  expect((await peak(20, [KEEP_RECORDS])) - (await peak(10, [KEEP_RECORDS]))).toBeGreaterThan(MOST_GROWTH);
});
