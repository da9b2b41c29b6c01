/**
 * Backward passes with one wrong term each, of dense layers, ReLU and dropout.
 */
import type { Layer } from '../../nn/layers/layer.ts';
import { altering, change } from './altered-layer.ts';
import type { Parts } from '../gradcheck/problem.ts';
import type { Sabotage } from './sabotage.ts';

const dense = (makeChange: Parameters<typeof altering>[1]): Parts => ({
  layer: altering('dense', makeChange),
});
const relu = (makeChange: Parameters<typeof altering>[1]): Parts => ({
  layer: altering('relu', makeChange),
});

export const BROKEN_LAYERS: readonly Sabotage[] = [
  {
    name: 'dW-sign',
    equation: 'dense.dW',
    breaks: 'dW has the wrong sign',
    symptom: 'the loss climbs: each step goes uphill',
    parts: dense(
      () =>
        ({ layer }) =>
          change(layer.parameters![0]!.gradient, (g) => -g),
    ),
  },
  {
    name: 'dW-transposed',
    equation: 'dense.dW',
    breaks: 'dW is laid out as its transpose, dZᵀ·x in the place of xᵀ·dZ',
    symptom: 'each weight moves by the gradient of another one; the loss hardly falls',
    parts: dense(() => ({ layer }) => {
      const { gradient } = layer.parameters![0]!;
      const [right, d, u] = [gradient.data.slice(), gradient.rows, gradient.columns];
      change(gradient, (_, i) => right[(i % d) * u + Math.floor(i / d)]!);
    }),
  },
  {
    name: 'dW-first-row',
    equation: 'dense.dW',
    breaks: 'dW has only the first row of the batch',
    symptom: 'training is noisy, as with batches of one row, and learns as little from each batch',
    parts: dense(() => ({ layer, x, dY }) => {
      const { gradient } = layer.parameters![0]!;
      const u = gradient.columns;
      change(gradient, (_, i) => x.data[Math.floor(i / u)]! * dY.data[i % u]!);
    }),
  },
  {
    name: 'zero-grad-missing',
    equation: 'dense.dW',
    breaks: 'gradients are not cleared: each step adds to those of the step before',
    symptom: 'the first step is right; then steps grow and overshoot',
    parts: dense((layer) => {
      const sums = new Map<string, Float32Array>();
      return () => {
        for (const { role, gradient } of layer.parameters!) {
          const sum = sums.get(role) ?? new Float32Array(gradient.data.length);
          sums.set(role, sum);
          change(gradient, (g, i) => (sum[i] = sum[i]! + g));
        }
      };
    }),
  },
  {
    name: 'db-missing',
    equation: 'dense.db',
    breaks: 'db stays 0',
    symptom: 'biases never move; all boundaries go through the mean of the inputs',
    parts: dense(
      () =>
        ({ layer }) =>
          layer.parameters![1]?.gradient.data.fill(0),
    ),
  },
  {
    name: 'db-mean',
    equation: 'dense.db',
    breaks: 'db is the mean over the rows in place of the sum: 1/n is counted twice',
    symptom: 'biases learn n times too slowly; with Adam, which divides by √v, nothing is to be seen',
    parts: dense(() => ({ layer, dY }) => {
      const bias = layer.parameters![1];
      if (bias !== undefined) change(bias.gradient, (g) => g / dY.rows);
    }),
  },
  {
    name: 'dx-sign',
    equation: 'dense.dx',
    breaks: 'dX has the wrong sign',
    symptom: 'the last layer learns, the layers below it climb',
    parts: dense(
      () =>
        ({ dX }) =>
          dX && change(dX, (g) => -g),
    ),
  },
  {
    name: 'dx-not-transposed',
    equation: 'dense.dx',
    breaks: 'dX = dZ·W, the memory of W read as if it were Wᵀ',
    symptom: 'the last layer learns, the layers below it get gradients of other weights',
    parts: dense(() => ({ layer, dY, dX }) => {
      if (dX === null) return;
      const { data: W } = layer.parameters![0]!.value;
      const [d, u] = [dX.columns, dY.columns];
      change(dX, (_, index) => {
        const [row, s] = [Math.floor(index / d), index % d];
        let sum = 0;
        for (let j = 0; j < u; j++) sum += dY.data[row * u + j]! * W[j * d + s]!;
        return sum;
      });
    }),
  },
  {
    name: 'l2-missing',
    equation: 'l2',
    breaks: 'the penalty λ·Σw² is in the loss, but not in dW',
    symptom: 'the loss that is shown includes the penalty; the weights grow as if there were none',
    needs: { l2: 0.01 },
    parts: dense(
      () =>
        ({ layer }) =>
          lessL2(layer, 2),
    ),
  },
  {
    name: 'l2-half',
    equation: 'l2',
    breaks: 'the penalty λ·Σw² adds λ·W to dW in place of 2λ·W',
    symptom: 'weights shrink half as much as λ says',
    needs: { l2: 0.01 },
    parts: dense(
      () =>
        ({ layer }) =>
          lessL2(layer, 1),
    ),
  },
  {
    name: 'mask-inverted',
    equation: 'relu.dz',
    breaks: 'ReLU lets dA pass where z ≤ 0, and stops it where z > 0',
    symptom: 'the layers below learn from the rows that they had no say in',
    parts: relu(
      () =>
        ({ y, dY, dX }) =>
          dX && change(dX, (_, i) => (y.data[i]! > 0 ? 0 : dY.data[i]!)),
    ),
  },
  {
    name: 'mask-missing',
    equation: 'relu.dz',
    breaks: 'ReLU lets all of dA pass, as if it were linear',
    symptom: 'it learns, but less well: dead units are pushed about though they add nothing',
    parts: relu(
      () =>
        ({ dY, dX }) =>
          dX?.data.set(dY.data),
    ),
  },
  {
    name: 'mask-of-gradient',
    equation: 'relu.dz',
    breaks: 'ReLU lets dA pass where dA > 0, in place of where z > 0',
    symptom: 'gradients only ever pull one way; biases of hidden units only fall',
    parts: relu(
      () =>
        ({ dY, dX }) =>
          dX && change(dX, (_, i) => Math.max(0, dY.data[i]!)),
    ),
  },
  {
    name: 'dropout-mask-missing',
    equation: 'dropout',
    breaks: 'dropped units get a gradient as if they had been there',
    symptom: 'it learns, but dropout no longer keeps it from learning by heart',
    needs: { dropout: 0.25 },
    parts: {
      layer: altering(
        'dropout',
        () =>
          ({ dY, dX }) =>
            dX?.data.set(dY.data),
      ),
    },
  },
];

/** Takes some of the 2λ·W out of dW. */
function lessL2(layer: Layer, share: number): void {
  const { value, gradient } = layer.parameters![0]!;
  const lambda = Number(layer.config()['l2']);
  change(gradient, (g, i) => g - share * lambda * value.data[i]!);
}
