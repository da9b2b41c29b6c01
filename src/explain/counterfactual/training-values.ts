/**
 * The values that occur in the training rows, column by column: of a training table all of them; of a model alone those of
 * its background, decoded, and the ends of the training range.
 */
import { columnNamed, type Column, type Table } from '../../data/table.ts';
import type { NumberConfig } from '../../preprocessing/features/feature-config.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** What occurs in one column: numbers ascending, an entry per training row; or levels, each once, in the order of their code units. */
export type ValuesOfColumn =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'category'; readonly levels: readonly string[] };

/** By the name of the column. */
export type TrainingValues = ReadonlyMap<string, ValuesOfColumn>;

/** @param rows the training rows of the table */
export function valuesOfTable({ featureNames }: Pipeline, table: Table, rows: Int32Array): TrainingValues {
  return new Map(featureNames.map((name) => [name, valuesOfColumn(columnNamed(table, name), rows)]));
}

function valuesOfColumn(column: Column, rows: Int32Array): ValuesOfColumn {
  if (column.kind === 'number') {
    const present = Float64Array.from(rows, (row) => column.values[row]!).filter((value) => !Number.isNaN(value));
    return { kind: 'number', values: present.toSorted() };
  }
  const codes = new Set(rows.map((row) => column.codes[row]!));
  codes.delete(-1);
  return { kind: 'category', levels: Array.from(codes, (code) => column.levels[code]!).toSorted() };
}

/** @param background encoded inputs [b, d] of training rows; null for a model without: then only the range is known. */
export function valuesOfModel({ features }: Pipeline, background: Tensor | null): TrainingValues {
  let offset = 0;
  return new Map(
    features.map(({ config, inputs }): [string, ValuesOfColumn] => {
      const place = offset;
      offset += inputs.length;
      if (config.kind === 'category') return [config.name, { kind: 'category', levels: config.known ?? [] }];
      const missing = config.indicator ? place + inputs.length - 1 : null;
      return [config.name, { kind: 'number', values: decoded(config, background, place, missing) }];
    }),
  );
}

/** @param place of the standardised number among the inputs; @param missing that of the input that says it was missing */
function decoded(config: NumberConfig, background: Tensor | null, place: number, missing: number | null): Float64Array {
  const values = [...(config.range ?? [])];
  const d = background?.columns ?? 0;
  for (let row = 0; row < (background?.rows ?? 0); row++) {
    const start = row * d;
    if (missing !== null && background!.data[start + missing] === 1) continue;
    values.push(unscaled(background!.data[start + place]!, config));
  }
  return Float64Array.from(values).toSorted();
}

const MOST_DIGITS = 17;

/** The shortest decimal number that is standardised to this input: with few digits, the one that stood in the file. */
function unscaled(input: number, { mean, scale }: NumberConfig): number {
  const value = input * scale + mean;
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround((short - mean) / scale) === input) return short;
  }
  return value;
}
