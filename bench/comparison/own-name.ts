/**
 * What glassnet's own lines are called beside the peers': the kernels that a training uses by name, then the others.
 */
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';

/** @param place 0 for the fastest */
export function ownName({ name }: Kernels, place: number): string {
  return place === 0 ? `glassnet (${name})` : name;
}
