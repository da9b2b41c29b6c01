import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportSet } from '../../../bench/quality/exported-set.ts';
import { prepare } from '../../../bench/quality/own-task.ts';
import { findSets, openSet, rowsOfSeed } from '../../../bench/quality/quality-set.ts';
import { train } from '../../../src/facade/train.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassnet-quality-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AUDIOBOOKS = { name: 'audiobooks', path: 'data/audiobooks.csv', target: 'bought_again' };

describe('the task of a thread', () => {
  it('scores the model of `train` with the same options, to the AUC and log loss that it prints', async () => {
    const options = { balance: 'none', hidden: [8], epochs: 1 } as const;
    const scores = await prepare()({ set: AUDIOBOOKS, seed: 3, options });
    const csv = readFileSync(AUDIOBOOKS.path);
    const { test } = await train(csv, {
      ...options,
      preset: 'plain',
      target: 'bought_again',
      seed: 3,
      split: [70, 10, 20],
    });
    expect(scores.auc).toBeCloseTo(test.rocAuc!, 12);
    // One is a mean in float64 of float32 probabilities, the other of float32 losses.
    expect(scores.logLoss).toBeCloseTo(test.loss, 6);
  });
});

describe('exportSet', () => {
  it('gives peers the cells, targets and rows of the table', async () => {
    const set = await openSet(AUDIOBOOKS);
    await exportSet(set, [2], folder);
    const read = (name: string) => readFileSync(join(folder, 'audiobooks', name));
    const columns = new Float64Array(new Uint8Array(read('columns.f64')).buffer);
    const targets = new Int32Array(new Uint8Array(read('targets.i32')).buffer);
    const cells = readFileSync(AUDIOBOOKS.path, 'utf8').trimEnd().split('\n')[1 + 77]!.split(',').map(Number);
    const n = set.table.rowCount;
    expect(Array.from({ length: 10 }, (_, column) => columns[column * n + 77])).toEqual(cells.slice(1, -1));
    expect([columns.length, targets.length, targets[77]]).toEqual([10 * n, n, cells.at(-1)]);
    const { test } = JSON.parse(read('2.json').toString()) as { test: number[] };
    expect(test).toEqual([...rowsOfSeed(set, 2).test]);
    expect(JSON.parse(read('set.json').toString())).toEqual({ classes: 2, categorical: Array(10).fill(false) });
  });
});

describe('findSets', () => {
  it('goes on without the sets that are not there, and says so', async () => {
    const { sets, skipped } = await findSets('./no-sets', './no-course.csv', folder);
    expect(sets.map(({ name }) => name)).toEqual(['audiobooks', 'demographics']);
    expect(skipped).toEqual(['public sets: not at no-sets/index.json', 'course: not at ./no-course.csv']);
  });
});
