/**
 * A tap watches the numbers pass: layers, loss and optimizer hand it every tensor under a stable name (`x`, `z1`, `a1`,
 * …, `p`, `loss`, `dz2`, `dW2`, `db2`, `adam.m.W1`, …). It must neither change nor keep a tensor: the next step reuses
 * the memory. Without a tap, nothing is computed for it.
 */
import type { Tensor } from '../tensor/tensor.ts';

export type Tap = (name: string, tensor: Tensor) => void;
