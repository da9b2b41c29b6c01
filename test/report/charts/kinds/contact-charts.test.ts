import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liftTable } from '../../../../src/evaluation/lift.ts';
import { countRanks, rankScores } from '../../../../src/evaluation/ranking.ts';
import { planTargeting, realisedTargeting } from '../../../../src/evaluation/targeting.ts';
import type { Chart, XyPlot } from '../../../../src/report/charts/chart.ts';
import { gainChart, type GainParts } from '../../../../src/report/charts/kinds/gain-chart.ts';
import { liftChart } from '../../../../src/report/charts/kinds/lift-chart.ts';
import { profitChart, returnChart } from '../../../../src/report/charts/kinds/profit-chart.ts';
import { EVALUATION, TARGETING } from '../examples.ts';

const xy = ({ plot }: Chart) => plot as XyPlot;
const column = ({ table }: Chart, name: string) => {
  const place = table.columns.findIndex((one) => one.name === name);
  return table.rows.map((row) => row[place] as number);
};
const line = (chart: Chart, name: string) => xy(chart).series.find((one) => one.name === name)!.points;

/** Any ranking of 20 to 200 rows, with the gain table and the plan that evaluation makes of it. */
const evaluations: fc.Arbitrary<GainParts> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 20, maxLength: 200 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 0, max: 30 }),
  )
  .filter(([rows]) => rows.some(([, isPositive]) => isPositive))
  .map(([rows, valuePerConversion, costPerContact]) => {
    const scores = rows.map(([score]) => score / 20);
    const ranked = countRanks(
      rankScores(scores),
      Int32Array.from(rows, ([, isPositive]) => (isPositive ? 1 : 0)),
    );
    const terms = { valuePerConversion, costPerContact };
    const plan = planTargeting(ranked, terms);
    const targeting = {
      ...plan,
      ...realisedTargeting(ranked, plan, terms),
      terms,
      rows: rows.length,
      profitInterval: null,
    };
    return {
      gain: liftTable(ranked)!.map((row) => Object.assign(row, { interval: null })),
      positive: 'yes',
      rows: rows.length,
      targeting,
    };
  });

describe('cumulative gain', () => {
  const chart = gainChart(EVALUATION)!;

  it('says what the likeliest tenth holds, and what the chosen 200 of 1,000 hold', () => {
    expect(chart.sentence).toBe(
      'The likeliest 10 % of the rows hold 50 % of all "yes": 5 times as many as a tenth drawn at random. The 200 chosen (20 % of the rows) hold 67 %.',
    );
    expect(xy(chart).marks).toEqual([{ x: 0.2, y: TARGETING.conversions / 100, label: 'chosen: 20 % of the rows' }]);
  });

  it('has no cut without terms, nor where nobody is worth a contact', () => {
    const { targeting: _, ...without } = EVALUATION;
    for (const parts of [without, { ...EVALUATION, targeting: { ...TARGETING, contacts: 0 } }]) {
      const { sentence, plot } = gainChart(parts)!;
      expect((plot as XyPlot).marks).toEqual([]);
      expect(sentence).not.toContain('chosen');
    }
  });

  it('draws each row of the table, from nothing to all', () => {
    const points = line(chart, 'likeliest first');
    expect(points[0]).toEqual([0, 0]);
    expect(points.at(-1)).toEqual([1, 1]);
    expect(points.slice(1)).toEqual(
      column(chart, 'likeliest').map((share, row) => [share, column(chart, 'gain')[row]]),
    );
  });

  it('puts the chosen cut onto its curve, within one percent of the rows: any ranking', () => {
    fc.assert(
      fc.property(evaluations, (parts) => {
        const drawn = gainChart(parts)!;
        const gains = [0, ...column(drawn, 'gain')];
        for (const { x, y } of xy(drawn).marks) {
          expect(y!).toBeGreaterThanOrEqual(gains[Math.floor(100 * x! + 1e-9)]! - 1e-9);
          expect(y!).toBeLessThanOrEqual(gains[Math.ceil(100 * x! - 1e-9)]! + 1e-9);
        }
      }),
      { numRuns: 200, seed: 13 },
    );
  });

  it('is none without rows of the class, or for three classes', () => {
    expect(gainChart({ ...EVALUATION, gain: null })).toBeNull();
    expect(gainChart({ ...EVALUATION, positive: null })).toBeNull();
    expect(liftChart({ ...EVALUATION, gain: null })).toBeNull();
    expect(profitChart({ ...EVALUATION, gain: null })).toBeNull();
  });
});

describe('lift by tenths', () => {
  it('defines lift beside gain in its sentence', () => {
    expect(liftChart(EVALUATION)!.sentence).toBe(
      'The likeliest tenth holds 5 times as many "yes" as a tenth drawn at random, the least likely tenth 0 times. Lift counts against chance, tenth by tenth; gain is the share of all "yes" found so far.',
    );
  });

  it('has tenths that add up to all rows of the class, with lifts whose mean is 1: any ranking', () => {
    fc.assert(
      fc.property(evaluations, (parts) => {
        const chart = liftChart(parts)!;
        const [found, lifts] = [column(chart, '"yes" in it'), column(chart, 'lift')];
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(found)).toBeCloseTo(parts.gain!.at(-1)!.positives, 9);
        expect(sum(lifts) / 10).toBeCloseTo(1, 9);
        expect(sum(column(chart, 'rows'))).toBe(parts.rows);
        expect(column(chart, 'lift so far').at(-1)).toBeCloseTo(1, 9);
        expect(column(chart, 'lift so far')[0]).toBe(lifts[0]);
        expect(line(chart, 'this tenth').map(([, lift]) => lift)).toEqual(lifts);
      }),
      { numRuns: 200, seed: 13 },
    );
  });
});

describe('profit and return', () => {
  const [profit, roi] = [profitChart(EVALUATION)!, returnChart(EVALUATION)!];

  it('say what the chosen rows cost and bring, beside the best and everyone', () => {
    expect(profit.sentence).toBe(
      'Contacting the likeliest 200 of 1,000 rows costs 300 and brings a profit of 500.00 (95 % interval 380 to 620). The highest on these rows is 600, of the likeliest 40 %; contacting everyone brings −300.',
    );
    expect(roi.sentence).toBe(
      'Each 1.00 spent on the 200 chosen rows comes back with 1.67 of profit. Spent on everyone, it is −0.20 for each 1.00.',
    );
  });

  it('are v·P·g − c·n·s, and that over the cost, at each percent: any ranking', () => {
    fc.assert(
      fc.property(evaluations, (parts) => {
        const { gain, targeting } = parts;
        const { valuePerConversion, costPerContact } = targeting!.terms;
        const chart = profitChart(parts)!;
        for (const [row, value] of column(chart, 'profit').entries()) {
          const { positives, share } = gain![row]!;
          expect(value).toBeCloseTo(valuePerConversion * positives - costPerContact * share * parts.rows, 8);
        }
        const returned = returnChart(parts);
        expect(returned === null).toBe(costPerContact === 0);
        if (returned === null) return;
        const costs = column(returned, 'cost');
        expect(column(returned, 'return').map((each, row) => each * costs[row]!)).toEqual(
          column(chart, 'profit').map((value) => expect.closeTo(value, 8)),
        );
      }),
      { numRuns: 200, seed: 13 },
    );
  });

  it('stay within their axes, band and mark included', () => {
    for (const chart of [profit, roi]) {
      const { y, series, marks } = xy(chart);
      const values = series.flatMap(({ points, band = [] }) =>
        points.map(([, value]) => value).concat(band.flat() as number[]),
      );
      for (const value of [...values, ...marks.map((mark) => mark.y!)]) {
        expect(value).toBeGreaterThanOrEqual(y.domain[0]);
        expect(value).toBeLessThanOrEqual(y.domain[1]);
      }
    }
  });

  it('say that no contact pays where none does', () => {
    const parts = { ...EVALUATION, targeting: { ...TARGETING, contacts: 0, profitInterval: null } };
    expect(profitChart(parts)!.sentence).toMatch(/^No contact pays for itself: none has a probability above 13 %\./);
    expect(returnChart(parts)!.sentence).toMatch(/^No contact pays for itself\./);
    expect(xy(profitChart(parts)!).marks).toHaveLength(1);
  });
});
