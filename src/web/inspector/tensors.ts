/**
 * The tensors of a trace by name; those whose numbers it leaves out are missing.
 */
import type { TraceDocument } from '../../study/trace/trace-document.ts';

export function tensorsOf({ tensors }: TraceDocument): ReadonlyMap<string, readonly number[]> {
  return new Map(tensors.flatMap(({ name, values }) => (values === null ? [] : [[name, values] as const])));
}
