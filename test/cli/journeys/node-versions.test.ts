/**
 * Other versions of Node give the same bytes. Their executables are named in NODES, separated by colons; without it these
 * tests are skipped. `.ci/run` installs versions 22 and 24 and names them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, run, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

const nodes = (process.env['NODES'] ?? '').split(':').filter((path) => path !== '');
const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');

/** What stands in the files that every command wrote, but for times and versions. */
async function written(name: string, node: string | undefined): Promise<Map<string, string>> {
  const out = join(folder, name);
  const options = node === undefined ? {} : { node };
  const model = join(out, 'run');
  const training = [
    '--preset',
    'plain',
    '--hidden',
    '50,50',
    '--epochs',
    '4',
    '--batch-size',
    '64',
    '--l2',
    '0.001',
    '--dropout',
    '0.1',
  ];
  await succeed(['prepare', csv, '-q', '-o', join(out, 'arrays')], options);
  await succeed(['train', csv, '-q', ...training, '--calibrate', 'platt', '-o', model], options);
  await succeed(['train', csv, '-q', ...training, '--kernel', 'scalar', '-o', join(out, 'scalar')], options);
  await succeed(['train', csv, '-q', '--hidden', '50', '--epochs', '3', '-o', join(out, 'best')], options);
  await succeed(['predict', csv, '-q', '-m', model, '-o', join(out, 'scores.csv')], options);
  await succeed(['evaluate', csv, '-q', '-m', model, '-o', join(out, 'evaluation')], options);
  const files = contents(out).filter((path) => /\.(safetensors|npz|csv)$/.test(path));
  return new Map(files.map((path) => [path, readFileSync(join(out, path)).toString('base64')]));
}

describe.skipIf(nodes.length === 0)('other versions of Node (skipped: NODES names none)', () => {
  let expected: Map<string, string>;

  beforeAll(async () => {
    writeFileSync(csv, toCsv(customers({ count: 600 })));
    expected = await written('own', undefined);
    expect([...expected.keys()].filter((path) => path.endsWith('.safetensors'))).toHaveLength(3);
    expect(expected.size).toBeGreaterThanOrEqual(10);
  });

  it.each(nodes)('%s writes the same models, arrays, scores and tables, byte for byte', async (node) => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    expect(version).not.toBe(process.version);
    const actual = await written(version, node);
    expect([...actual.keys()]).toEqual([...expected.keys()]);
    for (const [path, bytes] of expected) expect(actual.get(path) === bytes, `${path} under ${version}`).toBe(true);
    expect((await run(['--version'], { node })).code).toBe(0);
  });

  it.each(nodes)('%s keeps compiled code among temporary files, unless it is forbidden to', async (node) => {
    const kept = async (env: Readonly<Record<string, string>>) => {
      const TMPDIR = mkdtempSync(join(folder, 'tmp-'));
      await succeed(['train', '--help'], { node, env: { ...env, TMPDIR } });
      return readdirSync(TMPDIR);
    };
    expect(await kept({})).toEqual(['node-compile-cache']);
    expect(await kept({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual([]);
  });
});
