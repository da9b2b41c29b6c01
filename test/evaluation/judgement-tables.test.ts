import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../src/evaluation/curves.ts';
import { shareInterval } from '../../src/evaluation/intervals/share-interval.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { createRandom } from '../../src/random.ts';
import { judge, type Predictions } from '../../src/evaluation/judgement.ts';
import { judgeAndTabulate, tabulateJudgement, thin } from '../../src/evaluation/judgement-tables.ts';

const ROWS = 500;
const CLASSES = ['no', 'yes'];
const random = createRandom('tables');
const scores = Float64Array.from({ length: ROWS }, () => Math.round(random.next() * 200) / 200);
// The probabilities keep their word.
const targets = Int32Array.from(scores, (p) => Number(random.next() < p * p));
const drawn: Predictions = {
  name: 'scores',
  predictions: Int32Array.from(scores, (p) => Number(p * p > 0.5)),
  probabilities: Float64Array.from({ length: 2 * ROWS }, (_, i) => {
    const p = scores[i >> 1]! ** 2;
    return i % 2 === 1 ? p : 1 - p;
  }),
};
const positive = drawn.probabilities.filter((_, i) => i % 2 === 1);
const tables = tabulateJudgement(drawn, targets, CLASSES, createRandom('1'), 300);
const judged = judge([drawn], targets, [0.6, 0.4], createRandom('1'), 300)[0]!.figures;

describe('tabulateJudgement', () => {
  it('agrees with judge, figure and interval, where both say the same: class 1, and gain at 10 % and 20 %', () => {
    const { precision, recall, f1 } = tables.perClass[1]!;
    expect({ precision, recall, f1 }).toEqual({
      precision: judged.precision,
      recall: judged.recall,
      f1: judged.f1,
    });
    const figureAt = (percent: number) => {
      const { gain: value, interval } = tables.gain![percent - 1]!;
      return { value, interval };
    };
    expect(figureAt(10)).toEqual(judged.capturedByTop10);
    expect(figureAt(20)).toEqual(judged.capturedByTop20);
    expect(figureAt(11)).not.toEqual(judged.capturedByTop10);
    // Another seed has other intervals.
    const other = tabulateJudgement(drawn, targets, CLASSES, createRandom('2'), 300);
    expect(other.gain![9]!.gain).toBe(tables.gain![9]!.gain);
    expect(other.gain![9]!.interval).not.toEqual(tables.gain![9]!.interval);
  });

  it('has curves whose areas are ROC AUC and average precision', () => {
    let area = 0;
    for (const [i, { falsePositiveRate, truePositiveRate }] of tables.roc!.entries()) {
      if (i === 0) continue;
      const before = tables.roc![i - 1]!;
      area += ((falsePositiveRate - before.falsePositiveRate) * (truePositiveRate + before.truePositiveRate)) / 2;
    }
    expect(area).toBeCloseTo(judged.rocAuc.value!, 12);
    let steps = 0;
    for (const [i, { precision, recall }] of tables.precisionRecall!.entries()) {
      if (i > 0) steps += (recall - tables.precisionRecall![i - 1]!.recall) * precision;
    }
    expect(steps).toBeCloseTo(averagePrecision(countRanks(rankScores(positive), targets))!, 12);
  });

  it('has bins of 500 rows in all whose observed shares, counted again, carry the intervals of shares', () => {
    const bins = tables.reliability!;
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(ROWS);
    for (const { from, to, count, observedShare, interval } of bins) {
      const inside = [...positive.keys()].filter((row) => positive[row]! > from && positive[row]! <= to);
      const zeros = from === 0 ? [...positive.keys()].filter((row) => positive[row] === 0) : [];
      const rows = [...inside, ...zeros];
      const hits = rows.filter((row) => targets[row] === 1).length;
      expect(count).toBe(rows.length);
      expect(observedShare).toBe(hits / rows.length);
      expect(interval).toEqual(shareInterval(hits, rows.length));
    }
  });

  it('holds each gain within its interval, and all buyers at 100 %', () => {
    for (const { share, gain, lift, interval } of tables.gain!) {
      expect(lift).toBeCloseTo(gain / share, 12);
      expect(interval!.low, String(share)).toBeLessThanOrEqual(gain);
      expect(interval!.high, String(share)).toBeGreaterThanOrEqual(gain);
    }
    expect(tables.gain!.at(-1)).toMatchObject({ share: 1, gain: 1, lift: 1, interval: { low: 1, high: 1 } });
  });

  it('has null for what rows of one class cannot say', () => {
    const none = tabulateJudgement(drawn, new Int32Array(ROWS), CLASSES, createRandom('1'), 20);
    expect(none).toMatchObject({ gain: null, roc: null, precisionRecall: null });
    expect(none.reliability).toHaveLength(10);
    const all = tabulateJudgement(drawn, new Int32Array(ROWS).fill(1), CLASSES, createRandom('1'), 20);
    expect(all.roc).toBeNull();
    expect(all.precisionRecall!.at(-1)).toMatchObject({ precision: 1, recall: 1 });
    expect(all.gain!.at(49)!.gain).toBeCloseTo(0.5, 12);
  });

  it('of three classes has the scores of each, and no table of two', () => {
    const truth = Int32Array.of(0, 0, 0, 1, 1, 2);
    const three = {
      name: 'x',
      predictions: Int32Array.of(0, 0, 1, 1, 1, 0),
      probabilities: new Float64Array(18).fill(1 / 3),
    };
    const { perClass, ...others } = tabulateJudgement(three, truth, ['a', 'b', 'c'], createRandom('1'), 20);
    expect(others).toEqual({ reliability: null, gain: null, roc: null, precisionRecall: null });
    expect(perClass.map(({ name, rows, recall }) => [name, rows, recall.value])).toEqual([
      ['a', 3, 2 / 3],
      ['b', 2, 1],
      ['c', 1, 0],
    ]);
  });
});

describe('thin', () => {
  const points = Array.from({ length: 1000 }, (_, i) => i);

  it('keeps 201 of 1,000 points, the first, the last and steps of 4 or 5 between', () => {
    const kept = thin(points);
    expect(kept).toHaveLength(201);
    expect([kept[0], kept.at(-1)]).toEqual([0, 999]);
    const steps = kept.slice(1).map((point, i) => point - kept[i]!);
    expect(new Set(steps)).toEqual(new Set([4, 5]));
  });

  it('leaves up to 201 points as they are', () => {
    expect(thin(points.slice(0, 201))).toEqual(points.slice(0, 201));
    expect(thin(points.slice(0, 202))).toHaveLength(201);
    expect(thin(points.slice(0, 2))).toEqual([0, 1]);
  });
});

describe('judgeAndTabulate', () => {
  it('draws each resample once, and gives what judge and tabulateJudgement give from a stream each', () => {
    const other = { ...drawn, name: 'turned', predictions: drawn.predictions.map((label) => 1 - label) };
    const stream = createRandom('1');
    const counted = { ...stream, integers: 0, integer: (bound: number) => (counted.integers++, stream.integer(bound)) };
    const both = judgeAndTabulate([drawn, other], targets, CLASSES, [0.6, 0.4], counted);
    expect(both.judgements).toEqual(judge([drawn, other], targets, [0.6, 0.4], createRandom('1')));
    expect(both.tables).toEqual(tabulateJudgement(drawn, targets, CLASSES, createRandom('1')));
    expect(counted.integers).toBe(1000 * ROWS);
  });
});
