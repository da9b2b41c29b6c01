/**
 * predict on 1,408,400 rows, 100 times the audiobook store: half a minute.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { succeed, temporaryFolder } from '../support/cli.ts';
import { MOST_MEBIBYTES, peakOfPredict, repeatedStore, STORE } from '../support/predict-memory.ts';

it('predict takes at most 250 MiB for 1,408,400 rows, and at most 25 MiB more than for 140,840', async () => {
  const folder = temporaryFolder();
  const model = join(folder, 'run');
  await succeed(['train', STORE, '--preset', 'plain', '--epochs', '1', '-o', model]);
  const peak = async (times: number) => {
    const path = join(folder, `${times}.csv`);
    await pipeline(repeatedStore(times), createWriteStream(path));
    const { mebibytes, lines } = await peakOfPredict(path, model);
    console.log(`${times} times the store: peak ${mebibytes.toFixed(0)} MiB`);
    expect(lines).toBe(1 + times * 14_084);
    return mebibytes;
  };
  const [ten, hundred] = [await peak(10), await peak(100)];
  expect(hundred).toBeLessThan(MOST_MEBIBYTES);
  // The text of the 1,267,560 rows between the two alone would be 60 MiB.
  expect(hundred - ten).toBeLessThan(25);
});

it('predict --top 10% takes at most 250 MiB for 1,408,400 rows: 12 bytes a row and what choosing needs, no lines', async () => {
  const folder = temporaryFolder();
  const model = join(folder, 'run');
  await succeed(['train', STORE, '--preset', 'plain', '--epochs', '1', '-o', model]);
  const path = join(folder, 'store.csv');
  await pipeline(repeatedStore(100), createWriteStream(path));
  const { mebibytes, lines } = await peakOfPredict(path, model, [], ['--top', '10%']);
  console.log(`--top 10%: peak ${mebibytes.toFixed(0)} MiB`);
  expect(lines).toBe(1 + 140_840);
  expect(mebibytes).toBeLessThan(MOST_MEBIBYTES);
});
