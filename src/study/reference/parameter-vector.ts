/**
 * All parameters of a network as one vector, which is what an optimizer moves.
 */
import type { Matrix, ReferenceLayer } from './network.ts';

/** Parameters (or their gradients) as one vector: kernel 1 row by row, bias 1, kernel 2, … */
export function flatten(layers: readonly { kernel: Matrix; bias: number[] | null }[]): number[] {
  return layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...(bias ?? [])]);
}

/** A copy of the layers holding the parameters of `vector`, laid out as by `flatten`. */
export function withParameters(layers: readonly ReferenceLayer[], vector: readonly number[]): ReferenceLayer[] {
  let next = 0;
  const take = (count: number): number[] => vector.slice(next, (next += count));
  return layers.map((layer) => ({
    ...layer,
    kernel: layer.kernel.map((row) => take(row.length)),
    bias: layer.bias === null ? null : take(layer.bias.length),
  }));
}
