/** `predict --top` and `--budget`: just the customers to contact, likeliest first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

describe('predict', () => {
  const folder = temporaryFolder();
  const csv = join(folder, 'customers.csv');
  const model = join(folder, 'run');
  let all: string[] = [];

  beforeAll(async () => {
    writeFileSync(csv, toCsv(customers()));
    await succeed(['train', csv, '--preset', 'plain', '-q', '--hidden', '8', '--epochs', '4', '-o', model]);
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
