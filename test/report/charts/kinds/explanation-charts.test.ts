import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BarPlot, Chart, WaterfallPlot, XyPlot } from '../../../../src/report/charts/chart.ts';
import { contributionsChart } from '../../../../src/report/charts/kinds/contributions-chart.ts';
import { effectChart } from '../../../../src/report/charts/kinds/effect-chart.ts';
import { importanceChart } from '../../../../src/report/charts/kinds/importance-chart.ts';
import { networkChart } from '../../../../src/report/charts/kinds/network-chart.ts';
import type { NetworkPlot } from '../../../../src/report/charts/chart.ts';
import { CATEGORY_EFFECT, EXPLAINED, IMPORTANCE, NETWORK, NUMBER_EFFECT, ROW } from '../examples.ts';

describe('importance', () => {
  it('names the strongest with its interval, and how many may not matter', () => {
    expect(importanceChart(IMPORTANCE)!.sentence).toBe(
      'last_visited_days matters most: with its values shuffled, the log loss of 0.3 changes by +0.2 (95 % interval +0.15 to +0.25). Of 3 columns or groups of them, 1 has an interval that covers 0: no sign that the network needs it.',
    );
    const [, group, noise] = IMPORTANCE.columns;
    expect(importanceChart({ ...IMPORTANCE, columns: [group!] })!.sentence).toBe(
      'price + price_average together matter most: with their values shuffled, the log loss of 0.3 changes by +0.05 (95 % interval +0.02 to +0.08).',
    );
    expect(importanceChart({ ...IMPORTANCE, columns: [noise!] })!.sentence).toMatch(
      /^No column stands out: even with the values of the first, noise, shuffled,/,
    );
    expect(importanceChart({ ...IMPORTANCE, columns: [] })).toBeNull();
  });

  it('draws 15 of 40 columns and has all in its table, negative ones not clipped', () => {
    const columns = Array.from({ length: 40 }, (_, place) => ({
      columns: [`column ${place}`],
      increase: 0.2 - place / 100,
      interval: null,
    }));
    const { plot, table } = importanceChart({ ...IMPORTANCE, columns })!;
    expect((plot as BarPlot).bars).toHaveLength(15);
    expect(table.rows).toHaveLength(40);
    expect(table.rows.at(-1)).toEqual(['"column 39"', 0.2 - 39 / 100, null, null]);
  });
});

const curve = ({ plot }: Chart, name: string) => (plot as XyPlot).series.find((one) => one.name === name)!.points;

describe('the effect of a number', () => {
  const chart = effectChart(NUMBER_EFFECT, 'yes', 0)!;

  it('says where it is lowest and highest among the values that have rows, and that the two ways differ', () => {
    expect(chart.sentence).toBe(
      'The mean probability of "yes" over 200 rows is lowest with last_visited_days = 40 (16 %) and highest with last_visited_days = 0 (40 %). The two ways of asking differ by up to 4 percentage points: other columns may move along with last_visited_days, and then the accumulated local effect is the safer one. 2 values have few rows.',
    );
  });

  it('has each point of both curves in table and plot, missing as a line across, few rows from 60 to 80', () => {
    const { table, plot } = chart;
    const numbers = table.rows.slice(0, -1);
    expect(curve(chart, 'partial dependence')).toEqual(numbers.map(([value, mean]) => [value, mean]));
    expect(curve(chart, 'accumulated local effect')).toEqual(numbers.map(([value, , local]) => [value, local]));
    expect(table.rows.at(-1)).toEqual(['missing', 0.2, null, 7, 'few']);
    expect((plot as XyPlot).marks).toEqual([{ y: 0.2, label: 'last_visited_days missing' }]);
    expect((plot as XyPlot).sparse).toEqual([[60, 80]]);
    expect((plot as XyPlot).rug).toBe(NUMBER_EFFECT.rug);
  });

  it('cuts single rows at twice the highest mean, and says how far they reach', () => {
    const { series, y } = chart.plot as XyPlot;
    expect(y.domain).toEqual([0, 0.8]);
    const single = series.filter(({ role }) => role === 'faint');
    expect(single[0]!.name).toBe('single rows, up to 96 %');
    expect(Math.max(...single.flatMap(({ points }) => points.map(([, value]) => value)))).toBe(0.8);
    // The fourth row, 2.4 times the mean, goes below 0.8 between 0 and 10: 2.4 · (0.4 − 0.012 x) = 0.8.
    const [x, value] = single.at(-1)!.points[0]!;
    expect([x, value]).toEqual([expect.closeTo((0.4 - 0.8 / 2.4) / 0.012, 9), 0.8]);
  });

  it('of one value, or of none but missing ones, is still drawn', () => {
    const [point] = NUMBER_EFFECT.points;
    const one = effectChart({ ...NUMBER_EFFECT, points: [point!], individual: [] }, 'yes', 0)!;
    expect((one.plot as XyPlot).x.domain).toEqual([-0.5, 0.5]);
    expect(one.sentence).toContain('is 40 % whatever the value of last_visited_days');
    const missing = NUMBER_EFFECT.points.slice(-1);
    const none = effectChart({ ...NUMBER_EFFECT, points: missing, individual: [] }, 'yes', 0)!;
    expect((none.plot as XyPlot).x.names).toEqual(['missing']);
    expect(effectChart({ ...NUMBER_EFFECT, points: [] }, 'yes', 0)).toBeNull();
  });
});

describe('the effect of a number with few rows everywhere', () => {
  it('is told of all its values', () => {
    const points = NUMBER_EFFECT.points.map((point, place) => ({ ...point, isSparse: place > 0 }));
    expect(effectChart({ ...NUMBER_EFFECT, points }, 'yes', 0)!.sentence).toContain(
      'is lowest with last_visited_days = 80',
    );
  });
});

describe('the effect of a category', () => {
  it('has a point for each level and one for missing', () => {
    const chart = effectChart(CATEGORY_EFFECT, 'yes', 1)!;
    const { x, sparse, series } = chart.plot as XyPlot;
    expect(chart.id).toBe('effect-2');
    expect(x.names).toEqual(['free', 'professional', '团队版', 'missing']);
    expect(series.map(({ name, style }) => [name, style])).toEqual([['partial dependence', 'points']]);
    expect(sparse).toEqual([[2.5, 3.5]]);
    expect(chart.table.rows.map(([value]) => value)).toEqual(x.names);
  });
});

describe('contributions', () => {
  const chart = contributionsChart(ROW, EXPLAINED, 0);

  it('tell the probability, the base and the reasons both ways', () => {
    expect(chart.sentence).toBe(
      'The probability of "yes" is 50 % for customer "00873", and 12 % at the base, the mean of 64 training rows. Up by last_visited_days = 3 (+2.25) and income missing (+0.25). Down by price = 8.00 (−0.5).',
    );
  });

  it('step from the base to the value, however many columns there are: the steps and the table add up to it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 40 }), (effects) => {
        const value = effects.reduce((sum, effect) => sum + effect, EXPLAINED.background.base);
        const contributions = effects.map((effect, place) => ({ column: `c${place}`, cell: '1', effect }));
        const { plot, table } = contributionsChart({ ...ROW, value, contributions }, EXPLAINED, 0);
        const { base, steps, total, x } = plot as WaterfallPlot;
        expect(steps.length).toBeLessThanOrEqual(10);
        expect(steps.reduce((sum, { change }) => sum + change, base.value)).toBeCloseTo(total.value, 9);
        const listed = table.rows.slice(1, -1).map((row) => row[2] as number);
        expect(listed).toHaveLength(effects.length);
        expect(listed.reduce((sum, effect) => sum + effect, table.rows[0]![2] as number)).toBeCloseTo(total.value, 9);
        expect(listed.map(Math.abs)).toEqual(listed.map(Math.abs).toSorted((a, b) => b - a));
        let reached = base.value;
        for (const { change } of steps.slice(0, -1)) {
          reached += change;
          expect(reached).toBeGreaterThanOrEqual(x.domain[0]);
          expect(reached).toBeLessThanOrEqual(x.domain[1]);
        }
      }),
      { numRuns: 200, seed: 13 },
    );
  });

  it('of a customer without an ID name the line, and without a line nobody', () => {
    expect(contributionsChart({ ...ROW, id: null }, EXPLAINED, 0).title).toContain('the customer on line 12');
    expect(contributionsChart({ ...ROW, id: null, line: null }, EXPLAINED, 2).title).toContain('this customer');
    expect(contributionsChart({ ...ROW, id: null, line: null }, EXPLAINED, 2).id).toBe('contributions-3');
  });

  it('of arrays name no cells, and call none of them missing', () => {
    const contributions = ROW.contributions.map(({ column, effect }) => ({ column, cell: null, effect }));
    const { sentence, table } = contributionsChart({ ...ROW, contributions }, EXPLAINED, 0);
    expect(sentence).toContain('Up by last_visited_days (+2.25) and income (+0.25). Down by price (−0.5).');
    expect(table.rows.map(([, cell]) => cell)).toEqual(table.rows.map(() => null));
  });

  it('show hostile columns, cells and IDs as text, cut', () => {
    const cell = '\u001b[31m\u202e<script>'.repeat(50);
    const { sentence, plot, table } = contributionsChart(
      { ...ROW, id: cell, contributions: [{ column: cell, cell, effect: 1 }], value: -1 },
      { ...EXPLAINED, explained: { scale: 'log-odds', class: cell } },
      0,
    );
    const texts = [sentence, (plot as WaterfallPlot).steps[0]!.name, String(table.rows[1]![0])];
    for (const text of texts) {
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(text.length).toBeLessThan(700);
    }
  });
});

describe('the network', () => {
  const chart = networkChart(NETWORK)!;
  const { layers, edges } = chart.plot as NetworkPlot;

  it('counts 49 weights, and says where the strongest leads', () => {
    expect(chart.sentence).toBe(
      '14 → 3 → 1 units, 49 weights with the biases. Drawn are the 23 strongest between the units shown; the strongest of all, +4, leads from column_13 to unit 2.',
    );
  });

  it('draws 12 of 14 inputs by their own names, and the class that one output is for', () => {
    expect(layers.map(({ units, count }) => [units.length, count])).toEqual([[12, 14], [3, 3], [1, 1]]); // prettier-ignore
    expect(layers[0]!.units.map(({ name }) => name)).toContain('column_13');
    expect(layers.at(-1)!.units).toEqual([{ name: '"yes"' }]);
  });

  it('has on each edge the weight of the kernel between the two named', () => {
    for (const { layer, from, to, weight } of edges) {
      const source = layer === 0 ? NETWORK.inputs.indexOf(layers[0]!.units[from]!.name) : from;
      const { kernel, bias } = NETWORK.layers[layer]!;
      expect(weight).toBe(kernel[source * bias.length + to]);
    }
    expect(edges.filter(({ layer }) => layer === 0)).toHaveLength(20);
    expect(chart.table.rows).toHaveLength(edges.length);
  });
});
