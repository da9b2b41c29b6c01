/**
 * How long a check takes, known before it begins: the float64 reference does nearly all of the work, two passes for each
 * place.
 */
import type { Problem } from './problem.ts';

/** Products of two float64 that the check takes, about: two hundred million a second. */
export function productsOf({ layers, inputDim, targets }: Problem, perTensor: number): number {
  const dense = layers.filter(({ kind }) => kind === 'dense');
  let width = inputDim;
  const sizes = dense.map(({ units, useBias }) => {
    const [kernel, tensors] = [width * Number(units), 1 + Number(useBias)];
    const places = Math.min(perTensor, kernel) + (tensors - 1) * Math.min(perTensor, Number(units));
    width = Number(units);
    return { kernel, places };
  });
  // A place of a layer takes the passes from this layer on; one of the input takes all.
  const above = (first: number) => sizes.slice(first).reduce((sum, { kernel }) => sum + kernel, 0);
  const places = sizes.reduce((sum, { places: own }, layer) => sum + own * above(layer), perTensor * above(0));
  return 2 * targets.length * places;
}
