/**
 * A drawing of the network with its own weights: the units that the largest weights reach, and the strongest weights
 * between them.
 */
import { escapeControl } from '../../../errors.ts';
import { counted, groupDigits, shorten } from '../../../text-table.ts';
import type { DrawnNetwork } from '../../run-documents.ts';
import type { Chart, NetworkPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { className } from './wording.ts';

/** Inputs are named after their columns, such as `plan "free"`. */
const LONGEST_NAME = 40;
const MOST_UNITS = 12;
/** Drawn between two layers. */
const MOST_EDGES = 20;

type Layer = DrawnNetwork['layers'][number];

/** Null for a network without layers. */
export function networkChart({ inputs, classes, layers }: DrawnNetwork): Chart | null {
  if (layers.length === 0) return null;
  const counts = [inputs.length, ...layers.map(({ bias }) => bias.length)];
  const last = layers.length;
  const names = counts.map((count, layer) => {
    if (layer === 0) return inputs.map((name) => shorten(escapeControl(name), LONGEST_NAME));
    if (layer < last) return Array.from({ length: count }, (_, unit) => `unit ${unit + 1}`);
    // A single output speaks for the second of two classes.
    return count === 1 && classes.length === 2 ? [className(classes[1]!)] : classes.map(className);
  });
  const drawn = counts.map((count, layer) => strongestUnits(layers, layer, count));
  const edges = layers.flatMap((layer, index) => strongestEdges(layer, index, drawn[index]!, drawn[index + 1]!));
  const strongest = edges.reduce((a, b) => (Math.abs(b.weight) > Math.abs(a.weight) ? b : a));
  const ends = ({ layer, from, to }: NetworkPlot['edges'][number]) =>
    [names[layer]![drawn[layer]![from]!]!, names[layer + 1]![drawn[layer + 1]![to]!]!] as const;
  const [source, target] = ends(strongest);
  const weights = layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  const titles = counts.map((_, layer) => (layer === 0 ? 'inputs' : layer === last ? 'outputs' : `hidden ${layer}`));
  return {
    id: 'network',
    title: 'The network and its strongest weights',
    sentence: `${counts.map(groupDigits).join(' → ')} units, ${counted(weights, 'weight')} with the biases. Drawn ${edges.length === 1 ? 'is the strongest' : `are the ${edges.length} strongest`} between the units shown; the strongest of all, ${formatNumber(strongest.weight, 'signed')}, leads from ${source} to ${target}.`,
    plot: {
      kind: 'network',
      layers: counts.map((count, layer) => ({
        name: titles[layer]!,
        units: drawn[layer]!.map((unit) => ({ name: names[layer]![unit]! })),
        count,
      })),
      edges,
    },
    table: {
      columns: [
        { name: 'layers', format: 'text' },
        { name: 'from', format: 'text' },
        { name: 'to', format: 'text' },
        { name: 'weight', format: 'signed' },
      ],
      rows: edges.map((edge) => {
        const [from, to] = ends(edge);
        return [`${titles[edge.layer]!} to ${titles[edge.layer + 1]!}`, from, to, edge.weight];
      }),
    },
  };
}

/** The units with the largest weights to and from them, in their own order. */
function strongestUnits(layers: readonly Layer[], layer: number, count: number): number[] {
  const units = Array.from({ length: count }, (_, unit) => unit);
  if (count <= MOST_UNITS) return units;
  const strength = units.map((unit) => {
    const [before, after] = [layers[layer - 1], layers[layer]];
    return (
      (before === undefined ? 1 : norm(before, (input) => input * count + unit, before.kernel.length / count)) *
      (after === undefined ? 1 : norm(after, (output) => unit * after.bias.length + output, after.bias.length))
    );
  });
  return units
    .toSorted((a, b) => strength[b]! - strength[a]! || a - b)
    .slice(0, MOST_UNITS)
    .toSorted((a, b) => a - b);
}

function norm({ kernel }: Layer, place: (index: number) => number, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += kernel[place(index)]! ** 2;
  return Math.sqrt(sum);
}

function strongestEdges({ kernel, bias }: Layer, layer: number, from: readonly number[], to: readonly number[]) {
  return from
    .flatMap((source, fromPlace) =>
      to.map((target, toPlace) => {
        return { layer, from: fromPlace, to: toPlace, weight: kernel[source * bias.length + target]! };
      }),
    )
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MOST_EDGES);
}
