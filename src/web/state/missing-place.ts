/**
 * Places of a link that aren't in what is open: said with those that are.
 */
import { formatPlace, type NeuronPlace, type ParameterPlace } from '../../study/session/parameter-place.ts';
import type { StudyDescription } from '../protocol.ts';

/** The neurons of a network: `1.1 to 1.6, 2.1 to 2.4`. */
export const neuronRanges = (units: readonly number[]): string =>
  units.map((most, i) => (most === 1 ? `${i + 1}.1` : `${i + 1}.1 to ${i + 1}.${most}`)).join(', ');

export function missingRow({ rows }: StudyDescription, row: number): string | null {
  return row <= rows ? null : `there is no row ${row} (1 to ${rows})`;
}

export function missingNeuron({ units }: StudyDescription, { layer, unit }: NeuronPlace): string | null {
  const isThere = layer >= 1 && unit >= 1 && unit <= (units[layer - 1] ?? 0);
  return isThere ? null : `there is no neuron ${layer}.${unit} (${neuronRanges(units)})`;
}

export function missingParameter({ parameters }: StudyDescription, wanted: ParameterPlace): string | null {
  const { name, place } = wanted;
  const shape = parameters.find((one) => one.name === name)?.shape;
  const isThere = shape?.length === place.length && place.every((one, axis) => one >= 1 && one <= shape[axis]!);
  const known = parameters.map((one) => `${one.name}[${one.shape.join(',')}]`).join(', ');
  return isThere ? null : `there is no ${formatPlace(wanted)} (up to ${known})`;
}
