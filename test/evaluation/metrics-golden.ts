/** Reads test/golden/metrics.json, where make-metrics.py says what each field means, and compares figures with it. */
import { readFileSync } from 'node:fs';

interface SharedFigures {
  logLoss: number;
  brier: number;
  f1: number;
  precision: number;
  recall: number;
  f1PerClass: number[];
  balancedAccuracy: number;
}

export interface BinaryCase extends SharedFigures {
  targets: Int32Array;
  scores: Float64Array;
  /** Row-major [n, 2]. */
  probabilities: Float64Array;
  classes: 2;
  rocAuc: number | null;
  averagePrecision: number;
  rocDigest: number[] | null;
  prDigest: number[] | null;
  reliabilityDigest: number[];
}

export interface MulticlassCase extends SharedFigures {
  targets: Int32Array;
  /** Row-major [n, k]. */
  probabilities: Float64Array;
  classes: number;
}

interface Listed {
  fields: string[];
  cases: unknown[][];
}

export function readMetrics(): { binary: BinaryCase[]; multiclass: MulticlassCase[] } {
  const text = readFileSync(new URL('../golden/metrics.json', import.meta.url), 'utf8');
  const golden = JSON.parse(text) as { schema: string; binary: Listed; multiclass: Listed };
  if (golden.schema !== 'glassnet.golden.metrics/1') throw new Error(`golden file: unknown schema ${golden.schema}`);
  const binary = named(golden.binary).map((fields) => {
    const scores = decode(fields.scores);
    const probabilities = Float64Array.from({ length: scores.length * 2 }, (_, i) =>
      i % 2 === 0 ? 1 - scores[i >> 1]! : scores[i >> 1]!,
    );
    const targets = Int32Array.from(fields.targets, Number);
    return Object.assign(fields, { targets, scores, probabilities, classes: 2 });
  });
  const multiclass = named(golden.multiclass).map((fields) => {
    const targets = Int32Array.from(fields.targets, Number);
    return Object.assign(fields, { targets, probabilities: decode(fields.scores) });
  });
  return { binary: binary as unknown as BinaryCase[], multiclass: multiclass as unknown as MulticlassCase[] };
}

function named({ fields, cases }: Listed): { targets: string; scores: string }[] {
  return cases.map((values) => {
    if (values.length !== fields.length) throw new Error('golden file: a case with another number of fields');
    return Object.fromEntries(fields.map((field, i) => [field, values[i]])) as { targets: string; scores: string };
  });
}

function decode(text: string): Float64Array {
  return Float64Array.from(text, (character) => (character.charCodeAt(0) - 48) / 64);
}

/** Σ i·value, i from 1, as the generator has it. */
export function weighted(values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + (i + 1) * value, 0);
}

type Figure = number | null | readonly number[];

/** |actual − expected|, relative where expected is above 1; Infinity for NaN, or where only one is null or missing. */
export function difference(actual: Figure, expected: Figure): number {
  if (actual === null || expected === null) return actual === expected ? 0 : Infinity;
  if (typeof actual === 'number' && typeof expected === 'number') {
    const apart = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    return Number.isNaN(apart) ? Infinity : apart;
  }
  if (typeof actual === 'number' || typeof expected === 'number' || actual.length !== expected.length) return Infinity;
  return actual.reduce((largest, value, i) => Math.max(largest, difference(value, expected[i]!)), 0);
}

export function largestDifference<Case>(cases: readonly Case[], compare: (golden: Case) => [Figure, Figure]): number {
  if (cases.length === 0) throw new Error('nothing to compare');
  return cases.reduce((largest, golden) => Math.max(largest, difference(...compare(golden))), 0);
}
