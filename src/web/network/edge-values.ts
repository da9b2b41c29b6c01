/**
 * The numbers that colour the edges, for all parameters: weights, or gradients, or what the step adds. While a row is
 * looked at, gradient and step are those of the row, once they may be seen; else those of the last batch.
 */
import type { Snapshot, StudyDescription, Traced } from '../protocol.ts';
import { parameterCount } from './layout.ts';
import { edgeKind, isRunning, isShown, traced } from '../state/state.ts';

/** Whose gradients and steps are shown. */
export function edgeSource(): 'row' | 'batch' {
  const part = edgeKind.value === 'gradient' ? 'backward' : 'adam';
  const isThere = traced.value?.document.after !== null && traced.value !== null;
  return !isRunning.value && isThere && isShown(part) ? 'row' : 'batch';
}

export function edgeValues(snapshot: Snapshot, description: StudyDescription): Float32Array {
  const kind = edgeKind.value;
  if (kind === 'weight') return snapshot.values;
  const own = edgeSource() === 'row' ? valuesOfRow(traced.value!, description) : null;
  if (own !== null) return own[kind];
  return kind === 'gradient' ? snapshot.gradients : snapshot.moves;
}

interface RowValues {
  readonly gradient: Float32Array;
  readonly step: Float32Array;
}

const made = new WeakMap<Traced, RowValues | null>();

/** Null where the trace left numbers out. */
function valuesOfRow(of: Traced, described: StudyDescription): RowValues | null {
  if (!made.has(of)) made.set(of, readRow(of, described));
  return made.get(of)!;
}

function readRow({ document }: Traced, described: StudyDescription): RowValues | null {
  const tensors = new Map(document.tensors.map(({ name, values }) => [name, values]));
  const total = parameterCount(described);
  const [gradient, step] = [new Float32Array(total), new Float32Array(total)];
  for (const { name, start } of described.parameters) {
    const [before, change, after] = [tensors.get(name), tensors.get(`d${name}`), tensors.get(`${name}'`)];
    if (before == null || change == null || after == null) return null;
    gradient.set(change, start);
    for (const [i, value] of after.entries()) step[start + i] = value - before[i]!;
  }
  return { gradient, step };
}
