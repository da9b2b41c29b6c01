import { describe, expect, it } from 'vitest';
import { checkOne, CURVE_STEPS, gradientCurve } from '../../../src/study/gradcheck/check-one.ts';
import { gradcheck } from '../../../src/study/gradcheck/gradcheck.ts';
import { sabotageNamed } from '../../../src/study/sabotage/sabotages.ts';
import { drawProblem } from '../../support/gradcheck-problems.ts';

const problem = drawProblem({ hidden: [7, 5], outputs: 3, seed: 3, l2: 0.01, weighted: true });
const W1 = { name: 'W1', place: [3, 4] };

describe('one weight', () => {
  it.each([W1, { name: 'b2', place: [5] }, { name: 'W3', place: [1, 3] }])(
    '$name$place passes, and comes as plain data',
    (place) => {
      const checked = checkOne(problem, place);
      expect(checked).toMatchObject({ ...place, h: 1e-5, isKink: false, verdict: 'PASS' });
      expect(checked.numeric).toBe((checked.above - checked.below) / 2e-5);
      expect(checked.error).toBeLessThan(1e-5);
      expect(structuredClone(checked)).toEqual(checked);
    },
  );

  it('fails where the network is broken, with the sign to be seen', () => {
    const { analytic, numeric, verdict } = checkOne(problem, W1, sabotageNamed('dW-sign').parts);
    expect(verdict).toBe('FAIL');
    expect(Math.sign(analytic)).toBe(-Math.sign(numeric));
  });

  it('gets no verdict at a kink', () => {
    const atZero = { ...problem, inputs: new Float32Array(80), parameters: problem.parameters.slice() };
    atZero.parameters.fill(0, 70, 77);
    expect(checkOne(atZero, { name: 'b1', place: [2] })).toMatchObject({ isKink: true, verdict: 'NONE' });
  });

  it('is checked without dropout, which has other units on each side of a weight', () => {
    const dropping = drawProblem({ hidden: [7, 5], outputs: 3, seed: 3, dropout: 0.5 });
    const plain = drawProblem({ hidden: [7, 5], outputs: 3, seed: 3 });
    expect(gradcheck(dropping).tensors).not.toEqual(gradcheck(plain).tensors);
    expect(checkOne({ ...plain, layers: dropping.layers }, W1)).toEqual(checkOne(plain, W1));
  });

  it('that is not there is refused', () => {
    for (const place of [
      { name: 'W4', place: [1, 1] },
      { name: 'W1', place: [11, 1] },
      { name: 'b1', place: [0] },
    ]) {
      expect(() => checkOne(problem, place)).toThrow(RangeError);
    }
  });
});

describe('the error of a difference against h', () => {
  // No ReLU is above it, so that no h is too large.
  const W3 = { name: 'W3', place: [2, 3] };
  const { points, exact } = gradientCurve(problem, W3);
  const at = (h: number) => points.find((point) => point.h === h)!;

  it('is told from 1e-1 to 1e-12, two a decade', () => {
    expect(points.map(({ h }) => h)).toEqual(CURVE_STEPS);
    expect([CURVE_STEPS[0], CURVE_STEPS[1], CURVE_STEPS.at(-1), CURVE_STEPS.length]).toEqual([0.1, 0.03, 1e-12, 23]);
    expect(points.some(({ isKink }) => isKink)).toBe(false);
    expect(gradientCurve(problem, W1).points[0]!.isKink).toBe(true);
    expect(checkOne(problem, W3).analytic / exact).toBeCloseTo(1, 6);
  });

  it('in float64 falls with h² to below 1e-9, and grows again to above 1e-5', () => {
    expect(at(0.1).float64.error / at(0.01).float64.error).toBeGreaterThan(30);
    expect(at(0.1).float64.error / at(0.01).float64.error).toBeLessThan(300);
    expect(Math.min(...points.map(({ float64 }) => float64.error))).toBeLessThan(1e-9);
    expect(at(1e-5).float64.error).toBeLessThan(1e-8);
    expect(at(1e-12).float64.error).toBeGreaterThan(1e-5);
  });

  it('in float32 is never below 1e-6, and 100 % from 1e-8 on: both losses are the same float32', () => {
    expect(Math.min(...points.map(({ float32 }) => float32.error))).toBeGreaterThan(1e-6);
    for (const { h, float32 } of points) if (h <= 1e-8) expect(float32.error).toBeGreaterThan(0.5);
    expect(at(1e-12).float32).toEqual({ numeric: 0, error: 1 });
  });
});
