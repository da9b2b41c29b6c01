/**
 * Start values of parameters. All are uniform: a normal draw would need log and cos, whose last bits depend on the
 * engine. A kernel is [fanIn, fanOut].
 *
 * How large should they be? Large enough to keep a signal's variance from layer to layer. With independent x and W of
 * mean 0, z is a sum of fanIn products, so Var z = fanIn·Var x·Var W, and Var W = 1 / fanIn keeps the variance.
 * Backward, dX sums over fanOut products, and Var W = 1 / fanOut would keep it. U(−l, l) has variance l² / 3.
 */
import type { Random } from '../../random.ts';
import { requireProperties } from '../../argument-checks.ts';
import { requireTensor, type Tensor } from '../../tensor/tensor.ts';

export type Initializer = (out: Tensor, random: Random) => void;

/**
 * A compromise of both, Var W = 2 / (fanIn + fanOut): U(−l, l) with l = √(6 / (fanIn + fanOut)) (Glorot & Bengio 2010,
 * eq. 16).
 */
export function glorotUniform(out: Tensor, random: Random): void {
  requireTensor('initializer', 'out', out);
  fillUniform(out, Math.sqrt(6 / (out.rows + out.columns)), random); // eq:glorot
}

/**
 * For layers before a ReLU. The ReLU sets half of the z to 0, which halves the mean of their squares; Var W = 2 / fanIn
 * makes up for it: U(−l, l) with l = √(6 / fanIn) (He et al. 2015, eq. 10).
 */
export function heUniform(out: Tensor, random: Random): void {
  requireTensor('initializer', 'out', out);
  fillUniform(out, Math.sqrt(6 / out.rows), random); // eq:he-init
}

export function zeros(out: Tensor): void {
  requireTensor('initializer', 'out', out);
  out.data.fill(0);
}

function fillUniform(out: Tensor, limit: number, random: Random): void {
  requireProperties('initializer', 'random', random, 'next');
  const { data } = out;
  for (let i = 0; i < data.length; i++) data[i] = (2 * random.next() - 1) * limit;
}
