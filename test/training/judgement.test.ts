import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { FIGURES, judge, type Answers } from '../../src/training/judgement.ts';

/** Answers to n rows of two classes whose scores lean towards the target by `lean`. */
function answersTo(targets: Int32Array, lean: number, name = 'scores'): Answers {
  const random = createRandom('judgement', name);
  const probabilities = new Float64Array(2 * targets.length);
  const predictions = targets.map((target, row) => {
    const p = Math.min(1, Math.max(0, random.next() * (1 - lean) + lean * target));
    probabilities.set([1 - p, p], 2 * row);
    return p > 0.5 ? 1 : 0;
  });
  return { name, predictions, probabilities };
}

const targets = Int32Array.from({ length: 400 }, (_, row) => (row % 5 === 0 ? 1 : 0));

describe('judge', () => {
  it('gives every figure with an interval that holds it', () => {
    const [judged] = judge([answersTo(targets, 0.3)], targets, 2, createRandom('1'), 200);
    for (const name of FIGURES) {
      const { value, interval } = judged!.figures[name];
      expect(interval, name).not.toBeNull();
      expect(value, name).toBeLessThanOrEqual(interval!.high);
      // The ECE of a resample is biased upwards: the figure itself may lie below its percentile interval.
      if (name !== 'calibrationError') expect(value, name).toBeGreaterThanOrEqual(interval!.low);
    }
  });

  it('is perfect for perfect answers: AUC 1, half of the buyers in the top 10 % of rows with 20 % buyers', () => {
    const [judged] = judge([answersTo(targets, 1)], targets, 2, createRandom('1'), 50);
    const { figures } = judged!;
    expect(figures.rocAuc.value).toBe(1);
    expect(figures.accuracy).toMatchObject({ value: 1, interval: { high: 1 } });
    expect(figures.capturedByTop10.value).toBeCloseTo(0.5, 12);
    expect(figures.capturedByTop20.value).toBeCloseTo(1, 12);
  });

  it('tells a better ranking from a worse one: their intervals of ROC AUC do not meet', () => {
    const [better, worse] = judge(
      [answersTo(targets, 0.5, 'better'), answersTo(targets, 0.05, 'worse')],
      targets,
      2,
      createRandom('1'),
      200,
    );
    expect(better!.figures.rocAuc.interval!.low).toBeGreaterThan(worse!.figures.rocAuc.interval!.high);
  });

  it('gives equal figures and intervals for equal seeds, other intervals for another', () => {
    const of = (seed: string) => judge([answersTo(targets, 0.3)], targets, 2, createRandom(seed), 100);
    expect(of('1')).toEqual(of('1'));
    expect(of('2')[0]!.figures.rocAuc.value).toBe(of('1')[0]!.figures.rocAuc.value);
    expect(of('2')[0]!.figures.rocAuc.interval).not.toEqual(of('1')[0]!.figures.rocAuc.interval);
  });

  it('has no ranking figures for three classes, and the others with intervals', () => {
    const three = Int32Array.from({ length: 90 }, (_, row) => row % 3);
    const probabilities = Float64Array.from({ length: 270 }, (_, i) =>
      i % 3 === three[Math.floor(i / 3)] ? 0.6 : 0.2,
    );
    const [judged] = judge([{ name: 'x', predictions: three, probabilities }], three, 3, createRandom('1'), 50);
    expect(judged!.figures.rocAuc).toEqual({ value: null, interval: null });
    expect(judged!.figures.capturedByTop10).toEqual({ value: null, interval: null });
    expect(judged!.figures.accuracy.value).toBe(1);
    expect(judged!.figures.logLoss.value).toBeCloseTo(-Math.log(0.6), 12);
  });
});
