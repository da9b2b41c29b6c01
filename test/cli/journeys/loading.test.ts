/** A command loads nothing that it doesn't use: a module is compiled in half a millisecond, and there are hundreds. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const train = ['train', csv, '--preset', 'plain', '--epochs', '1', '--force', '--output', model];
const predict = (path: string) => [
  'predict',
  path,
  '--model',
  model,
  '--force',
  '--output',
  join(folder, 'scores.csv'),
];

/** The modules of `src` and the packages, as the engine's coverage lists them. */
async function loadedBy(words: readonly string[]): Promise<string[]> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  await succeed(words, { env: { NODE_V8_COVERAGE: coverage } });
  const scripts = readdirSync(coverage).flatMap((name) => {
    return (JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] }).result;
  });
  const names = scripts.map(({ url }) => /\/(?:dist\/src|node_modules)\/(.*)\.m?js$/.exec(url)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers({ count: 300 })));
  await succeed(train);
});

describe('a command loads', () => {
  it.each<[string, readonly string[], string, RegExp]>([
    ['the audit', train, 'train --quiet --no-report', /^audit\//],
    ['what reports', train, 'train --no-report', /^(explain|report\/(html|card|charts|sentences))\/|^d3-/],
    ['what reads arrays', ['prepare', csv, '--output', folder, '--force'], 'train', /^(formats\/arrays|fflate)/],
    ['what trains', train, 'predict', /^training\/(fit|train-classifier)$/],
    ['what explains', [...predict(csv), '--explain', '1'], 'predict', /^explain\//],
    ['what builds tables', train, 'predict', /^(data\/read-table|audit\/.*)$/],
    ['what computes', train, '--help', /^(tensor|nn|yargs-parser|seedrandom)\//],
  ])('%s when it uses it, and else does not', async (_, using, other, modules) => {
    const others: Record<string, readonly string[]> = {
      'train --quiet --no-report': [...train, '--quiet', '--no-report'],
      'train --no-report': [...train, '--no-report'],
      train,
      predict: predict(csv),
      '--help': ['--help'],
    };
    const isOne = (name: string) => modules.test(name);
    expect((await loadedBy(using)).filter(isOne)).not.toEqual([]);
    expect((await loadedBy(others[other]!)).filter(isOne)).toEqual([]);
  });

  it('fast-csv for records in quotes alone', async () => {
    const quoted = join(folder, 'quoted.csv');
    writeFileSync(quoted, readFileSync(csv, 'utf8').replaceAll(/^[^,]+/gm, '"$&"'));
    const isFastCsv = (name: string) => /^@?fast-csv\//.test(name);
    expect((await loadedBy(predict(quoted))).filter(isFastCsv)).not.toEqual([]);
    expect((await loadedBy(predict(csv))).filter(isFastCsv)).toEqual([]);
  });
});
