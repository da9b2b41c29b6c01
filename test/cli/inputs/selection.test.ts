/** `predict --top` and `--budget`: just the customers to contact, likeliest first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { choose } from '../../../src/cli/inputs/selection.ts';
import type { ScoredRows } from '../../../src/scoring/csv-scorer.ts';
import { expectRefusal, run, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

const line = (probability: number, text = String(probability)) => ({ text, probability });
const rows = (...lines: { text: string; probability: number }[]): ScoredRows => {
  let end = 0;
  return {
    bytes: new TextEncoder().encode(lines.map(({ text }) => text).join('')),
    ends: Int32Array.from(lines, ({ text }) => (end += text.length)),
    probabilities: Float32Array.from(lines, ({ probability }) => probability),
  };
};
const texts = (lines: readonly Uint8Array[]) => lines.map((bytes) => new TextDecoder().decode(bytes));

describe('choose', () => {
  const lines = [rows(line(0.25), line(0.9), line(0.5, 'first')), rows(line(0.5, 'second')), rows(), rows(line(0.1))];

  it('takes the likeliest, of equals the earlier', () => {
    expect(texts(choose(lines, { top: 3, isShare: false }))).toEqual(['0.9', 'first', 'second']);
    expect(texts(choose(lines, { top: 2, isShare: false }))).toEqual(['0.9', 'first']);
  });

  it('rounds a share up to a row: 20 % of 5 is 1, 21 % is 2, 100 % is all', () => {
    const count = (top: number) => choose(lines, { top, isShare: true }).length;
    expect([20, 21, 100].map(count)).toEqual([1, 2, 5]);
    expect(choose(lines, { top: 9, isShare: false })).toHaveLength(5);
  });

  it('takes who pays for the contact, within the budget', () => {
    const terms = { valuePerConversion: 10, costPerContact: 2.5 };
    // A contact pays above 2.5 / 10: the row at 0.25 itself does not.
    expect(texts(choose(lines, { terms }))).toEqual(['0.9', 'first', 'second']);
    expect(texts(choose(lines, { terms: { ...terms, budget: 5 } }))).toEqual(['0.9', 'first']);
    expect(choose(lines, { terms: { ...terms, costPerContact: 9.5 } })).toEqual([]);
  });
});

describe.concurrent('predict', () => {
  const folder = temporaryFolder();
  const csv = join(folder, 'customers.csv');
  const model = join(folder, 'run');
  let all: string[] = [];

  beforeAll(async () => {
    writeFileSync(csv, toCsv(customers()));
    await succeed(['train', csv, '-q', '--hidden', '8', '--epochs', '4', '-o', model]);
    all = (await succeed(['predict', csv, '-m', model, '-q'])).stdout.trimEnd().split('\n');
  });

  it('--top 10% writes a tenth of the 300 rows, as they stand without it, by falling probability', async () => {
    const out = join(folder, 'top.csv');
    await succeed(['predict', csv, '-m', model, '-q', '--top', '10%', '-o', out]);
    const [header, ...chosen] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(header).toBe(all[0]);
    expect(chosen).toHaveLength(30);
    const probability = (row: string) => Number(row.split(',')[2]);
    const ranked = all.slice(1).toSorted((a, b) => probability(b) - probability(a));
    expect(chosen).toEqual(ranked.slice(0, 30));
  });

  it('--budget 6 at 1.5 a contact writes 4 rows', async () => {
    const terms = ['--value-per-conversion', '1000', '--cost-per-contact', '1.5', '--budget', '6'];
    const { stdout } = await succeed(['predict', csv, '-m', model, '-q', ...terms]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(5);
  });

  it.each([
    [['--top', '0']],
    [['--top', '101%']],
    [['--top', 'ten']],
    [['--top', '-1']],
    [['--budget', '5']],
    [['--top', '5', '--value-per-conversion', '2']],
  ])('%j is refused with exit 2', async (words) => {
    expectRefusal(await run(['predict', csv, '-m', model, '-q', ...words]), {
      exit: 2,
      start: 'glassnet: error E_USAGE_',
    });
  });
});
