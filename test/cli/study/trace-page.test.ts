/** The page's worker and `trace` give the same bytes, for what the page begins with and for what is done on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/cli/command.ts';
import { Console } from '../../../src/cli/console.ts';
import { parseArguments } from '../../../src/cli/options/parse-arguments.ts';
import { openingOf, PAGE_LIMITS } from '../../../src/cli/study/opening-of.ts';
import { encodeNpz } from '../../../src/formats/arrays/npz.ts';
import { embeddedText, readEmbedded } from '../../../src/study/opening/embedded.ts';
import { Desk } from '../../../src/web/worker/desk.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { toCsv } from '../../support/customers.ts';
import { succeed } from '../../support/run-here.ts';
import { shop } from '../explain/shops.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const FILES = new Set(['shop.csv', 'a_train.npz', 'a_test.npz', 'run', 'arrays']);
const QUICK = '--preset plain --hidden 5 --epochs 3 --no-report -q'.split(' ');

/** 80 rows of three inputs, the last alike in all. */
function arrays(): Uint8Array {
  const inputs = Float32Array.from({ length: 240 }, (_, i) => (i % 3 === 2 ? 0.5 : ((i * 37) % 19) / 10 - 0.9));
  return encodeNpz([
    ['inputs', { dtype: '<f4', shape: [80, 3], data: inputs }],
    ['targets', { dtype: '<i8', shape: [80], data: BigInt64Array.from({ length: 80 }, (_, i) => BigInt(i % 2)) }],
  ]);
}

beforeAll(async () => {
  writeFileSync(at('shop.csv'), toCsv(shop()));
  for (const part of ['train', 'validation', 'test']) writeFileSync(at(`a_${part}.npz`), arrays());
  await succeed(['train', at('shop.csv'), ...QUICK, '-o', at('run')]);
  await succeed(['train', at('a_train.npz'), ...QUICK, '--dropout', '0.3', '-o', at('arrays')]);
});

describe('the page and the command', () => {
  it.each([
    ['a set', ['--set', 'spiral', '--hidden', '4'], 20],
    ['a file with options', ['shop.csv', '--drop', 'income', '--seed', '7', '--hidden', '6', '--l2', '0.01'], 33],
    ['a model with its file', ['shop.csv', '--model', 'run'], 5],
    ['a model of arrays', ['a_train.npz', '--model', 'arrays'], 6],
    ['a model of arrays, rows that it has not learned from', ['a_test.npz', '--model', 'arrays'], 0],
  ])('%s: the same bytes, after steps, an edit, on a batch, with places opened', async (_, names, steps) => {
    const words = names.map((word) => (FILES.has(word) ? at(word) : word));
    const args = await parseArguments(commandNamed('study'), words);
    const console = new Console({ json: false, quiet: true, verbose: false });
    const { opening } = readEmbedded(embeddedText(await openingOf(args, console, PAGE_LIMITS)));
    const desk = new Desk();
    await desk.open(opening);
    if (steps > 0) desk.goTo(steps - 3 > 0 ? steps - 3 : 0);
    desk.edit({ name: 'W1', place: [2, 3] }, 0.25);
    const edited = desk.study.step;
    desk.goTo(steps);
    const batch = desk.study.train === null ? 1 : 6;
    const number = 9;
    const { text } = desk.trace({
      row: number,
      batch,
      neuron: { layer: 1, unit: 3 },
      parameter: { name: 'b1', place: [2] },
    });
    const row = desk.study.data.rows.ids?.[number - 1] ?? String(number);
    const asked = ['--row', row, '--batch', String(batch), '--neuron', '1.3', '--param', 'b1[2]'];
    const done = ['--steps', String(steps), '--edit', `W1[2,3]=0.25@${edited}`];
    const { stdout } = await succeed(['trace', ...words, ...asked, ...done, '--json', '-q']);
    expect(stdout).toBe(text);
    const other = await succeed(['trace', ...words, ...asked, '--steps', String(steps), '--json', '-q']);
    expect(other.stdout).not.toBe(text);
  });
});
