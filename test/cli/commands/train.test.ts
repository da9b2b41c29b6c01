/**
 * What `train` tells before the figures and after them, and that the commands it suggests work when typed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, type Result } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
/** A blank in the name, for which a command needs quotes. */
const csv = join(folder, 'our customers.csv');
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];

/** Customers of whom those who bought have a voucher, and nobody else. */
function withVoucher(): string {
  const { names, rows } = customers({ count: 2000 });
  return toCsv({
    names: ['voucher', ...names],
    rows: rows.map((fields, row) => [fields[3] === '1' ? String(1 + (row % 9)) : '0'].concat(fields)),
  });
}

let told: Result;
beforeAll(async () => {
  writeFileSync(csv, withVoucher());
  told = await succeed(['train', csv, '--target', 'bought', ...QUICK, '-o', join(folder, 'run')]);
});

/** The words of a command as a shell takes them apart, from the first that is none of the program's own. */
function wordsAfter(start: string, line: string): string[] {
  const words = line.slice(line.indexOf(start) + start.length).match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replaceAll(/['"]/g, ''));
}

describe('train tells of the audit', () => {
  it('what a column that gives the answer away means', () => {
    expect(told.stderr).toContain('audit: 1 column gives the answer away. If it is written down afterwards');
    expect(told.stderr).toMatch(/^ {2}voucher alone sets "1" apart: ROC AUC 1\.0000$/m);
  });

  it('how to train without it: the option, added to the command, leaves no error', async () => {
    const line = /^for figures without it: (.*)$/m.exec(told.stderr)![1]!;
    const words = wordsAfter('', line);
    expect(words).toEqual(['--drop', 'voucher']);
    const { stderr } = await succeed([
      'train',
      csv,
      '--target',
      'bought',
      ...QUICK,
      ...words,
      '-o',
      join(folder, 'without'),
    ]);
    expect(stderr).toMatch(/^audit: 0 errors, /m);
  });

  it('which command shows all findings, with the options that it takes: it shows as many as are counted', async () => {
    const [, counts, command] = /^all findings \((.*)\): (.*)$/m.exec(told.stderr)!;
    const words = wordsAfter(' audit ', command!);
    expect(words).toEqual([csv, '--target', 'bought']);
    const { stdout } = await succeed(['audit', ...words]);
    expect(stdout).toContain(`\n${counts}\n`);
  });
});

describe('train shows the gain', () => {
  it('of two classes in their natural mix, in five lines before the last ones', () => {
    expect(told.stdout).toMatch(
      /\nGain: {5}of the \d+ "1" among the test rows, the likeliest\n( {10}[ \d]\d % hold .*█\n){4}Tested: {3}200 rows/,
    );
    expect(told.stdout).toMatch(/\nTest loss: \d\.\d\d\. Test accuracy: \d+\.\d\d%\.\n$/);
    for (const line of told.stdout.split('\n')) {
      if (/Gain|hold/.test(line)) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it.each([
    ['-q', ['-q']],
    ['--json', ['--json']],
    ['rows in the mix of the training', ['--recipe', 'course']],
  ])('not with %s', async (_, words) => {
    const output = join(folder, `no gain ${words.join('')}`);
    const { stdout } = await succeed(['train', csv, ...QUICK, ...words, '-o', output]);
    expect(stdout).not.toContain('% hold');
  });

  it('not of three classes', async () => {
    const three = join(folder, 'three.csv');
    writeFileSync(three, toCsv(customers({ classes: ['a', 'b', 'c'], count: 400 })));
    const { stdout } = await succeed(['train', three, ...QUICK, '-o', join(folder, 'three')]);
    expect(stdout).not.toContain('Gain');
    expect(stdout).toContain('Tested:');
  });
});
