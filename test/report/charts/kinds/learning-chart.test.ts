import { describe, expect, it } from 'vitest';
import { learningChart } from '../../../../src/report/charts/kinds/learning-chart.ts';
import type { XyPlot } from '../../../../src/report/charts/chart.ts';
import type { RecordedEpoch } from '../../../../src/report/run-documents.ts';

/** Epochs with these validation losses. */
function network(...losses: (number | null)[]): RecordedEpoch[] {
  return losses.map((validationLoss, index) => ({
    epoch: index + 1,
    loss: 1 / (index + 1),
    accuracy: 0.8,
    validationLoss,
    validationAccuracy: validationLoss === null ? null : 0.7,
  }));
}

const plotOf = (parts: Parameters<typeof learningChart>[0]) => learningChart(parts)!.plot as XyPlot;

describe('learning curves', () => {
  it('of one network have the training loss, the validation loss and the best epoch', () => {
    const parts = { history: [network(0.9, 0.4, 0.5, 0.6)], metrics: { bestEpoch: 2 } };
    const chart = learningChart(parts)!;
    const { series, marks } = chart.plot as XyPlot;
    expect(series.map(({ name, points }) => [name, points])).toEqual([
      [
        'training rows',
        [
          [1, 1],
          [2, 0.5],
          [3, 1 / 3],
          [4, 0.25],
        ],
      ],
      [
        'validation rows',
        [
          [1, 0.9],
          [2, 0.4],
          [3, 0.5],
          [4, 0.6],
        ],
      ],
    ]);
    expect(marks).toEqual([{ x: 2, y: 0.4, label: 'best epoch: 2' }]);
    expect(chart.sentence).toBe(
      'The network kept is that of epoch 2 of 4, with a validation loss of 0.4. 2 more epochs brought nothing better.',
    );
    expect(chart.table.rows).toEqual(
      parts.history[0]!.map((one) => [one.epoch, one.loss, one.validationLoss, one.accuracy, one.validationAccuracy]),
    );
  });

  it('of several networks have each of them faint, and the means as far as all have learned', () => {
    const parts = {
      history: [network(0.9, 0.4, 0.5), network(0.7, 0.6), network(0.8, 0.2, 0.3, 0.4)],
      metrics: {
        networks: [
          { epochs: 3, bestEpoch: 2 },
          { epochs: 2, bestEpoch: 2 },
          { epochs: 4, bestEpoch: 2 },
        ],
      },
    };
    const { series, marks } = plotOf(parts);
    expect(series.map(({ name, role, points }) => [name, role, points.length])).toEqual([
      ['each network', 'faint', 3],
      ['', 'faint', 2],
      ['', 'faint', 4],
      ['training rows, mean', 'second', 2],
      ['validation rows, mean', 'main', 2],
    ]);
    const [first, second] = series[4]!.points as [[number, number], [number, number]];
    expect(first[1]).toBeCloseTo(0.8, 12);
    expect(second[1]).toBeCloseTo(0.4, 12);
    expect(marks.map(({ y }) => y)).toEqual([0.4, 0.6, 0.2]);
    expect(learningChart(parts)!.table.rows).toHaveLength(9);
    expect(learningChart(parts)!.sentence).toBe(
      'Of 3 networks the ones kept are those of epoch 2, with validation losses of 0.2 to 0.6.',
    );
  });

  it('without validation rows say how far the training loss fell; without an epoch there is no chart', () => {
    const parts = { history: [network(null, null)], metrics: {} };
    expect(plotOf(parts).series.map(({ name }) => name)).toEqual(['training rows']);
    expect(learningChart(parts)!.sentence).toBe('The training loss went from 1 to 0.5 in 2 epochs.');
    expect(learningChart({ history: [], metrics: {} })).toBeNull();
    expect(learningChart({ history: [[]], metrics: {} })).toBeNull();
  });

  it('have an axis that holds each loss', () => {
    const { y, x } = plotOf({ history: [network(0.31, 0.3)], metrics: { bestEpoch: 2 } });
    expect(y.domain[0]).toBeLessThan(0.3);
    expect(y.domain[1]).toBeGreaterThan(1);
    expect(x.domain).toEqual([1, 2]);
    const [low, high] = plotOf({ history: [network(1)], metrics: {} }).y.domain;
    expect(low).toBeLessThan(high);
  });
});
