/**
 * The numbers of a document by their paths, and a document with one of them changed.
 */
export type Path = readonly (string | number)[];

/** Every number; of lists longer than `most`, that many evenly spaced places, the ends among them. */
export function numericLeaves(value: unknown, most = Infinity, path: Path = []): Path[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, entry]) => numericLeaves(entry, most, [...path, key]));
  }
  const count = Math.min(value.length, most);
  const step = count > 1 ? (value.length - 1) / (count - 1) : 0;
  const places = Array.from({ length: count }, (_, index) => Math.round(index * step));
  return places.flatMap((place) => numericLeaves(value[place], most, [...path, place]));
}

/** A copy, shared but for the way to the changed place. */
export function changedAt<Value>(value: Value, [key, ...rest]: Path, change: (before: number) => number): Value {
  if (key === undefined) return change(value as number) as Value;
  const before = (value as Record<string, unknown>)[key];
  const after = changedAt(before, rest, change);
  return (Array.isArray(value) ? value.with(key as number, after) : { ...value, [key]: after }) as Value;
}

/** `metrics.evaluation.gain.*.share`: places in lists left open. */
export function patternOf(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
}
