import { describe, expect, it } from 'vitest';
import { factorise, solve } from '../../../src/training/baselines/cholesky.ts';
import { minimise, type Convex } from '../../../src/training/baselines/minimise.ts';

describe('Cholesky’s factor', () => {
  const A = [4, 2, 0.6, 2, 5, 1, 0.6, 1, 3];

  it('solves A·x = b to 1e-14', () => {
    const L = Float64Array.from(A);
    expect(factorise(L, 3)).toBe(true);
    const x = [1, -2, 0.5];
    const b = Float64Array.from([0, 1, 2], (i) => x.reduce((sum, value, j) => sum + A[i * 3 + j]! * value, 0));
    solve(L, b);
    for (const [j, value] of x.entries()) expect(Math.abs(b[j]! - value)).toBeLessThan(1e-14);
  });

  it.each([
    ['a matrix that is not positive definite', [1, 2, 2, 1]],
    ['a row that is another', [1, 1, 1, 1]],
    ['a NaN', [1, NaN, NaN, 1]],
  ])('refuses %s', (_, matrix) => {
    expect(factorise(Float64Array.from(matrix), 2)).toBe(false);
  });
});

/** Σ (cosh(sⱼ·xⱼ) − 1 + (xⱼ − xⱼ₊₁)²) − x₀: convex, its curvature far from that of the identity. */
function valley(scales: readonly number[], divideByCurvature: Convex['divideByCurvature']): Convex {
  return {
    at(x, gradient) {
      gradient.fill(0);
      gradient[0] = -1;
      let value = -x[0]!;
      for (const [j, s] of scales.entries()) {
        value += Math.cosh(s * x[j]!) - 1;
        gradient[j]! += s * Math.sinh(s * x[j]!);
        if (j + 1 === scales.length) continue;
        const difference = x[j]! - x[j + 1]!;
        value += difference * difference;
        gradient[j]! += 2 * difference;
        gradient[j + 1]! -= 2 * difference;
      }
      return value;
    },
    renewCurvature: () => {},
    divideByCurvature,
  };
}

describe('minimise', () => {
  const scales = [1, 30, 0.1, 5];

  it.each<[string, Convex['divideByCurvature']]>([
    ['none', () => {}],
    ['that of the diagonal', (vector) => vector.set(vector.map((value, j) => value / (scales[j]! ** 2 + 2)))],
  ])('finds where the gradient is below 1e-6, with the curvature known: %s', (_, divide) => {
    const place = new Float64Array(4);
    const convex = valley(scales, divide);
    const { isConverged, value } = minimise(convex, place);
    expect(isConverged).toBe(true);
    const gradient = new Float64Array(4);
    expect(convex.at(place, gradient)).toBe(value);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
    expect(place[0]).toBeGreaterThan(0.1);
  });

  it('says that it has not converged where every step leads up', () => {
    const up: Convex = {
      at: (x, gradient) => {
        gradient.fill(1);
        return Math.abs(x[0]!);
      },
      renewCurvature: () => {},
      divideByCurvature: () => {},
    };
    const place = Float64Array.of(0);
    expect(minimise(up, place)).toEqual({ value: 0, steps: 0, isConverged: false });
    expect(place[0]).toBe(0);
  });
});
