/**
 * A column of the file as an axis: the values along it, and the inputs that each of them becomes.
 */
import { columnNamed, type Column } from '../../data/table.ts';
import type { Feature } from '../../preprocessing/features/feature.ts';
import type { StudyRows } from '../../study/session/study-data.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { SurfaceAxis } from '../protocol.ts';

/** Levels of a category that are shown: the most frequent ones. */
const MOST_LEVELS = 24;
/** What is shown beyond the smallest and the largest value, as a share of the way between them. */
const MARGIN = 0.06;

export interface GridAxis extends SurfaceAxis {
  /** Where its inputs begin. */
  readonly offset: number;
  /** The inputs of each value along it: [values, inputs]. */
  readonly inputs: Tensor;
  /** Where each row of the file stands on it; NaN where the value is missing or not shown. */
  readonly places: Float64Array;
}

/** @param index of the column, from 0 @param resolution values along an axis of numbers */
export function gridAxis(rows: StudyRows, index: number, resolution: number): GridAxis {
  const { table, features } = rows;
  if (table === null || features === null) return inputAxis(rows, index, resolution);
  const feature = features[index];
  if (feature === undefined) throw new RangeError(`there is no column ${index + 1}`);
  const column = columnNamed(table, feature.config.name);
  const offset = features.slice(0, index).reduce((sum, { inputs }) => sum + inputs.length, 0);
  const encode = (alone: Column, count: number) => {
    const inputs = Tensor.zeros(count, feature.inputs.length);
    feature.transform(
      alone,
      Int32Array.from({ length: count }, (_, i) => i),
      inputs,
      0,
    );
    return inputs;
  };
  if (column.kind === 'text') {
    const shown = frequentLevels(column.codes, column.levels.length);
    const levels = shown.map((code) => column.levels[code]!);
    const codes = Int32Array.from(levels, (_, i) => i);
    const inputs = encode({ kind: 'text', name: column.name, codes, levels }, levels.length);
    const places = Float64Array.from(column.codes, (code) => placeOrNaN(shown.indexOf(code)));
    return { name: column.name, from: -0.5, to: levels.length - 0.5, levels, isDate: false, offset, inputs, places };
  }
  const { name, values, notation = 'number' } = column;
  const isSteps = notation === 'boolean';
  const [from, to] = isSteps ? [-0.5, 1.5] : widened(rangeOf(feature, values));
  const along = isSteps ? Float64Array.of(0, 1) : valuesAlong(from, to, resolution);
  const inputs = encode({ kind: 'number', name, values: along, notation }, along.length);
  const levels = isSteps ? ['no', 'yes'] : null;
  return { name, from, to, levels, isDate: notation === 'date', offset, inputs, places: values };
}

function inputAxis(rows: StudyRows, index: number, resolution: number): GridAxis {
  const { count } = rows;
  const all = rows.encode(Int32Array.from({ length: count }, (_, i) => i));
  if (index >= all.columns) throw new RangeError(`there is no input ${index + 1}`);
  const places = Float64Array.from({ length: count }, (_, row) => all.data[row * all.columns + index]!);
  const [from, to] = widened([smallest(places), -smallest(places.map((value) => -value))]);
  const inputs = new Tensor(Float32Array.from(valuesAlong(from, to, resolution)), [resolution, 1]);
  const name = `input ${index + 1}`;
  return { name, from, to, levels: null, isDate: false, offset: index, inputs, places };
}

/** The middles of as many equal parts. */
function valuesAlong(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((i + 0.5) / count) * (to - from));
}

function rangeOf({ config }: Feature, values: Float64Array): readonly [number, number] {
  const known = config.kind === 'category' ? null : config.range;
  return known ?? [smallest(values), -smallest(values.map((value) => -value))];
}

/** An axis of one value is 1 wide. */
function widened([least, most]: readonly [number, number]): [number, number] {
  const margin = least === most ? 0.5 : MARGIN * (most - least);
  return [least - margin, most + margin];
}

const smallest = (values: Float64Array): number =>
  values.reduce((least, value) => (value < least ? value : least), Number.POSITIVE_INFINITY);

const placeOrNaN = (place: number): number => (place === -1 ? Number.NaN : place);

/** The codes of the most frequent levels, those with most rows first. */
function frequentLevels(codes: Int32Array, count: number): number[] {
  const counts = new Int32Array(count);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return Array.from(counts, (_, code) => code)
    .toSorted((a, b) => counts[b]! - counts[a]!)
    .slice(0, MOST_LEVELS);
}
