/** What taps are told: every number against the float64 reference, the step against the weights, bit by bit. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { availableKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { ReferenceTaps, type Expected } from '../support/reference/expected-taps.ts';
import { runSteps, stepProblems, type StepProblem, type Tapped, type TappedStep } from '../support/tapped-steps.ts';
import { expectSameBits } from '../support/tensors.ts';

const { fround } = Math;
const sets = availableKernels();
afterEach(() => useKernels(sets.at(-1)!));

/**
 * |tapped − reference| / max(|tapped|, |reference|, floor) ≤ 1e-5. The floor is 3 % of the number's magnitude: the same
 * sum with every term made positive. Float32 is off by 2⁻²⁴ = 6e-8 of each term, so a sum in which terms cancel keeps an
 * error that has nothing to do with its own size. Over 900 nets the largest error was 8e-7 of the magnitude; as measured
 * here 3.4e-6 with this floor, 9.6e-6 with 1 %, and 1.3e-2 without any.
 */
const RELATIVE = 1e-5;
const FLOOR = 0.03;

/** What is wrong with a tensor: its worst element. */
function faultOf(name: string, { data }: Tapped, { values, magnitudes }: Expected): string | undefined {
  if (data.length !== values.length) return `${name} has ${data.length} numbers, expected ${values.length}`;
  for (const [i, value] of values.entries()) {
    const size = Math.max(Math.abs(data[i]!), Math.abs(value), FLOOR * magnitudes[i]!);
    const error = data[i] === value ? 0 : Math.abs(data[i]! - value) / size;
    if (!(error <= RELATIVE)) return `${name}[${i}] is ${data[i]}, expected ${value}: off by ${error}`;
  }
  return undefined;
}

/** What is wrong with a step: names that are missing or too many, and each tensor that is off. */
function faultsOf({ tensors }: TappedStep, expected: ReadonlyMap<string, Expected>): string[] {
  const missing = [...expected.keys()].filter((name) => !tensors.has(name));
  const found = [...tensors].map(([name, tapped]) => {
    const wanted = expected.get(name);
    return wanted === undefined ? `${name} is unknown` : faultOf(name, tapped, wanted);
  });
  return [...missing.map((name) => `${name} is missing`), ...found.filter((fault) => fault !== undefined)];
}

const PROBLEM: StepProblem = {
  rows: 5,
  inputDim: 4,
  hidden: [7, 3],
  outputs: 3,
  l2: 0.03,
  dropout: 0.25,
  weighted: true,
  optimizer: 'adam with decay',
  steps: 3,
  seed: 11,
};

describe('every tapped number of a step', () => {
  it('is within 1e-5 of the float64 reference, in 50 drawn nets of depth 0 to 3, softmax and sigmoid, Adam and SGD', () => {
    const names = new Set<string>();
    let compared = 0;
    fc.assert(
      fc.property(stepProblems(), (problem) => {
        const reference = new ReferenceTaps();
        for (const step of runSteps(problem).steps) {
          expect(faultsOf(step, reference.of(step))).toEqual([]);
          for (const [name, { data }] of step.tensors) {
            names.add(name.replaceAll(/\d/g, ''));
            compared += data.length;
          }
        }
      }),
      { seed: 1, numRuns: 50 },
    );
    expect(compared).toBeGreaterThan(20_000);
    const ofAdam = ['m', 'v', 'mhat', 'vhat', 'step'].flatMap((what) => [`adam.${what}.W`, `adam.${what}.b`]);
    const ofSgd = ['velocity', 'step'].flatMap((what) => [`sgd.${what}.W`, `sgd.${what}.b`]);
    const forward = ['x', 'z', 'a', 'dropout', 'shifted', 'exp', 'p', 'loss'];
    const backward = ['dz', 'da', 'ddropout', 'dW', 'db'];
    expect([...names].toSorted()).toEqual([...forward, ...backward, ...ofAdam, ...ofSgd, "W'", "b'"].toSorted());
  });

  const last = (problem: StepProblem) => {
    const reference = new ReferenceTaps();
    const { steps } = runSteps(problem);
    const expected = steps.map((step) => reference.of(step));
    return { step: steps.at(-1)!, expected: expected.at(-1)! };
  };

  it('is refused where a single number is off by 1e-4 of its tensor’s largest', () => {
    for (const optimizer of ['adam with decay', 'nesterov'] as const) {
      const { step, expected } = last({ ...PROBLEM, optimizer });
      expect(faultsOf(step, expected)).toEqual([]);
      for (const [name, { data, shape }] of step.tensors) {
        const largest = data.reduce((found, value, i) => (Math.abs(value) > Math.abs(data[found]!) ? i : found), 0);
        const changed = new Map(step.tensors).set(name, { data: data.with(largest, data[largest]! * 1.0001), shape });
        expect(faultsOf({ ...step, tensors: changed }, expected)).toHaveLength(1);
      }
    }
  });

  it('is refused where a tensor is missing, too many, or has another’s numbers', () => {
    const { step, expected } = last(PROBLEM);
    const change = (alter: (tensors: Map<string, Tapped>) => void): string[] => {
      const tensors = new Map(step.tensors);
      alter(tensors);
      return faultsOf({ ...step, tensors }, expected);
    };
    expect(change((tensors) => tensors.delete('exp'))).toEqual(['exp is missing']);
    expect(change((tensors) => tensors.set('y', tensors.get('p')!))).toEqual(['y is unknown']);
    for (const [name, other] of [
      ['adam.mhat.W1', 'adam.m.W1'],
      ['adam.vhat.b2', 'adam.v.b2'],
      ["W2'", 'W2'],
      ['exp', 'p'],
      ['shifted', 'z3'],
      ['adam.step.W3', 'adam.mhat.W3'],
      ['da1', 'ddropout1'],
    ] as const) {
      const replaced = change((tensors) => tensors.set(name, tensors.get(other) ?? step.before.get(other)!));
      expect(replaced, name).toEqual([expect.stringContaining(`${name}[`)]);
    }
  });

  it('is refused where the reference corrects with t + 1, forgets the decay, or the penalty', () => {
    const { steps } = runSteps(PROBLEM);
    const [first] = steps;
    const changed: [Partial<TappedStep>, RegExp][] = [
      [{ t: 2 }, /^adam\.(mhat|vhat|step)|'/],
      [{ optimizer: { ...first!.optimizer, options: { ...optionsOf(first!), weightDecay: 0 } } as never }, /'\[/],
      [{ layers: first!.layers.map((layer) => Object.assign(structuredClone(layer), { l2: 0 })) }, /^(loss|dW)/],
    ];
    expect(faultsOf(first!, new ReferenceTaps().of(first!))).toEqual([]);
    for (const [change, pattern] of changed) {
      const found = faultsOf(first!, new ReferenceTaps().of({ ...first!, ...change }));
      expect(found.length).toBeGreaterThan(0);
      for (const fault of found) expect(fault).toMatch(pattern);
    }
  });
});

const optionsOf = ({ optimizer }: TappedStep) =>
  (optimizer as unknown as { options: { learningRate: number; weightDecay?: number } }).options;

/** The first weight that isn't W − (decay·W + step), each operation rounded. */
function faultOfStep(step: TappedStep): string | undefined {
  const { learningRate, weightDecay = 0 } = optionsOf(step);
  const decay = fround(learningRate * weightDecay);
  const kind = step.optimizer.kind;
  for (const [name, { data: w }] of step.before) {
    const [taken, after] = [`${kind}.step.${name}`, `${name}'`].map((tensor) => step.tensors.get(tensor)!.data);
    for (let i = 0; i < w.length; i++) {
      const moved = kind === 'adam' ? fround(fround(decay * w[i]!) + taken![i]!) : taken![i]!;
      const expected = fround(w[i]! - moved);
      if (!Object.is(after![i], expected)) return `${name}[${i}] is ${after![i]}, expected ${expected}`;
    }
  }
  return undefined;
}

describe('the tapped step', () => {
  it.each(sets)('is what the weights lose, to the bit, under the kernels $name', (kernels) => {
    useKernels(kernels);
    fc.assert(
      fc.property(stepProblems(), (problem) => {
        for (const step of runSteps(problem).steps) expect(faultOfStep(step)).toBeUndefined();
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('is refused where it is 64 units in the last place longer, at most 8e-6 of itself', () => {
    const [step] = runSteps(PROBLEM).steps;
    const { data, shape } = step!.tensors.get('adam.step.W2')!;
    const longer = data.slice();
    // A single unit is lost in the subtraction from a weight that is 50 times as large.
    for (const [i, bits] of new Int32Array(data.slice().buffer).entries()) new Int32Array(longer.buffer)[i] = bits + 64;
    const tensors = new Map(step!.tensors).set('adam.step.W2', { data: longer, shape });
    expect(faultOfStep({ ...step!, tensors })).toMatch(/^W2\[/);
  });
});

describe('weights after steps with a tap and without', () => {
  it('have the same bits under every set of kernels, in 50 drawn nets after 1 to 5 steps', () => {
    fc.assert(
      fc.property(stepProblems(), (problem) => {
        const runs = sets.flatMap((kernels) => {
          useKernels(kernels);
          return [runSteps(problem), runSteps(problem, false)];
        });
        expect(runs[1]!.steps).toEqual([]);
        for (const { weights } of runs.slice(1)) expectSameBits(weights, runs[0]!.weights, 'weights');
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});
