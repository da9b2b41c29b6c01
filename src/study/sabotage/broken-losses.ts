/**
 * Losses with one wrong term each: the value, its gradient, or what becomes of large logits.
 */
import type { Loss } from '../../nn/losses/loss.ts';
import { exp, log } from '../../tensor/exponential.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { change } from './altered-layer.ts';
import type { Parts } from '../gradcheck/problem.ts';
import type { Sabotage } from './sabotage.ts';

/** A forward pass of a loss: value and dZ, both its own. */
interface LossPass {
  readonly value: number;
  readonly dZ: Tensor;
}

type Given = readonly [z: Tensor, targets: Int32Array, weights: Float32Array | null];

/** The loss with another value or gradient. */
function brokenLoss(make: (real: Loss, given: Given) => LossPass): Parts {
  return {
    loss: (real) => {
      let dZ: Tensor;
      return {
        kind: real.kind,
        memory: real.memory,
        outputUnits: (classCount) => real.outputUnits(classCount),
        probabilities: (z, out) => real.probabilities(z, out),
        predict: (z, out) => real.predict(z, out),
        forward: (z, targets, weights = null, tap) => {
          // The real loss shows the tap what it has.
          real.forward(z, targets, weights, tap);
          const pass = make(real, [z, targets, weights]);
          dZ = pass.dZ;
          return pass.value;
        },
        backward: () => dZ,
      };
    },
  };
}

/** What the real loss says. */
function rightPass(real: Loss, [z, targets, weights]: Given): LossPass {
  const value = real.forward(z, targets, weights);
  const { data, shape } = real.backward();
  return { value, dZ: new Tensor(data.slice(), shape) };
}

export const BROKEN_LOSSES: readonly Sabotage[] = [
  {
    name: 'no-mean',
    equation: 'dce.dz',
    breaks: 'dZ = p − 1_y, without the 1/n of the mean',
    symptom: 'all gradients are n times too large; the step size depends on the batch size',
    parts: brokenLoss((real, given) => {
      const pass = rightPass(real, given);
      change(pass.dZ, (g) => g * given[0].rows);
      return pass;
    }),
  },
  {
    name: 'wrong-class',
    equation: 'dce.dz',
    breaks: '1_y stands at the next class: off by one',
    symptom: 'the loss climbs, accuracy falls below guessing: it learns the wrong answers',
    parts: brokenLoss((real, given) => {
      const { value } = rightPass(real, given);
      const [z, targets, weights] = given;
      const classes = Math.max(2, z.columns);
      const { dZ } = rightPass(real, [z, targets.map((y) => (y + 1) % classes), weights]);
      return { value, dZ };
    }),
  },
  {
    name: 'no-one-hot',
    equation: 'dce.dz',
    breaks: 'dZ = p / n: the 1 of the right class is forgotten',
    symptom: 'all logits are pushed down, whatever the answer; nothing is learned',
    parts: brokenLoss((real, given) => {
      const pass = rightPass(real, given);
      const [{ columns, rows }, targets, weights] = given;
      for (const [i, y] of targets.entries()) {
        const share = (weights?.[i] ?? 1) / rows;
        const { data } = pass.dZ;
        if (columns > 1) data[i * columns + y]! += share;
        else data[i]! += y * share;
      }
      return pass;
    }),
  },
  {
    name: 'loss-log2',
    equation: 'sparse-ce',
    breaks: 'the loss is −log₂ p_y in place of −ln p_y; its gradient is right',
    symptom: 'it learns as well, but at the start the loss is log₂ k in place of ln k',
    parts: brokenLoss((real, given) => {
      const { value, dZ } = rightPass(real, given);
      return { value: value / Math.LN2, dZ };
    }),
  },
  {
    name: 'softmax-no-max-shift',
    equation: 'softmax',
    breaks: 'exp(z) in place of exp(z − max)',
    symptom: 'the same numbers, until a logit passes 88: then exp is Infinity, and the loss NaN',
    needs: { outputActivation: 'softmax' },
    parts: brokenLoss((real, [z, targets, weights]) => {
      const { dZ } = rightPass(real, [z, targets, weights]);
      const [n, k] = [z.rows, z.columns];
      let total = 0;
      for (let i = 0; i < n; i++) {
        const row = z.data.subarray(i * k, (i + 1) * k);
        const weight = weights?.[i] ?? 1;
        const powers = row.map(exp);
        const sum = powers.reduce((one, other) => one + other, 0);
        const y = targets[i]!;
        for (let j = 0; j < k; j++) dZ.data[i * k + j] = ((powers[j]! / sum - Number(j === y)) * weight) / n;
        total += weight * (log(sum) - row[y]!);
      }
      return { value: total / n, dZ };
    }),
  },
];
