/**
 * Each equation's float64 formula against what the real code computes: tapped tensors of drawn networks, each held to the
 * formula of the tapped tensors that it is made of. And each formula broken, which is refused.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glorotUniform, heUniform } from '../../../src/nn/layers/initializers.ts';
import { fitNumberFeature } from '../../../src/preprocessing/features/number-feature.ts';
import type { Random } from '../../../src/random.ts';
import type { EquationId } from '../../../src/study/equations/equation.ts';
import { EQUATIONS } from '../../../src/study/equations/equations.ts';
import { FORMULAS, statistics } from '../../../src/study/reference/formulas.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { EarlyStopping } from '../../../src/training/early-stopping.ts';
import { TAPPED, type Comparison, type Formulas } from '../../support/tapped-equations.ts';
import { runSteps, stepProblems, type StepProblem } from '../../support/tapped-steps.ts';

/**
 * |actual − formula| ≤ 1e-5·max(|actual|, |formula|), or 2e-6 of the largest term: a float32 sum of 18 terms rounds 36
 * times, each by 6e-8 of a partial sum. Over 300 nets the largest error of a sum was 1.4e-6 of its largest term, and 2e-7
 * of the number itself where it is no sum.
 */
const RELATIVE = 1e-5;
const OF_LARGEST_TERM = 2e-6;

const isClose = ({ actual, expected, terms = [] }: Comparison): boolean => {
  const size = RELATIVE * Math.max(Math.abs(actual), Math.abs(expected));
  const largest = OF_LARGEST_TERM * Math.max(0, ...terms.map(Math.abs));
  return actual === expected || Math.abs(actual - expected) <= Math.max(size, largest);
};

const CASES = fc.record({
  values: fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 30 }),
  fanIn: fc.integer({ min: 1, max: 40 }),
  fanOut: fc.integer({ min: 1, max: 40 }),
  losses: fc.array(fc.constantFrom(0.1, 0.2, 0.3, 0.4, 0.5), { minLength: 1, maxLength: 12 }),
  patience: fc.integer({ min: 0, max: 4 }),
});
type Case = typeof CASES extends fc.Arbitrary<infer T> ? T : never;

/** Draws the lowest number that there is. */
const lowest = { next: () => 0 } as unknown as Random;

/** What happens before and around the steps, where no tap is. */
const UNTAPPED: Partial<Record<EquationId, (given: Case, formulas: Formulas) => Iterable<Comparison>>> = {
  *standardise({ values }, formulas) {
    const rows = Int32Array.from(values.keys());
    const column = { kind: 'number' as const, name: 'a', values: Float64Array.from(values) };
    const options = { piecewiseBins: 0, piecewiseCuts: 0, missing: 'fill' } as Parameters<typeof fitNumberFeature>[2];
    const out = Tensor.zeros(values.length, 1);
    fitNumberFeature(column, rows, options, 'a.csv').transform(column, rows, out, 0);
    const known = statistics(values);
    for (const [i, actual] of out.data.entries()) {
      const [value, { mean, scale }] = [values[i]!, known];
      yield { what: 'x', actual, expected: formulas.standardise(value, known), terms: [value / scale, mean / scale] };
    }
  },
  *glorot({ fanIn, fanOut }, formulas) {
    const W = Tensor.zeros(fanIn, fanOut);
    glorotUniform(W, lowest);
    yield { what: 'W', actual: -W.data[0]!, expected: formulas.glorot(fanIn, fanOut) };
  },
  *'he-init'({ fanIn, fanOut }, formulas) {
    const W = Tensor.zeros(fanIn, fanOut);
    heUniform(W, lowest);
    yield { what: 'W', actual: -W.data[0]!, expected: formulas['he-init'](fanIn) };
  },
  *'early-stop'({ losses, patience }, formulas) {
    const rule = new EarlyStopping({ patience });
    for (const [index, loss] of losses.entries()) if (rule.stoppedEpoch === 0) rule.observe(index + 1, loss);
    const expected = formulas['early-stop'](losses, { patience });
    yield { what: 'best epoch', actual: rule.bestEpoch, expected: expected.bestEpoch };
    yield { what: 'stopped epoch', actual: rule.stoppedEpoch, expected: expected.stoppedEpoch };
  },
};

/** Compares an equation with the real code, 50 times over. @returns how many numbers agree, or the first that doesn't */
function check(id: EquationId, formulas: Formulas): { agreeing: number; fault: Comparison | undefined } {
  let agreeing = 0;
  let fault: Comparison | undefined;
  const compare = (comparisons: Iterable<Comparison>): void => {
    for (const comparison of comparisons) {
      if (isClose(comparison)) agreeing++;
      else fault ??= comparison;
    }
  };
  const [tapped, untapped] = [TAPPED[id], UNTAPPED[id]];
  const settings = { seed: 1, numRuns: 50 };
  if (tapped !== undefined) {
    const compareSteps = (problem: StepProblem) => {
      const { steps } = runSteps(problem);
      for (const [index, step] of steps.entries()) compare(tapped({ step, previous: steps[index - 1], formulas }));
    };
    fc.assert(fc.property(stepProblems(), compareSteps), settings);
  }
  if (untapped !== undefined)
    fc.assert(
      fc.property(CASES, (one) => compare(untapped(one, formulas))),
      settings,
    );
  return { agreeing, fault };
}

/** A mistake in each formula. */
const BROKEN: Formulas = {
  standardise: (value, { mean, scale }) => value / scale - mean,
  glorot: (fanIn, fanOut) => Math.sqrt(6 / (fanIn * fanOut)),
  'he-init': (fanIn) => Math.sqrt(2 / fanIn),
  'dense.z': (x, w, b) => FORMULAS['dense.z'](x, w, -b),
  relu: (z) => Math.abs(z),
  dropout: (a, isKept) => (isKept ? a : 0),
  softmax: (z) => ({ ...FORMULAS.softmax(z), exp: z.map((value) => Math.exp(value)) }),
  'sparse-ce': (p, y) => 1 - p[y]!,
  'sigmoid-ce': (z, y) => FORMULAS['sigmoid-ce'](z, 1 - y),
  'dce.dz': (p, y, { weight = 1 }) => FORMULAS['dce.dz'](p, y, { rows: 1, weight }),
  'dense.dW': (x, dz) => FORMULAS['dense.dW'](x, dz) / x.length,
  'dense.db': (dz) => FORMULAS['dense.db'](dz) / dz.length,
  'dense.dx': (dz, w) => FORMULAS['dense.dx'](dz, w.toReversed()),
  'relu.dz': (da) => da,
  l2: (weights, lambda) => ({ ...FORMULAS.l2(weights, lambda), gradient: weights.map((w) => lambda * w) }),
  'adam.m': (m, g, beta1) => FORMULAS['adam.m'](m, g, 1 - beta1),
  'adam.v': (v, g, beta2) => FORMULAS['adam.v'](v, Math.sqrt(Math.abs(g)), beta2),
  'adam.mhat': (m, beta1, t) => FORMULAS['adam.mhat'](m, beta1, t + 1),
  'adam.vhat': (v) => v,
  'adam.alpha': (learningRate) => learningRate,
  'adam.step': (w, { m, v }, rates) => FORMULAS['adam.step'](w, { m, v }, { ...rates, decay: 0 }),
  'sgd.step': (w, moving, options) => FORMULAS['sgd.step'](w, moving, { ...options, momentum: 0 }),
  'early-stop': (losses, { patience }) => FORMULAS['early-stop'](losses, { patience: patience + 1 }),
};

describe('the formula of every equation', () => {
  it.each(EQUATIONS)('$id is what the code computes, in 50 drawn cases, and a wrong one is refused', ({ id }) => {
    const { agreeing, fault } = check(id, FORMULAS);
    expect(fault).toBeUndefined();
    expect(agreeing).toBeGreaterThanOrEqual(50);
    expect(check(id, { ...FORMULAS, [id]: BROKEN[id] }).fault).toBeDefined();
  });
});
