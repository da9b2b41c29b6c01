/**
 * Where units and edges stand: layers are columns, from the inputs to the logits. Of a wide layer the strongest units are
 * shown.
 */
import type { StudyDescription } from '../protocol.ts';

/** Units of a layer that are shown at once. */
export const MOST_UNITS = 64;

export interface ShownUnit {
  /** 0 for the inputs. */
  readonly layer: number;
  /** From 0. */
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

/** Edges as columns, so that a frame walks them without making anything. */
export interface Edges {
  readonly count: number;
  /** Where each edge's weight stands among all parameters. */
  readonly index: Int32Array;
  /** The layer that each edge leads to, from 1. */
  readonly layer: Uint8Array;
  /** Unit numbers of both ends, from 0. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** x1 y1 x2 y2 of each edge. */
  readonly ends: Float32Array;
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** The diameter of a unit. */
  readonly size: number;
  readonly units: readonly ShownUnit[];
  readonly edges: Edges;
}

/** Room for the names of the inputs or the classes beside their units, in pixels. */
const sideFor = (names: readonly string[]): number =>
  Math.min(160, 40 + 7 * Math.max(...names.map(({ length }) => length)));
const LEAST_GAP = 76;

/** The widths of all layers, inputs first. */
export const widthsOf = ({ inputs, units }: StudyDescription): number[] => [inputs.length, ...units];

export const parameterCount = ({ parameters }: StudyDescription): number =>
  parameters.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);

/** The units of each layer that are shown, from 0, in their order; `always` is among them. */
export function shownUnits(
  widths: readonly number[],
  activations: Float32Array | null,
  always: { readonly layer: number; readonly unit: number } | null,
): number[][] {
  let start = 0;
  return widths.map((width, layer) => {
    const own = activations?.subarray(start, start + width);
    start += width;
    const all = Array.from({ length: width }, (_, unit) => unit);
    if (width <= MOST_UNITS) return all;
    const strength = (unit: number) =>
      always?.layer === layer && always.unit - 1 === unit ? Number.POSITIVE_INFINITY : Math.abs(own?.[unit] ?? 0);
    const strongest = all.toSorted((a, b) => strength(b) - strength(a)).slice(0, MOST_UNITS);
    return strongest.toSorted((a, b) => a - b);
  });
}

/** @param shown the units of each layer, from 0 @param room the width there is */
export function layOut(
  description: StudyDescription,
  shown: readonly (readonly number[])[],
  room: number,
): NetworkLayout {
  const most = Math.max(...shown.map(({ length }) => length));
  const pitch = most <= 8 ? 54 : most <= 12 ? 44 : most <= 24 ? 26 : 13;
  const size = Math.min(42, pitch - (pitch < 20 ? 2 : 8));
  const height = Math.max(240, most * pitch + 16);
  const [left, right] = [sideFor(description.inputs), sideFor(description.classes)];
  const width = Math.max(room, left + right + (shown.length - 1) * LEAST_GAP);
  const gap = (width - left - right) / Math.max(1, shown.length - 1);
  const columns = shown.map((units, layer) => {
    // A layer of few units is spread a little wider.
    const own = Math.min((height - 16) / units.length, Math.max(pitch, 64));
    const top = (height - own * units.length) / 2;
    return units.map((unit, i): ShownUnit => ({ layer, unit, x: left + layer * gap, y: top + (i + 0.5) * own }));
  });
  return { width, height, size, units: columns.flat(), edges: edgesOf(description, columns) };
}

function edgesOf({ parameters, units }: StudyDescription, columns: readonly (readonly ShownUnit[])[]): Edges {
  let count = 0;
  for (let layer = 1; layer < columns.length; layer++) count += columns[layer - 1]!.length * columns[layer]!.length;
  const index = new Int32Array(count);
  const layers = new Uint8Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const ends = new Float32Array(4 * count);
  let e = 0;
  for (let layer = 1; layer < columns.length; layer++) {
    const start = parameters.find(({ name }) => name === `W${layer}`)?.start ?? 0;
    for (const a of columns[layer - 1]!) {
      for (const b of columns[layer]!) {
        index[e] = start + a.unit * units[layer - 1]! + b.unit;
        layers[e] = layer;
        from[e] = a.unit;
        to[e] = b.unit;
        ends.set([a.x, a.y, b.x, b.y], 4 * e);
        e++;
      }
    }
  }
  return { count, index, layer: layers, from, to, ends };
}
