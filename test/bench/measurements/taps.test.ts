import { describe, expect, it } from 'vitest';
import { benchTaps } from '../../../bench/measurements/taps.ts';

describe('benchTaps', () => {
  it('has four lines a batch, the step without taps first and once more, after 20 steps of each in the same bits', async () => {
    const { rows, unit } = await benchTaps([32, 1], { rounds: 1, timeMs: 0, warmupMs: 0 });
    expect(unit).toBe('steps/s');
    expect(rows.map(({ item, name }) => `${item}: ${name}`)).toEqual([
      'batch of 32: without taps',
      'batch of 32: taps off',
      'batch of 32: without, again',
      'batch of 32: tapped',
      'a row alone: without taps',
      'a row alone: taps off',
      'a row alone: without, again',
      'a row alone: tapped',
    ]);
  });
});
