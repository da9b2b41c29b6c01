import { describe, expect, it } from 'vitest';
import { Ensemble, membersOf } from '../../src/nn/ensemble.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { AWKWARD_SIZES, expectSameBits, randomTensor } from '../support/tensors.ts';
import { makeNetwork } from '../support/training.ts';

const SHAPE = { hidden: [7], outputs: 3 };
const networks = (count: number): Sequential[] => Array.from({ length: count }, (_, i) => makeNetwork(5, SHAPE, i + 1));
const rowsOf = (n: number, d = 5) => randomTensor(createRandom(n, 'rows'), n, d);

/** By the definition: the float32 sum in the members' order, then divided by their number. */
function meanLogits(members: readonly Sequential[], x: Tensor): Float32Array {
  const logits = members.map((member) => member.forward(x).data.slice());
  return logits[0]!.map((_, i) => {
    const sum = logits.map((each) => each[i]!).reduce((a, b) => Math.fround(a + b));
    return Math.fround(sum / members.length);
  });
}

describe('an ensemble', () => {
  it.each([1, 2, 3, 5])(
    'of %i answers with the mean of the logits, summed in order, bit for bit, for 1 to 17 rows',
    (count) => {
      const members = networks(count);
      const ensemble = new Ensemble(members);
      for (const n of AWKWARD_SIZES) {
        const x = rowsOf(n);
        const logits = ensemble.forward(x);
        expect(logits.shape).toEqual([n, 3]);
        expectSameBits(logits.data.slice(), meanLogits(members, x), `logits of ${n} rows`);
      }
    },
  );

  it('in another order has other bits: the order is part of the model', () => {
    const members = networks(3);
    const x = rowsOf(200);
    const logits = new Ensemble(members).forward(x).data.slice();
    const reversed = new Ensemble(members.toReversed()).forward(x).data.slice();
    expect(reversed).not.toEqual(logits);
    // A unit in the last place of a sum of three numbers below 4, divided by 3.
    for (const [i, value] of reversed.entries()) expect(Math.abs(value - logits[i]!)).toBeLessThan(3 * 2 ** -22);
  });

  it('is one network, its members’ layers side by side: logits to 1e-6', () => {
    const members = networks(4);
    const wide = new Sequential([new Dense({ units: 4 * 7 }), new ReLU(), new Dense({ units: 3 })], {
      inputDim: 5,
      random: createRandom(9, 'wide'),
    });
    const [kernel, bias, last, lastBias] = wide.block.parameters.map(({ value }) => value.data);
    lastBias!.fill(0);
    for (const [m, member] of members.entries()) {
      const [own, ownBias, ownLast, ownLastBias] = member.block.parameters.map(({ value }) => value.data);
      for (let j = 0; j < 5; j++) kernel!.set(own!.subarray(7 * j, 7 * (j + 1)), 28 * j + 7 * m);
      bias!.set(ownBias!, 7 * m);
      last!.set(
        ownLast!.map((weight) => weight / 4),
        21 * m,
      );
      for (let u = 0; u < 3; u++) lastBias![u]! += ownLastBias![u]! / 4;
    }
    const x = rowsOf(50);
    const expected = wide.forward(x).data.slice();
    for (const [i, value] of new Ensemble(members).forward(x).data.entries()) {
      // Sums of 28 products below 1, in float32 and in another order.
      expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6);
    }
    expect(wide.parameterCount).toBe(new Ensemble(members).parameterCount - 3 * 3);
  });

  it('tells its width, its inputs and all its parameters; a network alone is its own only member', () => {
    const members = networks(2);
    expect(new Ensemble(members)).toMatchObject({ inputDim: 5, outputDim: 3, parameterCount: 2 * (6 * 7 + 8 * 3) });
    expect(membersOf(new Ensemble(members))).toBe(members);
    expect(membersOf(members[0]!)).toEqual([members[0]]);
  });

  it('writes into memory that its next call uses again', () => {
    const ensemble = new Ensemble(networks(2));
    const first = ensemble.forward(rowsOf(4));
    expect(ensemble.forward(rowsOf(4)).data).toBe(first.data);
  });
});

describe('an ensemble refuses', () => {
  const wide = () => makeNetwork(5, { hidden: [8], outputs: 3 });
  it.each<[string, readonly Sequential[], string]>([
    ['no members', [], 'members is [], expected networks'],
    ['what is no list', 5 as never, 'members is 5, expected networks'],
    ['another width', [...networks(2), wide()], 'a member is "5 inputs, layers '],
    ['other inputs', [...networks(2), makeNetwork(4, SHAPE)], 'a member is "4 inputs, layers '],
  ])('%s, with a RangeError that tells both', (_, members, message) => {
    const refused = () => new Ensemble(members);
    expect(refused).toThrow(RangeError);
    expect(refused).toThrow(`Ensemble: ${message}`);
  });

  it('rows of another width', () => {
    expect(() => new Ensemble(networks(2)).forward(rowsOf(3, 4))).toThrow(/Ensemble: x .*4.*5/);
  });
});
