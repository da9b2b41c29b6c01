import { describe, expect, it } from 'vitest';
import { denseWidths } from '../../../src/study/session/parameter-place.ts';
import type { Study } from '../../../src/study/session/study.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import type { OpenedNeuron, OpenedParameter, TraceDocument } from '../../../src/study/trace/trace-document.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { freshStudy } from '../../support/studies.ts';

const { fround } = Math;

/** A sum as the kernels make it: each product is rounded, then each sum. */
const summed = (products: readonly number[]): number =>
  products.reduce((sum, product) => fround(sum + fround(product)), 0);

function tensor({ tensors }: TraceDocument, name: string): readonly number[] {
  return tensors.find((one) => one.name === name)!.values!.map(fround);
}

/** Opens all units and all parameters of a study. */
function openAll(study: Study, row: number, batch: number) {
  const { network } = study;
  const neurons = denseWidths(network).flatMap((width, index) =>
    Array.from({ length: width }, (_, unit) => ({ layer: index + 1, unit: unit + 1 })),
  );
  const parameters = network.block.parameters.flatMap(({ name, shape }) => {
    const [rows, columns] = shape.length === 2 ? (shape as [number, number]) : [0, shape[0]!];
    const places =
      rows === 0
        ? Array.from({ length: columns }, (_, j) => [j + 1])
        : Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns) + 1, (i % columns) + 1]);
    return places.map((place) => ({ name, place }));
  });
  const trace = traceRow(study, { row, batch, neurons, parameters });
  return {
    trace,
    neurons: trace.opened.filter((one): one is OpenedNeuron => one.kind === 'neuron'),
    parameters: trace.opened.filter((one): one is OpenedParameter => one.kind === 'parameter'),
  };
}

const CASES: readonly [name: string, options: Partial<TrainingOptions>, steps: number, batch: number][] = [
  ['a fresh network', { hidden: [4, 3] }, 0, 1],
  ['a trained one, in a batch of 5', { hidden: [5] }, 60, 5],
  ['no hidden layer', { hidden: [] }, 3, 2],
  ['dropout', { hidden: [6, 5], dropout: 0.5 }, 7, 3],
  ['an L2 penalty', { hidden: [4], l2: 0.01 }, 12, 4],
  ['sgd', { hidden: [4], optimizer: 'sgd' }, 12, 4],
  ['one logit', { hidden: [4], outputActivation: 'sigmoid', weightDecay: 0.1 }, 12, 4],
];

describe('opened places', () => {
  it.each(CASES)(
    '%s: products add up to the tapped z, error and gradient to the bit',
    async (_, options, steps, batch) => {
      const study = await freshStudy('moons', options, steps);
      const { trace, neurons, parameters } = openAll(study, 5, batch);
      for (const { layer, unit, inputs, bias, z, a, delta } of neurons) {
        const sum = fround(summed(inputs.map(({ product }) => product)) + fround(bias!.before));
        expect(sum, `z of ${layer}.${unit}`).toBe(tensor(trace, `z${layer}`)[unit - 1]! + 0);
        expect(fround(z)).toBe(sum);
        const { dz, arriving, slope, from } = delta!;
        expect(fround(dz)).toBe(fround(fround(arriving) * fround(slope)) + 0);
        expect(fround(dz)).toBe(tensor(trace, `dz${layer}`)[unit - 1]! + 0);
        if (from.length > 0) expect(summed(from.map(({ product }) => product))).toBe(fround(arriving) + 0);
        if (layer < denseWidths(study.network).length)
          expect(fround(a)).toBe(fround(Math.max(0, fround(z)) * fround(slope)));
        else expect(a).toBe(z);
      }
      for (const { name, rows, penalty, step } of parameters) {
        expect(rows).toHaveLength(batch);
        const sum = fround(summed(rows.map(({ product }) => product)) + fround(penalty));
        expect(sum, name).toBe(fround(step!.gradient) + 0);
      }
    },
  );

  it('the sum check refuses a product that is not rounded as the kernel rounds it', async () => {
    const { trace, neurons } = openAll(await freshStudy('moons', { hidden: [16] }, 60), 5, 1);
    const apart = neurons.filter(({ layer, unit, inputs, bias }) => {
      const exact = inputs.reduce((sum, { x, before }) => sum + x * before, bias!.before);
      return fround(exact) !== tensor(trace, `z${layer}`)[unit - 1];
    });
    expect(apart.length).toBeGreaterThan(0);
  });

  it('a weight goes through the step as the tensors of the document say', async () => {
    const study = await freshStudy('moons', { hidden: [4] }, 9);
    const { trace, parameters, neurons } = openAll(study, 8, 3);
    const place = parameters.find(({ name }) => name === 'W1[2,3]')!;
    const at = (name: string) => trace.tensors.find((one) => one.name === name)!.values![1 * 4 + 2]!;
    expect(place.before).toBe(at('W1'));
    expect(place.step).toEqual({
      gradient: at('dW1'),
      optimizer: {
        'adam.m': at('adam.m.W1'),
        'adam.v': at('adam.v.W1'),
        'adam.mhat': at('adam.mhat.W1'),
        'adam.vhat': at('adam.vhat.W1'),
        'adam.step': at('adam.step.W1'),
      },
      after: at("W1'"),
    });
    const unit = neurons.find(({ layer, unit: number }) => layer === 1 && number === 3)!;
    expect(unit.inputs[1]).toMatchObject({ name: 'W1[2,3]', input: 'x2', before: place.before, step: place.step });
  });
});
