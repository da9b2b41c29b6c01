/** Rows with few distinct scores, and how often each counts in a resample; at least one row counts. */
import * as fc from 'fast-check';

export const resampledRows = fc
  .array(fc.record({ target: fc.nat({ max: 1 }), sixteenths: fc.nat({ max: 16 }), count: fc.nat({ max: 3 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((rows) => rows.some(({ count }) => count > 0))
  .map((rows) => ({
    targets: rows.map(({ target }) => target),
    scores: rows.map(({ sixteenths }) => sixteenths / 16),
    counts: rows.map(({ count }) => count),
  }));

/** Each value as often as it counts. */
export function expand(values: readonly number[], counts: readonly number[]): number[] {
  return values.flatMap((value, row) => Array.from({ length: counts[row]! }, () => value));
}
