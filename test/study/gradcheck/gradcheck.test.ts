import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/nn/layers/layer.ts';
import { errorText, gradcheckTable, verdictText, worstLines } from '../../../src/study/gradcheck/describe.ts';
import { gradcheck, type GradcheckReport } from '../../../src/study/gradcheck/gradcheck.ts';
import type { Parts, Problem } from '../../../src/study/gradcheck/problem.ts';
import {
  FLOAT32_RULE,
  FLOAT64_RULE,
  relativeError,
  roundedUp,
  verdictOf,
  worstVerdict,
} from '../../../src/study/gradcheck/rule.ts';
import { SABOTAGES } from '../../../src/study/sabotage/sabotages.ts';
import { withNeeds } from '../../../src/study/sabotage/with-needs.ts';
import { drawProblem, type DrawnProblem } from '../../support/gradcheck-problems.ts';

const base: DrawnProblem = { hidden: [7, 5], outputs: 3, seed: 3 };

const drawnProblems: fc.Arbitrary<DrawnProblem> = fc.record({
  rows: fc.constantFrom(1, 3, 8, 17),
  inputDim: fc.constantFrom(1, 4, 10),
  hidden: fc.array(fc.constantFrom(3, 5, 8, 17), { maxLength: 3 }),
  outputs: fc.constantFrom(1, 2, 3, 5),
  useBias: fc.boolean(),
  l2: fc.constantFrom(0, 0.03),
  dropout: fc.constantFrom(0, 0.25),
  weighted: fc.boolean(),
  optimizer: fc.record({
    optimizer: fc.constantFrom('adam' as const, 'sgd' as const),
    momentum: fc.constantFrom(0, 0.9),
    weightDecay: fc.constantFrom(0, 0.1),
  }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

const row = (report: GradcheckReport, tensor: string) => report.tensors.find((one) => one.tensor === tensor)!;

/** The layer with a gradient changed after each backward pass. */
const changing = (index: number, change: (layer: Layer) => void): Parts => ({
  layer: (layer, at) => {
    if (at === index) {
      const backward = layer.backward.bind(layer);
      layer.backward = (x, y, dY, dX) => {
        backward(x, y, dY, dX);
        change(layer);
      };
    }
    return layer;
  },
});

describe('the gradient check', () => {
  it('passes 100 drawn networks: no tensor fails, at most 1 in 500 warns, at most 1 number in 500 is at a kink', () => {
    const total = { tensors: 0, warned: 0, checked: 0, kinks: 0 };
    fc.assert(
      fc.property(drawnProblems, (drawn) => {
        for (const { tensor, verdict, checked, kinks } of gradcheck(drawProblem(drawn), { perTensor: 10 }).tensors) {
          expect([tensor, verdict]).not.toEqual([tensor, 'FAIL']);
          total.tensors++;
          total.warned += Number(verdict !== 'PASS');
          total.checked += checked;
          total.kinks += kinks;
        }
      }),
      { seed: 1, numRuns: 100 },
    );
    expect(total.tensors).toBeGreaterThan(1000);
    expect(total.warned / total.tensors).toBeLessThan(1 / 500);
    expect(total.kinks / total.checked).toBeLessThan(1 / 500);
  });

  it('passes in float64 to 1e-7', () => {
    fc.assert(
      fc.property(drawnProblems, (drawn) => {
        const { verdict, tensors, rule } = gradcheck(drawProblem(drawn), { perTensor: 10, float64: true });
        expect([verdict, tensors.length, rule.pass]).toEqual(['PASS', expect.any(Number), 1e-7]);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('names every tensor in the order of a step, with as many places of each, the bias of two among them', () => {
    const { tensors } = gradcheck(drawProblem({ ...base, outputs: 2, seed: 4 }), { perTensor: 4 });
    const names = ['loss', 'dz3', 'dz3 at z + 100', 'dW3', 'db3', 'dW2', 'db2', 'dW1', 'db1', 'dX'];
    const moved = ["W1'", "b1'", "W2'", "b2'", "W3'", "b3'"];
    expect(tensors.map(({ tensor }) => tensor)).toEqual([...names, ...moved]);
    expect(tensors.map(({ checked }) => checked)).toEqual([1, 4, 4, 4, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2]);
  });

  it('is the same for the same problem, and leaves the problem as it was', () => {
    const problem = drawProblem({ ...base, dropout: 0.3 });
    const before = structuredClone(problem);
    expect(gradcheck(problem)).toEqual(gradcheck(problem));
    expect(problem).toEqual(before);
  });

  it('fails a NaN and an Infinity, and names their place, in a tensor of 70 of which 5 are checked', () => {
    for (const wrong of [Number.NaN, Infinity]) {
      const parts = changing(0, (layer) => (layer.parameters![0]!.gradient.data[37] = wrong));
      const report = gradcheck(drawProblem(base), { perTensor: 5, parts });
      expect(row(report, 'dW1')).toMatchObject({ verdict: 'FAIL', largest: Infinity, worst: { position: [6, 3] } });
      expect(report.verdict).toBe('FAIL');
      expect(gradcheckTable(report)).toMatch(/dW1 +\[10, 7\] +5 +0 +\S+ +infinite +\[6, 3\] +FAIL/);
      expect(worstLines(report)).toContain(
        `FAIL dW1[6, 3]: network ${wrong}, reference ${row(report, 'dW1').worst!.numeric.toPrecision(7).replace(/0+$/, '')}`,
      );
    }
  });

  it('fails one element of 70 that is a thousand times too large: it cannot raise the floor it is measured against', () => {
    const parts = changing(0, (layer) => (layer.parameters![0]!.gradient.data[37]! *= 1000));
    const { verdict, checked, floor } = row(gradcheck(drawProblem(base), { perTensor: 5, parts }), 'dW1');
    expect([verdict, checked]).toEqual(['FAIL', 5]);
    expect(floor).toBeLessThan(0.03);
  });

  it('passes numbers that are 0 on both sides: a layer whose units are all dead', () => {
    const problem = drawProblem(base);
    // b1 lies behind W1: no unit of layer 1 is ever open.
    problem.parameters.fill(-100, 70, 77);
    const report = gradcheck(problem);
    expect(row(report, 'dW1')).toMatchObject({ verdict: 'PASS', largest: 0, worst: { analytic: 0, numeric: 0 } });
  });

  it('gives no PASS where every place is at a kink: units that stand at 0', () => {
    const problem = drawProblem({ ...base, hidden: [7] });
    problem.parameters.fill(0, 70, 77);
    const atZero: Problem = { ...problem, inputs: new Float32Array(80) };
    const report = gradcheck(atZero, { perTensor: 4 });
    expect(row(report, 'db1')).toMatchObject({ checked: 0, kinks: 7, verdict: 'NONE', median: null, worst: null });
    expect(report.verdict).toBe('NONE');
    expect(verdictText(report)).toMatch(/^NONE: db1 NONE, dX NONE \(of /);
  });

  it('refuses a layer that the reference does not have, naming it', () => {
    const problem = drawProblem(base);
    const layers = [...problem.layers, { kind: 'swish' }];
    expect(() => gradcheck({ ...problem, layers })).toThrow(/layer 6 is "swish"/);
    expect(() => gradcheck({ ...problem, layers: [{ kind: 'relu' }, ...problem.layers] })).toThrow(/layer 1 is "relu"/);
  });
});

describe('the rule', () => {
  it('measures an error against the larger number, at least against the floor', () => {
    expect(relativeError(1, 1.1, 0)).toBeCloseTo(0.1 / 1.1, 12);
    expect(relativeError(1e-9, 2e-9, 1)).toBeCloseTo(1e-9, 20);
    expect(relativeError(0, 0, 0)).toBe(0);
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      for (const other of [wrong, 0, 1]) expect(relativeError(wrong, other, 1)).toBe(Infinity);
      expect(relativeError(1, wrong, 1)).toBe(Infinity);
    }
  });

  it('rounds errors up to two digits, by less than a tenth of the last but one', () => {
    expect([1e-5, 1.01e-5, 9.99e-6, 0, Infinity, 5e-324].map(roundedUp)).toEqual([
      1e-5,
      1.1e-5,
      1e-5,
      0,
      Infinity,
      5e-324,
    ]);
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (error) => {
        const up = roundedUp(error);
        expect(up).toBeGreaterThanOrEqual(error);
        expect(up).toBeLessThanOrEqual(error * 1.1000001);
        expect(Number(errorText(up))).toBe(up);
      }),
    );
  });

  it('gives the worst of all verdicts, and of none NONE', () => {
    expect(worstVerdict([])).toBe('NONE');
    expect(worstVerdict(['PASS', 'WARN', 'PASS'])).toBe('WARN');
    expect(worstVerdict(['PASS', 'NONE', 'WARN'])).toBe('NONE');
    expect(worstVerdict(['NONE', 'FAIL'])).toBe('FAIL');
  });

  it.each([FLOAT32_RULE, FLOAT64_RULE])('is PASS up to its limit, WARN up to ten times that, else FAIL', (rule) => {
    expect(
      [rule.pass, rule.pass * 1.1, rule.warn, rule.warn * 1.1, Infinity, 0, null].map((error) =>
        verdictOf(error, rule),
      ),
    ).toEqual(['PASS', 'WARN', 'WARN', 'FAIL', 'FAIL', 'PASS', 'NONE']);
  });
});

/** What a reader sees of a line of the table: the largest error and the verdict. */
function printed(text: string): { largest: string; verdict: string; checked: number }[] {
  return text
    .split('\n')
    .slice(2)
    .map((line) => {
      const [, checked, largest, verdict] = /(\d+) +\d+ +\S+ +(\S+)(?: +\[[\d, ]+\])? +(\w+)$/.exec(line) ?? [];
      return { largest: largest!, verdict: verdict!, checked: Number(checked) };
    });
}

describe('the printed table', () => {
  it('has no PASS beside an error above its limit, no FAIL beside one below, whatever is broken and by how much', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        drawnProblems,
        fc.boolean(),
        fc.constantFrom(null, ...SABOTAGES),
        // Around the limits of both rules.
        fc.double({ min: -8.5, max: -3.5, noNaN: true }),
        // Inputs of 0: without biases, every unit stands at its kink.
        fc.constantFrom(1, 1, 1, 1, 0),
        (drawn, float64, sabotage, exponent, scale) => {
          const own = drawProblem(drawn);
          for (let i = 0; i < own.inputs.length; i++) own.inputs[i]! *= scale;
          if (sabotage?.needs?.outputActivation === 'softmax' && own.output === 'sigmoid') return;
          const problem = sabotage === null ? own : withNeeds(own, sabotage).problem;
          const off = changing(0, (layer) => {
            const { data } = layer.parameters![0]!.gradient;
            for (let i = 0; i < data.length; i++) data[i]! *= 1 + 10 ** exponent;
          });
          const report = gradcheck(problem, { perTensor: 6, float64, parts: sabotage?.parts ?? off });
          const lines = printed(gradcheckTable(report));
          expect(lines).toHaveLength(report.tensors.length);
          for (const { largest, verdict, checked } of lines) {
            const error = largest === 'infinite' ? Infinity : largest === '-' ? null : Number(largest);
            const { pass, warn } = float64 ? FLOAT64_RULE : FLOAT32_RULE;
            const expected = error === null ? 'NONE' : error <= pass ? 'PASS' : error <= warn ? 'WARN' : 'FAIL';
            expect(verdict).toBe(expected);
            expect(checked > 0).toBe(error !== null);
            seen.add(verdict);
          }
          for (const line of gradcheckTable(report).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
        },
      ),
      { seed: 1, numRuns: 150 },
    );
    expect(seen).toEqual(new Set(['PASS', 'WARN', 'FAIL', 'NONE']));
  });
});
