import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { judgeTargeting, planTargeting, realisedTargeting } from '../../src/evaluation/targeting.ts';
import type { TargetingPlan, TargetingTerms } from '../../src/evaluation/targeting.ts';
import { createRandom } from '../../src/random.ts';
import { expand, resampledRows } from './resamples.ts';

const PROBABILITIES = [0.05, 0.5, 0.25, 0.125, 0.5];
const TARGETS = [0, 1, 0, 1, 0];
const ranked = countRanks(rankScores(PROBABILITIES), TARGETS);

function plan(probabilities: readonly number[], terms: TargetingTerms): TargetingPlan {
  return planTargeting(countRanks(rankScores(probabilities), null), terms);
}

describe('planTargeting', () => {
  it('at 12 a conversion and 1.5 a contact takes probabilities above 1/8: 3 contacts, profit 12 * 1.25 - 4.5', () => {
    expect(planTargeting(ranked, { valuePerConversion: 12, costPerContact: 1.5 })).toEqual({
      contacts: 3,
      threshold: 0.25,
      breakEven: 0.125,
      cost: 4.5,
      expectedConversions: 1.25,
      expectedProfit: 10.5,
    });
  });

  it('spends a budget of 2 on one contact, of 1.49 on none', () => {
    const terms = { valuePerConversion: 12, costPerContact: 1.5 };
    expect(planTargeting(ranked, { ...terms, budget: 2 })).toMatchObject({ contacts: 1, threshold: 0.5, cost: 1.5 });
    expect(planTargeting(ranked, { ...terms, budget: 1.49 })).toMatchObject({
      contacts: 0,
      threshold: null,
      expectedProfit: 0,
    });
  });

  it('buys 3 contacts at 0.1 for 0.3, though 0.3 / 0.1 is below 3 in float64', () => {
    expect(0.3 / 0.1).toBeLessThan(3);
    expect(plan([0.9, 0.9, 0.9, 0.9], { valuePerConversion: 1, costPerContact: 0.1, budget: 0.3 }).contacts).toBe(3);
  });

  it('takes everyone with a chance where contacts are free, and nobody where none pays', () => {
    expect(plan([0, 0.001, 1], { valuePerConversion: 1, costPerContact: 0, budget: 0 }).contacts).toBe(2);
    expect(plan([0.1, 0.2], { valuePerConversion: 5, costPerContact: 1 }).contacts).toBe(0);
  });

  it('has the highest expected profit of all subsets within the budget, in 300 drawn cases of up to 8 rows', () => {
    let budgetMattered = 0;
    const cases = {
      probabilities: fc.array(
        fc.nat({ max: 16 }).map((n) => n / 16),
        { minLength: 1, maxLength: 8 },
      ),
      valuePerConversion: fc.integer({ min: 1, max: 20 }),
      costPerContact: fc.integer({ min: 1, max: 10 }),
      budget: fc.integer({ min: 0, max: 40 }),
    };
    fc.assert(
      fc.property(fc.record(cases), ({ probabilities, ...terms }) => {
        let best = 0;
        for (let subset = 0; subset < 2 ** probabilities.length; subset++) {
          const chosen = probabilities.filter((_, row) => ((subset >> row) & 1) === 1);
          if (chosen.length * terms.costPerContact > terms.budget) continue;
          best = Math.max(best, profitOf(chosen, terms));
        }
        const { contacts, expectedProfit, cost } = plan(probabilities, terms);
        // Sixteenths and small whole numbers: every figure is exact.
        expect(expectedProfit).toBe(best);
        expect(cost).toBeLessThanOrEqual(terms.budget);
        const first = [...rankScores(probabilities).order.subarray(0, contacts)].map((row) => probabilities[row]!);
        expect(profitOf(first, terms)).toBe(best);
        const { valuePerConversion, costPerContact } = terms;
        if (plan(probabilities, { valuePerConversion, costPerContact }).expectedProfit > best) budgetMattered++;
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(budgetMattered).toBeGreaterThan(30);
  });

  it('plans for a resample as for its rows written out, in 300 drawn ones', () => {
    const terms = { valuePerConversion: 10, costPerContact: 3, budget: 30 };
    fc.assert(
      fc.property(resampledRows, ({ targets, scores, counts }) => {
        const resample = countRanks(rankScores(scores), targets, counts);
        const written = countRanks(rankScores(expand(scores, counts)), expand(targets, counts));
        const expected = planTargeting(written, terms);
        expect(planTargeting(resample, terms)).toEqual(expected);
        expect(realisedTargeting(resample, expected, terms)).toEqual(realisedTargeting(written, expected, terms));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([
    [{ valuePerConversion: 0, costPerContact: 1 }, 'value per conversion 0, expected above 0'],
    [{ valuePerConversion: 1, costPerContact: -1 }, 'cost per contact -1, expected at least 0'],
    [{ valuePerConversion: 1, costPerContact: NaN }, 'cost per contact NaN, expected at least 0'],
    [{ valuePerConversion: 1, costPerContact: 1, budget: -5 }, 'budget -5, expected at least 0'],
  ])('refuses %o', (terms, message) => {
    expect(() => planTargeting(ranked, terms)).toThrow(new RangeError(`planTargeting: ${message}`));
  });

  it('refuses scores that are no probabilities', () => {
    expect(() => plan([-1, 2.5], { valuePerConversion: 1, costPerContact: 1 })).toThrow(
      new RangeError('planTargeting: scores from -1 to 2.5, expected probabilities'),
    );
  });
});

describe('realisedTargeting', () => {
  it('on known answers: 1 conversion in 3 contacts, profit 12 - 4.5', () => {
    const terms = { valuePerConversion: 12, costPerContact: 1.5 };
    expect(realisedTargeting(ranked, planTargeting(ranked, terms), terms)).toEqual({ conversions: 1, profit: 7.5 });
  });

  it('of two equal rows, one of which converts, one contact brings half a conversion', () => {
    const terms = { valuePerConversion: 12, costPerContact: 1.5, budget: 1.5 };
    expect(realisedTargeting(ranked, planTargeting(ranked, terms), terms)).toEqual({ conversions: 0.5, profit: 4.5 });
  });
});

describe('judgeTargeting', () => {
  /** Scored rows, one in ten of which converts, more of those with high scores; and the profit of the plan. */
  function drawProfit(seed: string, rows: number, terms: TargetingTerms) {
    const random = createRandom(seed, 'rows');
    const scores = Array.from({ length: rows }, () => random.next() ** 6 * 0.97);
    const targets = Int32Array.from(scores, (p) => Number(random.next() < p));
    const probabilities = Float64Array.from(scores.flatMap((p) => [1 - p, p]));
    const predictions = new Int32Array(rows);
    return judgeTargeting(
      { name: 'x', predictions, probabilities },
      targets,
      terms,
      createRandom(seed, 'targeting'),
      100,
    );
  }

  it.each([
    ['without a budget', { valuePerConversion: 20, costPerContact: 2 }],
    ['with a budget for 8 contacts', { valuePerConversion: 20, costPerContact: 2, budget: 16 }],
  ])('covers the profit of 200 rows in at least 93 of 100 sets, %s', (_, terms) => {
    // Of the same scores on 100,000 rows: the profit of 200 of them.
    const many = 'budget' in terms ? { ...terms, budget: terms.budget * 500 } : terms;
    const random = createRandom('truth');
    const scores = Array.from({ length: 100_000 }, () => random.next() ** 6 * 0.97);
    const truth = plan(scores, many).expectedProfit / 500;
    let covered = 0;
    const sets = 200;
    for (let set = 0; set < sets; set++) {
      const { profit, profitInterval } = drawProfit(String(set), 200, terms);
      expect(profitInterval!.low).toBeLessThanOrEqual(profit);
      expect(profitInterval!.high).toBeGreaterThanOrEqual(profit);
      covered += Number(profitInterval!.low <= truth && truth <= profitInterval!.high);
    }
    // 200 sets leave a standard error of 1.5 points.
    expect(covered / sets).toBeGreaterThan(0.93);
    expect(covered / sets).toBeLessThan(1);
  });

  it('has no interval where nobody is contacted', () => {
    expect(drawProfit('1', 50, { valuePerConversion: 1, costPerContact: 1 })).toMatchObject({
      contacts: 0,
      profit: 0,
      profitInterval: null,
    });
  });
});

function profitOf(probabilities: readonly number[], { valuePerConversion, costPerContact }: TargetingTerms): number {
  const conversions = probabilities.reduce((sum, p) => sum + p, 0);
  return valuePerConversion * conversions - costPerContact * probabilities.length;
}
