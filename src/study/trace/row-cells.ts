/**
 * The cells of a row and the inputs that they become.
 */
import { formatDate } from '../../data/cells/date.ts';
import { columnNamed, type Column } from '../../data/table.ts';
import type { Feature } from '../../preprocessing/features/feature.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Study } from '../session/study.ts';
import { shortFloat32 } from './float32-text.ts';
import type { TracedCell, TracedInput } from './trace-document.ts';

/**
 * @param row from 0
 * @param encoded the inputs [1, d] that the row became
 */
export function tracedCells({ data, constant }: Study, row: number, { data: values }: Tensor): TracedCell[] {
  const { table, features } = data.rows;
  const input = (index: number, { name, mean, scale, isPiece }: Partial<Feature['inputs'][number]>): TracedInput => ({
    index: index + 1,
    name: name ?? `input ${index + 1}`,
    mean: mean ?? 0,
    scale: scale ?? 1,
    isPiece: isPiece ?? false,
    value: shortFloat32(values[index]!),
    isConstant: constant.includes(index),
  });
  if (table === null || features === null) {
    return Array.from(values, (value, index) => {
      const [own, number] = [input(index, {}), shortFloat32(value)];
      return { column: own.name, kind: 'input', value: number, filled: null, inputs: [own] };
    });
  }
  let next = 0;
  return features.map(({ config, inputs }) => {
    const column = columnNamed(table, config.name);
    const value = cellOf(column, row, config.kind);
    const filled = value === null ? shown(config.fill, config.kind) : null;
    return { column: config.name, kind: config.kind, value, filled, inputs: inputs.map((own) => input(next++, own)) };
  });
}

function cellOf(column: Column, row: number, kind: TracedCell['kind']): TracedCell['value'] {
  if (column.kind === 'text') return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : shown(value, kind);
}

/** Dates are days in a table, and dates to people. */
function shown(value: number | string | null, kind: TracedCell['kind']): TracedCell['value'] {
  return kind === 'date' && typeof value === 'number' && Number.isInteger(value) ? formatDate(value) : value;
}
