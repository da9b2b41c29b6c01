import { describe, it } from 'vitest';
import { expectNothingLost } from '../support/killed-search.ts';

describe('a search that is killed (SIGKILL) at 20 random moments', () => {
  it('loses no finished trial, repeats none, and ends with the bytes of one that was never killed', async () => {
    await expectNothingLost({ kills: 20, trials: 100, rows: 1000, seed: 'soak' });
  });
});
