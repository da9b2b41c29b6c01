/**
 * Other versions of Node, which have other versions of V8, give the same bytes. `.ci/run` fetches them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, succeed, temporaryFolder } from '../support/cli.ts';
import { sha256 } from '../support/models.ts';

const versionOf = (node: string) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
const nodes = (process.env['NODES'] ?? '')
  .split(delimiter)
  .filter((path) => path !== '')
  .map((node) => ({ node, version: versionOf(node) }))
  .filter(({ version }) => version !== process.version);

const csv = join(ROOT, 'data/audiobooks.csv');
const folder = temporaryFolder();

/** The SHA-256 of a model, of prepared arrays and of predictions, by file. */
async function digests(node: string, name: string, words: readonly string[] = []): Promise<Record<string, string>> {
  const output = join(folder, name);
  mkdirSync(output);
  const [model, scores] = [join(output, 'model'), join(output, 'scores.csv')];
  await succeed(['train', csv, '--epochs', '3', '-o', model, ...words], { node });
  await succeed(['prepare', csv, '--name', 'x', '-o', output], { node });
  await succeed(['predict', csv, '-m', model, '-o', scores], { node });
  const arrays = ['train', 'validation', 'test'].map((part) => join(output, `x_${part}.npz`));
  const files = [join(model, 'model.safetensors'), join(model, 'history.csv'), ...arrays, scores];
  return Object.fromEntries(files.map((file) => [file.slice(output.length + 1), sha256(readFileSync(file))]));
}

let made: Promise<Record<string, string>> | undefined;
const expected = () => (made ??= digests(process.execPath, 'running'));

describe.skipIf(nodes.length === 0)('other versions of Node (skipped unless NODES lists the paths of some)', () => {
  it.each(nodes)('$version gives the same model, arrays and scores to the byte, on simd and tiled', async (other) => {
    for (const kernel of ['simd', 'tiled']) {
      const found = await digests(other.node, `${other.version}-${kernel}`, ['--kernel', kernel]);
      expect(found, kernel).toEqual(await expected());
    }
  });

  it('another seed gives another model, other scores and the same arrays', async () => {
    const other = await digests(process.execPath, 'seed-2', ['--seed', '2']);
    const same = Object.entries(await expected()).filter(([file, digest]) => other[file] === digest);
    expect(same.map(([file]) => file)).toEqual(['x_train.npz', 'x_validation.npz', 'x_test.npz']);
  });
});
