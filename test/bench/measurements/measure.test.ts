import { describe, expect, it } from 'vitest';
import { measure, quantile, summarize, type Candidate, type Effort } from '../../../bench/measurements/measure.ts';

/** One call in the warm-up and one in the time. */
const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };

describe('quantile', () => {
  it('of 4, 1, 3, 2 is 1.75, 2.5 and 3.25, as numpy.quantile has it', () => {
    const values = [4, 1, 3, 2];
    expect([0, 0.25, 0.5, 0.75, 1].map((part) => quantile(values, part))).toEqual([1, 1.75, 2.5, 3.25, 4]);
    expect(values).toEqual([4, 1, 3, 2]);
  });

  it('orders by size, not as text: the median of 10, 9, 100 is 10', () => {
    expect(quantile([10, 9, 100], 0.5)).toBe(10);
    expect(quantile([7], 0.25)).toBe(7);
  });
});

describe('summarize', () => {
  it('takes ratios within rounds: 2 for half the time in each, though the machine became ten times as slow', () => {
    const baseline = [[2, 2, 2], [20], [20]];
    const candidate = [[1], [10, 10, 10], [10]];
    expect(summarize('b', candidate, baseline)).toEqual({
      name: 'b',
      medianMs: 10,
      p25Ms: 5.5,
      p75Ms: 10,
      samples: 5,
      ratio: 2,
    });
    // The medians of all calls, 2 and 10, would have called it five times as slow.
    expect(summarize('a', baseline, baseline)).toMatchObject({ medianMs: 20, samples: 5, ratio: 1 });
  });

  it('counts 100 calls of 1 ms in one round no more than one call of 100 ms in each of two others', () => {
    const rounds = [Array.from({ length: 100 }, () => 1), [100], [100]];
    expect(summarize('a', rounds, rounds)).toMatchObject({ medianMs: 100, samples: 102 });
    // Of rounds alike, all calls count: the middle of 1 to 6 is 3.5.
    expect(
      summarize(
        'a',
        [
          [1, 6, 2],
          [5, 3, 4],
        ],
        [[1], [1]],
      ),
    ).toMatchObject({ medianMs: 3.5, p25Ms: 2.25, p75Ms: 4.75 });
  });

  it('is the median over the rounds: one round of three that was disturbed moves nothing', () => {
    expect(summarize('b', [[1], [50], [1]], [[3], [3], [3]]).ratio).toBe(3);
  });
});

describe('measure', () => {
  it('lets candidates take turns, every other round backwards, each prepared before warm-up and time', async () => {
    const calls: string[] = [];
    const candidate = (name: string): Candidate => ({
      name,
      prepare: () => calls.push(`prepare ${name}`),
      run: () => void calls.push(`run ${name}`),
    });
    const measurements = await measure([candidate('a'), candidate('b')], { ...ONCE, rounds: 2 });
    expect(calls).toEqual(
      ['a', 'a', 'b', 'b', 'b', 'b', 'a', 'a'].flatMap((name) => [`prepare ${name}`, `run ${name}`]),
    );
    expect(measurements.map(({ name, samples }) => [name, samples])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('lets those who keep the time alone take their turns, and takes their times as they are', async () => {
    const calls: string[] = [];
    const alone = (name: string, ms: number) => ({
      name,
      timeRound: (effort: Effort) => {
        calls.push(`${name} ${effort.timeMs}`);
        return Promise.resolve([ms, ms, ms]);
      },
    });
    const effort = { rounds: 2, timeMs: 7, warmupMs: 1 };
    const measurements = await measure([alone('a', 6), alone('b', 2)], effort);
    expect(calls).toEqual(['a 7', 'b 7', 'b 7', 'a 7']);
    expect(measurements[1]).toEqual({ name: 'b', medianMs: 2, p25Ms: 2, p75Ms: 2, samples: 6, ratio: 3 });
  });

  it('waits for asynchronous candidates: never two calls at once', async () => {
    let running = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    await measure([{ name: 'a', asynchronous: true, run }], { rounds: 2, timeMs: 2, warmupMs: 1 });
    expect([most, running]).toEqual([1, 0]);
  });

  it('passes on what a candidate throws, at once or later', async () => {
    const fault = new Error('broken');
    const sync = measure([{ name: 'a', run: () => expect.fail('broken') }], ONCE);
    await expect(sync).rejects.toThrow('broken');
    const later = measure([{ name: 'a', asynchronous: true, run: () => Promise.reject(fault) }], ONCE);
    await expect(later).rejects.toThrow('broken');
  });

  it('refuses to measure nothing', async () => {
    await expect(measure([], ONCE)).rejects.toThrow(RangeError);
    await expect(measure([{ name: 'a', run: () => {} }], { ...ONCE, rounds: 0 })).rejects.toThrow(RangeError);
  });
});
