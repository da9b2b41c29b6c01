/**
 * Start values of parameters. All are uniform: a normal draw would need log and cos, whose last bits depend on the
 * engine. A kernel is [fanIn, fanOut].
 */
import type { Random } from '../../random.ts';
import type { Tensor } from '../../tensor/tensor.ts';

export type Initializer = (out: Tensor, random: Random) => void;

/** U(−l, l) with l = √(6 / (fanIn + fanOut)) (Glorot & Bengio 2010, eq. 16). */
export function glorotUniform(out: Tensor, random: Random): void {
  fillUniform(out, Math.sqrt(6 / (out.rows + out.columns)), random);
}

/** U(−l, l) with l = √(6 / fanIn), for layers before a ReLU (He et al. 2015, eq. 10: variance 2 / fanIn). */
export function heUniform(out: Tensor, random: Random): void {
  fillUniform(out, Math.sqrt(6 / out.rows), random);
}

export function zeros(out: Tensor): void {
  out.data.fill(0);
}

function fillUniform(out: Tensor, limit: number, random: Random): void {
  const { data } = out;
  for (let i = 0; i < data.length; i++) data[i] = (2 * random.next() - 1) * limit;
}
