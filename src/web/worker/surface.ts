/**
 * A decision surface: what the network says of a class where two columns vary and the others stay as they are.
 */
import { columnNamed, type Column } from '../../data/table.ts';
import type { StudyData, StudyRows } from '../../study/session/study-data.ts';
import type { Study } from '../../study/session/study.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Surface, SurfaceAxis, SurfaceCall, SurfacePoint } from '../protocol.ts';
import { gridAxis, type GridAxis } from './grid-axis.ts';
import { probabilitiesOf } from './slices.ts';

/** Rows of the file that are shown as points. */
const MOST_POINTS = 400;
/** Multiplications of a whole surface: of a large network it has fewer cells. */
const MOST_PRODUCTS = 5e8;
const LEAST_RESOLUTION = 6;

interface Grid {
  readonly study: Study;
  readonly key: string;
  readonly axes: readonly [GridAxis, GridAxis];
  /** [rows of the grid · columns, d] */
  readonly inputs: Tensor;
}

/** Makes surfaces of one study after the other; keeps the grid while only the weights change. */
export class SurfaceMaker {
  #grid: Grid | null = null;

  /** @throws RangeError for columns, a row or a class that isn't there, or one column twice. */
  async make(study: Study, call: SurfaceCall): Promise<Surface> {
    const { data } = study;
    const k = data.classes.length;
    if (call.classIndex >= k) throw new RangeError(`there is no class ${call.classIndex}`);
    const key = JSON.stringify([call.x, call.y, call.row, call.resolution]);
    if (this.#grid === null || this.#grid.study !== study || this.#grid.key !== key) {
      this.#grid = makeGrid(study, call, key);
    }
    const { axes, inputs } = this.#grid;
    const { step } = study;
    const all = await probabilitiesOf(study, inputs);
    const probabilities = new Float32Array(inputs.rows);
    for (let i = 0; i < probabilities.length; i++) probabilities[i] = all[i * k + call.classIndex]!;
    const [x, y] = axes;
    const [columns, rows] = [x.inputs.rows, y.inputs.rows];
    return { step, x: shown(x), y: shown(y), columns, rows, probabilities, points: pointsOf(data, x, y, call.row) };
  }
}

const shown = ({ name, from, to, levels, isDate }: GridAxis): SurfaceAxis => ({ name, from, to, levels, isDate });

function makeGrid(study: Study, { x, y, row, resolution }: SurfaceCall, key: string): Grid {
  if (x === y) throw new RangeError('a surface is over two different columns');
  const { data, constant, network } = study;
  const most = Math.floor(Math.sqrt(MOST_PRODUCTS / network.parameterCount));
  const cells = Math.max(LEAST_RESOLUTION, Math.min(resolution, most));
  const axes = [gridAxis(data.rows, x, cells), gridAxis(data.rows, y, cells)] as const;
  const base = row === null ? typicalRow(data.rows) : data.rows.encode(Int32Array.of(row - 1));
  const [columns, rows] = [axes[0].inputs.rows, axes[1].inputs.rows];
  const inputs = Tensor.zeros(rows * columns, base.columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const start = (i * columns + j) * base.columns;
      inputs.data.set(base.data, start);
      for (const [axis, place] of [[axes[0], j] as const, [axes[1], i] as const]) {
        inputs.data.set(axis.inputs.slice(place, place + 1).data, start + axis.offset);
      }
    }
  }
  // The network never sees these.
  for (let start = 0; start < inputs.data.length; start += base.columns) {
    for (const j of constant) inputs.data[start + j] = 0;
  }
  return { study, key, axes, inputs };
}

/** A row of medians and most frequent levels [1, d]; of bare arrays, of medians. */
function typicalRow(rows: StudyRows): Tensor {
  const { table, features, count } = rows;
  if (table === null || features === null) {
    const all = rows.encode(Int32Array.from({ length: count }, (_, i) => i));
    const columns = Array.from({ length: all.columns }, (_, j) =>
      median(Float64Array.from({ length: count }, (_row, i) => all.data[i * all.columns + j]!)),
    );
    return new Tensor(Float32Array.from(columns), [1, all.columns]);
  }
  const width = features.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const row = Tensor.zeros(1, width);
  let offset = 0;
  for (const feature of features) {
    feature.transform(typical(columnNamed(table, feature.config.name)), Int32Array.of(0), row, offset);
    offset += feature.inputs.length;
  }
  return row;
}

/** A column of one row. */
function typical(column: Column): Column {
  if (column.kind === 'number') {
    const middle = median(column.values);
    const isYesOrNo = column.notation === 'boolean';
    return { ...column, values: Float64Array.of(isYesOrNo ? Math.round(middle) : middle) };
  }
  const counts = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return { ...column, codes: Int32Array.of(counts.indexOf(Math.max(...counts))) };
}

/** Of the values that are there. */
function median(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  return sorted[sorted.length >> 1] ?? 0;
}

/** Rows with a class, evenly taken from the file; the chosen one is among them. */
function pointsOf({ rows }: StudyData, x: GridAxis, y: GridAxis, chosen: number | null): SurfacePoint[] {
  const stride = Math.max(1, Math.ceil(rows.count / MOST_POINTS));
  const points: SurfacePoint[] = [];
  for (let row = 0; row < rows.count; row++) {
    const isTaken = row % stride === 0 || row + 1 === chosen;
    const [atX, atY] = [x.places[row]!, y.places[row]!];
    if (!isTaken || Number.isNaN(atX) || Number.isNaN(atY)) continue;
    points.push({ number: row + 1, x: atX, y: atY, target: rows.targets[row]! });
  }
  return points;
}
