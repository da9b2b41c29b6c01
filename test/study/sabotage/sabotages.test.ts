import { describe, expect, it } from 'vitest';
import { errorOf } from '../../support/errors.ts';
import { EQUATIONS } from '../../../src/study/equations/equations.ts';
import { gradcheck } from '../../../src/study/gradcheck/gradcheck.ts';
import { sabotageNamed, SABOTAGES as ALL } from '../../../src/study/sabotage/sabotages.ts';
import { withNeeds } from '../../../src/study/sabotage/with-needs.ts';
import { drawProblem } from '../../support/gradcheck-problems.ts';

const problem = drawProblem({ hidden: [7, 5], outputs: 3, seed: 3 });

const kernels = ['dW3', 'dW2', 'dW1'];
const biases = ['db3', 'db2', 'db1'];
const all = ['dW3', 'db3', 'dW2', 'db2', 'dW1', 'db1'];
const belowLast = ['dW2', 'db2', 'dW1', 'db1', 'dX'];
const moved = ["W1'", "b1'", "W2'", "b2'", "W3'", "b3'"];
const fromLogits = ['dz3', 'dz3 at z + 100', ...all, 'dX'];

/** Those of the start are caught by `sanity`: see its tests. */
const SABOTAGES = ALL.filter(({ shownBy }) => shownBy === undefined);

/** The tensors that fail, and no others. */
const SHOWS: Readonly<Record<string, readonly string[]>> = {
  'dW-sign': kernels,
  'dW-transposed': kernels,
  'dW-first-row': kernels,
  'zero-grad-missing': all,
  'db-missing': biases,
  'db-mean': biases,
  // Two wrong signs are a right one: layer 1 is below two of them.
  'dx-sign': ['dW2', 'db2', 'dX'],
  'dx-not-transposed': belowLast,
  'l2-missing': kernels,
  'l2-half': kernels,
  'mask-inverted': belowLast,
  'mask-missing': belowLast,
  'mask-of-gradient': belowLast,
  'dropout-mask-missing': belowLast,
  'no-mean': fromLogits,
  'wrong-class': fromLogits,
  'no-one-hot': fromLogits,
  'loss-log2': ['loss'],
  'softmax-no-max-shift': ['dz3 at z + 100'],
  'adam-no-bias-correction': moved,
  'adam-t-plus-one': moved,
  'adam-no-square': moved,
  'adam-sign': moved,
  'adam-decay-in-gradient': moved,
  'sgd-no-momentum': moved,
};

describe('each sabotage', () => {
  it('is one of 28, the 25 that break a gradient or a step with their place in this test', () => {
    expect(ALL).toHaveLength(28);
    expect(SABOTAGES.map(({ name }) => name)).toEqual(Object.keys(SHOWS));
  });

  it.each(SABOTAGES)('$name alone is caught, in the tensors that it breaks and in no others', (sabotage) => {
    const ready = withNeeds(problem, sabotage).problem;
    // Negative control: the same network, nothing broken.
    expect(gradcheck(ready).verdict).toBe('PASS');
    const { tensors } = gradcheck(ready, { parts: sabotage.parts });
    const failing = tensors.filter(({ verdict }) => verdict !== 'PASS').map(({ tensor }) => tensor);
    expect(failing).toEqual(SHOWS[sabotage.name]);
  });

  const others = [
    ['a sigmoid', drawProblem({ hidden: [6, 9], outputs: 1, seed: 5, weighted: true })],
    ['no hidden layer', drawProblem({ hidden: [], outputs: 4, seed: 6 })],
    ['ten layers', drawProblem({ hidden: Array<number>(10).fill(12), outputs: 3, seed: 7 })],
  ] as const;
  it.each(others)('is caught in a network with %s, too, as far as there is something to break', (_, other) => {
    const [isDeep, isSoftmax] = [other.layers.length > 1, other.output === 'softmax'];
    for (const sabotage of SABOTAGES) {
      const { name, needs, equation } = sabotage;
      if (needs?.outputActivation !== undefined && !isSoftmax) continue;
      if (!isDeep && ['relu.dz', 'dropout'].includes(equation)) continue;
      const { verdict } = gradcheck(withNeeds(other, sabotage).problem, { parts: sabotage.parts });
      expect([name, verdict]).toEqual([name, 'FAIL']);
    }
  });

  it.each(SABOTAGES)(
    '$name says what is broken and what one sees, in one line each, and needs no more than it says',
    (sabotage) => {
      const { breaks, symptom, equation, needs = {} } = sabotage;
      for (const text of [breaks, symptom]) expect(text).toMatch(/^[^\n]{10,110}$/);
      expect(EQUATIONS.map(({ id }) => id)).toContain(equation);
      // Once it is ready, nothing more is added.
      const ready = withNeeds(problem, sabotage);
      expect(withNeeds(ready.problem, sabotage).added).toEqual([]);
      if (Object.keys(needs).length === 0) expect(ready).toEqual({ problem, added: [] });
    },
  );
});

describe('a name that is no sabotage', () => {
  it('is refused with the nearest, or with all', () => {
    expect(sabotageNamed('DW-SIGN').name).toBe('dW-sign');
    const near = errorOf(() => sabotageNamed('mask-invertet'));
    expect(near).toMatchObject({
      code: 'E_USAGE_VALUE',
      exitCode: 2,
      field: 'sabotage',
      hint: 'did you mean mask-inverted?',
    });
    expect(errorOf(() => sabotageNamed('gremlins')).hint).toBe('list shows all of them');
  });

  it('or one that breaks another loss than the network has, too', () => {
    const sigmoid = drawProblem({ hidden: [3], outputs: 1, seed: 1 });
    const error = errorOf(() => withNeeds(sigmoid, sabotageNamed('softmax-no-max-shift')));
    expect(error).toMatchObject({ code: 'E_USAGE_CONFLICT', field: 'sabotage' });
  });
});
