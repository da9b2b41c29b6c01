import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keyOf, Results, type Result } from '../../../bench/quality/results.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassnet-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

function result(seed: number): Result {
  return {
    set: 'a',
    seed,
    method: 'm',
    key: keyOf(['a', seed]),
    auc: 0.5,
    logLoss: 1,
    explained: 0.1 + 0.2,
    seconds: 1,
  };
}

describe('Results', () => {
  it('finds 2 results again to the bit, and passes over half a line of a run that was killed', async () => {
    const path = join(folder, 'results.jsonl');
    const first = await Results.open(path);
    await first.add(result(1));
    appendFileSync(path, '{"set":"a","se');
    const second = await Results.open(path);
    expect(second.get(keyOf(['a', 1]))).toEqual(result(1));
    expect(second.get(keyOf(['a', 2]))).toBeUndefined();
    await second.add(result(2));
    const third = await Results.open(path);
    expect([1, 2].map((seed) => third.get(keyOf(['a', seed])))).toEqual([result(1), result(2)]);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(3);
  });

  it('keeps nothing on disk without a path', async () => {
    const results = await Results.open(undefined);
    await results.add(result(1));
    expect(results.get(keyOf(['a', 1]))).toEqual(result(1));
  });
});

describe('keyOf', () => {
  it('differs with each part', () => {
    const keys = [['a', 1], ['a', 2], ['b', 1], [], ['a', 1, { patience: 2 }]].map(keyOf);
    expect(new Set(keys).size).toBe(5);
  });
});
