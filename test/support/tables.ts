/**
 * Tables from arrays in memory, without a CSV file in between.
 */
import type { Schema } from '../../src/data/schema.ts';
import type { Table, TextColumn } from '../../src/data/table.ts';
import { createRandom } from '../../src/random.ts';

export function textColumnOf(name: string, texts: readonly string[]): TextColumn {
  const levels = [...new Set(texts)];
  return { kind: 'text', name, levels, codes: Int32Array.from(texts, (text) => levels.indexOf(text)) };
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
