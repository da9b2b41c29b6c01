/** Contributions against the Python packages shap and captum: see test/golden/make-contributions.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Contributions } from '../../../src/explain/contributions/contributions.ts';
import { Classifier } from '../../../src/model/classifier.ts';
import { Ensemble } from '../../../src/nn/ensemble.ts';
import { Dense } from '../../../src/nn/layers/dense.ts';
import type { Layer } from '../../../src/nn/layers/layer.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';

interface Explained {
  readonly base: number;
  readonly values: readonly number[];
  readonly shapley: readonly (readonly number[])[];
  readonly midpoints: readonly (readonly number[])[];
  readonly completeness: number;
  readonly exact: readonly (readonly number[])[];
}

interface Case {
  readonly name: string;
  readonly networks: readonly (readonly { readonly kernel: number[][]; readonly bias: number[] }[])[];
  readonly background: number[][];
  readonly rows: number[][];
  readonly logit: Explained;
  readonly probability: Explained;
}

const golden = JSON.parse(readFileSync(new URL('../../golden/contributions.json', import.meta.url), 'utf8')) as {
  readonly schema: string;
  readonly cases: readonly Case[];
};

function networkOf(maps: Case['networks'][number]): Sequential {
  const layers: Layer[] = maps.flatMap(({ bias }) => [new Dense({ units: bias.length }), new ReLU()]).slice(0, -1);
  const network = new Sequential(layers, { inputDim: maps[0]!.kernel.length, seed: 1 });
  for (const [l, layer] of layers.filter((one) => one instanceof Dense).entries()) {
    layer.kernel.data.set(maps[l]!.kernel.flat());
    layer.bias!.data.set(maps[l]!.bias);
  }
  return network;
}

function contributionsOf({ networks, background }: Case, scale: 'logit' | 'probability'): Contributions {
  const members = networks.map(networkOf);
  const shares = { natural: [0.5, 0.5], training: [0.5, 0.5] };
  const network = members.length === 1 ? members[0]! : new Ensemble(members);
  const classifier = new Classifier({
    network,
    output: 'softmax',
    classes: ['no', 'yes'],
    priors: shares,
    pipeline: null,
    background: Tensor.from(background),
  });
  return new Contributions(classifier, { scale });
}

function worstOff(effects: readonly Float64Array[], expected: readonly (readonly number[])[]): number {
  return Math.max(...effects.flatMap((row, i) => [...row].map((effect, j) => Math.abs(effect - expected[i]![j]!))));
}

describe.each(golden.cases)('$name', (one) => {
  it.each(['logit', 'probability'] as const)('on the %s', (scale) => {
    const expected = one[scale];
    const contributions = contributionsOf(one, scale);
    const rows = Tensor.from(one.rows);
    const integrated = contributions.explain(rows);
    const shapley = contributions.shapley(rows).map(({ effects }) => effects);
    expect(integrated).toHaveLength(4);
    // Float64 in another order of sums.
    expect(Math.abs(contributions.base - expected.base)).toBeLessThan(1e-12);
    for (const [i, { value }] of integrated.entries())
      expect(Math.abs(value - expected.values[i]!)).toBeLessThan(1e-12);
    expect(worstOff(shapley, expected.shapley)).toBeLessThan(1e-12);
    const effects = integrated.map((row) => row.effects);
    expect(worstOff(effects, expected.exact)).toBeLessThan(1e-11);
    // 10,000 midpoints are off by about a kink's jump / 10,000.
    expect(worstOff(effects, expected.midpoints)).toBeLessThan(1e-4);
    // Controls: the two methods differ by more than any of these tolerances, and midpoints don't add up.
    expect(worstOff(effects, expected.shapley)).toBeGreaterThan(1e-3);
    expect(expected.completeness).toBeGreaterThan(1e-8);
  });
});

it('the golden file is of the schema that is read here', () => {
  expect(golden.schema).toBe('glassnet.golden.contributions/1');
  expect(golden.cases).toHaveLength(3);
});
