/** What `train` says about rare classes and small files, and what it leaves unsaid. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/cli.ts';
import { run } from '../support/run-here.ts';

const folder = temporaryFolder();
let files = 0;

/** What train says of `count` rows, every `each`-th of the rarer class. */
async function notesOf(count: number, each: number, ...flags: string[]): Promise<string> {
  const path = join(folder, `own-${++files}.csv`);
  const rows = Array.from({ length: count }, (_, i) => `${i % 17},${(i * 7) % 23},${i % each === 0 ? 'yes' : 'no'}\n`);
  writeFileSync(path, `visits,spend,bought\n${rows.join('')}`);
  const words = ['train', path, '--preset', 'plain', '-o', join(folder, `run-${files}`), '--epochs', '2', ...flags];
  const { stderr, code } = await run(words);
  expect(code, stderr).toBe(0);
  return stderr;
}

describe('train', () => {
  it('warns with the numbers where undersampling keeps a tenth of the training rows or less', async () => {
    expect(await notesOf(600, 100)).toContain(
      'warning: undersampling keeps 10 of 480 training rows; --balance none or weights uses all\n',
    );
  });

  it('says nothing of that with a fifth kept, or with all rows', async () => {
    expect(await notesOf(600, 9)).not.toContain('undersampling keeps');
    for (const balance of ['none', 'weights', 'oversample']) {
      expect(await notesOf(600, 100, '--balance', balance)).not.toContain('keeps');
    }
  });

  it('says when batches are smaller than 200, unless the size was given', async () => {
    expect(await notesOf(300, 2)).toContain(
      'batches of 16 rows, since 200 would leave 2 steps an epoch; --batch-size changes it\n',
    );
    expect(await notesOf(300, 2, '--batch-size', '200')).not.toContain('batches of');
    expect(await notesOf(2400, 2)).not.toContain('batches of');
  });

  it('says whether the loss still fell when all epochs were done', async () => {
    expect(await notesOf(300, 3, '--balance', 'none')).toMatch(
      /All 2 epochs done(, still improving \(--epochs 4 goes on longer\); the weights of epoch 2|; the weights of epoch 1) are kept\./,
    );
  });
});
