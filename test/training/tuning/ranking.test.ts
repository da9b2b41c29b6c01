import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { expectedOptimism, rankTrials } from '../../../src/training/tuning/ranking.ts';
import { parametersIn } from '../../../src/training/tuning/searched-options.ts';
import type { Trial } from '../../../src/training/tuning/trial.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A trial with these log losses in the tenths, and accuracies of 1 − loss. */
function trialOf(index: number, tenths: readonly number[] | null): Trial {
  const accuracies = tenths?.map((loss) => 1 - loss) ?? [];
  const validation = tenths && {
    logLoss: mean(tenths),
    rocAuc: null,
    accuracy: mean(accuracies),
    tenths: { logLoss: tenths, rocAuc: tenths.map(() => null), accuracy: accuracies },
  };
  const outcome = { end: tenths === null ? 'diverged' : 'stopped', losses: [1], divergedIn: null, validation } as const;
  return { index, fold: null, parameters: parametersIn({}), seed: '1', data: '', ...outcome };
}

describe('the ranking of trials', () => {
  it('puts the best first by the figure asked for, equal ones by number, and last what diverged or has no such figure', () => {
    const trials = [trialOf(0, [0.3]), trialOf(1, null), trialOf(2, [0.2]), trialOf(3, [0.2])];
    expect(rankTrials(trials, 'logLoss').map(({ index }) => index)).toEqual([2, 3, 0, 1]);
    expect(rankTrials(trials, 'accuracy').map(({ index }) => index)).toEqual([2, 3, 0, 1]);
    expect(rankTrials(trials, 'rocAuc').map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});

describe('the optimism that is to be expected of the best trial', () => {
  it('is what 200 draws of trials that are all alike show, to a tenth of it, and 0 where one is clearly best', () => {
    const random = createRandom(4);
    // Sum of twelve uniform numbers: near enough to a normal one of deviation 1.
    const normal = () => Array.from({ length: 12 }, () => random.next()).reduce((sum, u) => sum + u, -6);
    const draws = Array.from({ length: 200 }, () => {
      const trials = Array.from({ length: 20 }, (_, i) =>
        trialOf(
          i,
          Array.from({ length: 10 }, () => 0.5 + 0.1 * normal()),
        ),
      );
      const best = rankTrials(trials, 'logLoss')[0]!.validation!.logLoss!;
      return { told: expectedOptimism(trials, 'logLoss')!, true: 0.5 - best };
    });
    const [told, real] = [mean(draws.map((draw) => draw.told)), mean(draws.map((draw) => draw.true))];
    expect(real).toBeGreaterThan(0.05);
    expect(Math.abs(told - real)).toBeLessThan(real / 10);
    const clear = [trialOf(0, Array(10).fill(0.1)), trialOf(1, Array(10).fill(0.9))];
    expect(expectedOptimism(clear, 'logLoss')).toBeCloseTo(0, 15);
  });

  it('is unknown where no trial, or not every one, has the figure in each tenth', () => {
    expect(expectedOptimism([trialOf(0, null)], 'logLoss')).toBeNull();
    expect(expectedOptimism([trialOf(0, [0.1, 0.2]), trialOf(1, [0.1, 0.3])], 'rocAuc')).toBeNull();
  });
});
