/**
 * Places in a network as people write them, all counted from 1: `W1[3,7]` is the weight from input 3 to unit 7 of dense
 * layer 1, `b1[7]` that unit's bias, and neuron `1.7` is the unit itself. The last dense layer's units are the logits.
 */
import { quoted, UsageError } from '../../errors.ts';
import type { Sequential } from '../../nn/sequential.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** One element of a parameter. */
export interface ParameterPlace {
  /** Such as `W1`. */
  readonly name: string;
  /** From 1: [input, unit] of a kernel, [unit] of a bias. */
  readonly place: readonly number[];
}

/** A weight that was set by hand. */
export interface Edit extends ParameterPlace {
  readonly value: number;
  /** The number of steps that were done by then. */
  readonly step: number;
}

/** One unit of a dense layer, both from 1. */
export interface NeuronPlace {
  readonly layer: number;
  readonly unit: number;
}

/** What of a network says which places there are; a trace knows as much of its network. */
export interface NetworkShape {
  readonly layers: readonly { readonly kind: string }[];
  readonly outputDims: readonly number[];
  readonly block: { readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[] };
}

export const formatPlace = ({ name, place }: ParameterPlace): string => `${name}[${place.join(',')}]`;

/** The widths of the dense layers, from the first hidden one to the logits. */
export function denseWidths(network: NetworkShape): number[] {
  return network.layers.flatMap((layer, index) => (layer.kind === 'dense' ? [network.outputDims[index]!] : []));
}

/**
 * @param text such as `W1[3,7]` or `b2[1]`
 * @throws UsageError E_USAGE_VALUE for another text, or a place that isn't there, naming those that are.
 */
export function parseParameter(text: string, network: NetworkShape): ParameterPlace {
  const [, name, inside] = /^\s*([^[\]\s]+)\s*\[([\d\s,]+)\]\s*$/.exec(text) ?? [];
  const { parameters } = network.block;
  const known = parameters.map((parameter) => `${parameter.name}[${parameter.shape.join(',')}]`).join(', ');
  const found = parameters.find((parameter) => parameter.name === name);
  if (name === undefined || found === undefined) {
    throw placeError(name === undefined ? `${quoted(text)} is no parameter` : `there is no ${name}`, `up to ${known}`);
  }
  const place = inside!.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const fits = place.length === found.shape.length && place.every((one, axis) => one >= 1 && one <= found.shape[axis]!);
  if (!fits) throw placeError(`there is no ${name}[${place.join(',')}]`, `up to ${name}[${found.shape.join(',')}]`);
  return { name, place };
}

/**
 * @param text such as `W1[3,7]=0.5`, or `W1[3,7]=0.5@40` for an edit after 40 steps
 * @param steps where the text doesn't say after how many
 * @throws UsageError E_USAGE_VALUE for another text, and as `parseParameter` does.
 */
export function parseEdit(text: string, network: NetworkShape, steps: number): Edit {
  const [, place, number, step = steps] = /^([^=]*)=([^@]*)(?:@(\d{1,9}))?$/.exec(text) ?? [];
  const value = number === undefined || number.trim() === '' ? Number.NaN : Number(number);
  if (place === undefined || !Number.isFinite(Math.fround(value))) {
    throw placeError(`${quoted(text)} is no edit`, 'such as W1[3,7]=0.5, or W1[3,7]=0.5@40 after 40 steps');
  }
  return { ...parseParameter(place, network), value, step: Number(step) };
}

/**
 * @param text such as `1.7`
 * @throws UsageError E_USAGE_VALUE for another text, or a neuron that isn't there, naming those that are.
 */
export function parseNeuron(text: string, network: NetworkShape): NeuronPlace {
  const widths = denseWidths(network);
  const range = widths.map((width, index) =>
    width === 1 ? `${index + 1}.1` : `${index + 1}.1 to ${index + 1}.${width}`,
  );
  const [, layer, unit] = /^\s*(\d+)\.(\d+)\s*$/.exec(text) ?? [];
  const width = widths[Number(layer) - 1];
  if (width === undefined || Number(unit) < 1 || Number(unit) > width) {
    throw placeError(`there is no neuron ${quoted(text)}`, range.join(', '));
  }
  return { layer: Number(layer), unit: Number(unit) };
}

/** The tensor that holds a parameter's element, and its place in the data. @throws RangeError if it isn't there. */
export function elementOf(network: Sequential, { name, place }: ParameterPlace): { tensor: Tensor; index: number } {
  const parameter = network.block.parameters.find((one) => one.name === name);
  const shape = parameter?.shape ?? [];
  if (
    parameter === undefined ||
    place.length !== shape.length ||
    place.some((one, axis) => !(one >= 1 && one <= shape[axis]!))
  ) {
    throw new RangeError(`there is no parameter ${formatPlace({ name, place })}`);
  }
  const index = place.reduce((sum, one, axis) => sum * shape[axis]! + (one - 1), 0);
  return { tensor: parameter.value, index };
}

function placeError(message: string, range: string): UsageError {
  return new UsageError('E_USAGE_VALUE', message, { hint: range });
}
