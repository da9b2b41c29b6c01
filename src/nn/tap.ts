/**
 * A tap watches the numbers pass: layers, loss and optimizer hand it every tensor under a stable name (`x`, `z1`, `a1`,
 * …, `shifted`, `exp`, `p`, `loss`, `dz2`, `dW2`, `db2`, …, `adam.m.W1`, `adam.v.W1`, `adam.mhat.W1`, `adam.vhat.W1`,
 * `adam.step.W1`, `W1'`, …). It must neither change nor keep a tensor: the next step reuses the memory. Without a tap,
 * nothing is computed for it.
 */
import type { Tensor } from '../tensor/tensor.ts';

export type Tap = (name: string, tensor: Tensor) => void;
