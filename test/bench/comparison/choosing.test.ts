import { describe, expect, it } from 'vitest';
import { checkFits, ReckonedRun } from '../../../bench/comparison/choosing.ts';

const EFFORT = { rounds: 1, timeMs: 50, warmupMs: 0 };
const taking = (ms: number) => ({ name: 'run', timeRound: () => Promise.resolve([ms]) });

describe('ReckonedRun', () => {
  it('is 4,000 + 200 · 300 ms for 200 pieces of work, from 4.3 s for one and 6.7 s for 9', async () => {
    const run = new ReckonedRun('Keras', taking(4300), taking(6700), 8, 200);
    expect(await run.timeRound(EFFORT)).toEqual([64_000]);
  });
});

describe('checkFits', () => {
  const said = (fits: string) => `${fits}Test loss: 0.23. Test accuracy: 91.06%.\n`;

  it('accepts 200 fits of 200', () => {
    expect(() => checkFits('peer', said('fits: 200\n'), 200)).not.toThrow();
  });

  it.each([
    ['other work', said('fits: 20\n'), /20 fits, expected 200/],
    ['work that is not told', said(''), /no fits, expected 200/],
    ['no result', 'fits: 200\n', /no line tells the test accuracy/],
  ])('refuses %s', (_, stdout, message) => {
    expect(() => checkFits('peer', stdout, 200)).toThrow(message);
  });
});
