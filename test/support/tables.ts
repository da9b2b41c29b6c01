/**
 * Tables from arrays in memory, without a CSV file in between.
 */
import type { Schema } from '../../src/data/schema.ts';
import type { Column, Notation, NumberColumn, Table, TextColumn } from '../../src/data/table.ts';
import type { Feature } from '../../src/preprocessing/features/feature.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';

export function textColumnOf(name: string, texts: readonly string[]): TextColumn {
  const levels = [...new Set(texts)];
  return { kind: 'text', name, levels, codes: Int32Array.from(texts, (text) => levels.indexOf(text)) };
}

/** A column of numbers; null where one is missing. */
export function numberColumnOf(name: string, values: readonly (number | null)[], notation?: Notation): NumberColumn {
  const column = { kind: 'number', name, values: Float64Array.from(values, (value) => value ?? Number.NaN) } as const;
  return notation === undefined ? column : { ...column, notation };
}

/** A column of kinds; null where one is missing. */
export function kindColumnOf(name: string, kinds: readonly (string | null)[]): TextColumn {
  const levels = [...new Set(kinds.filter((kind) => kind !== null))];
  const codeOf = new Map(levels.map((kind, code) => [kind, code]));
  const codes = Int32Array.from(kinds, (kind) => (kind === null ? -1 : codeOf.get(kind)!));
  return { kind: 'text', name, levels, codes };
}

export function tableOfColumns(columns: readonly Column[]): Table {
  const [first] = columns;
  const rowCount = first === undefined ? 0 : first.kind === 'text' ? first.codes.length : first.values.length;
  return { columns, rowCount, blankLineCount: 0 };
}

/** The inputs of one feature [n][width], as arrays. */
export function inputsOf(feature: Feature, column: Column, rows: Int32Array): number[][] {
  const width = feature.inputs.length;
  // A column of sentinels on both sides: a feature writes its own places only.
  const out = Tensor.zeros(rows.length, width + 2);
  out.data.fill(-77);
  feature.transform(column, rows, out, 1);
  return Array.from(rows, (_, i) => {
    const [before, ...inputs] = out.data.subarray(i * out.columns, (i + 1) * out.columns);
    const after = inputs.pop();
    if (before !== -77 || after !== -77) throw new Error(`row ${i}: written outside of the feature's inputs`);
    return inputs;
  });
}

/** Features in the order given, and the target `y`. */
export function tableOf(
  features: Readonly<Record<string, readonly number[]>>,
  targets: readonly string[],
): { table: Table; schema: Schema } {
  const names = Object.keys(features);
  const numbers = names.map((name) => ({ kind: 'number', name, values: Float64Array.from(features[name]!) }) as const);
  return {
    table: { columns: [...numbers, textColumnOf('y', targets)], rowCount: targets.length, blankLineCount: 0 },
    schema: { hasHeader: true, target: 'y', id: null, features: names },
  };
}

/** Texts in a seeded order, `count` of each. */
export function shuffledTexts(counts: Readonly<Record<string, number>>, seed = 1): string[] {
  const texts = Object.entries(counts).flatMap(([text, count]) => Array.from({ length: count }, () => text));
  return createRandom(seed, 'texts').shuffle(texts);
}

/** Seeded numbers in [low, high). */
export function uniformNumbers(length: number, low: number, high: number, seed = 1): number[] {
  const random = createRandom(seed, `uniform ${low} ${high}`);
  return Array.from({ length }, () => low + (high - low) * random.next());
}

/** 0, 1, …, length − 1 */
export function allRows(length: number): Int32Array {
  return Int32Array.from({ length }, (_, row) => row);
}
