/**
 * A layer has one place in one network: its parameters are in that network's memory, under their names there.
 */
import { requireArgument, requireProperties } from '../../argument-checks.ts';
import type { Layer } from './layer.ts';

/** The places of layers in use: `layer 2 of the network 10-50-2`. */
const places = new WeakMap<Layer, string>();

/** @throws RangeError if there are no layers, one of them already has a place, or `inputDim` is not a valid width. */
export function requireFreeLayers(layers: readonly Layer[], inputDim: number): void {
  requireArgument(Array.isArray(layers), 'Sequential', 'layers', layers, 'a list of layers');
  for (const layer of layers) requireProperties('Sequential', 'a layer', layer, 'build', 'forward', 'backward');
  if (layers.length === 0) throw new RangeError('Sequential: at least one layer is needed');
  if (!Number.isSafeInteger(inputDim) || inputDim < 1) {
    throw new RangeError(`Sequential: inputDim must be a whole number of at least 1, got ${inputDim}`);
  }
  for (const [index, layer] of layers.entries()) {
    const first = layers.indexOf(layer);
    const place = first < index ? `layer ${first + 1} of the same network` : places.get(layer);
    if (place === undefined) continue;
    throw new RangeError(`Sequential: layer ${index + 1} (${layer.kind}) is ${place} already; make one for each place`);
  }
}

/** @param widths of the input and of each layer's output */
export function claimLayers(layers: readonly Layer[], widths: readonly number[]): void {
  for (const [index, layer] of layers.entries()) {
    places.set(layer, `layer ${index + 1} of the network ${widths.join('-')}`);
  }
}
