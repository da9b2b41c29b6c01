/**
 * The figures of a run, by the section that shows them.
 */
import type { RunDocuments } from '../run-documents.ts';
import type { Html } from './markup.ts';

export interface RunCharts {
  readonly contact: readonly Html[];
  readonly belief: readonly Html[];
  readonly quality: readonly Html[];
  readonly importance: Html | null;
  readonly effects: readonly Html[];
  /** In the order of the explanation's examples. */
  readonly examples: readonly (Html | null)[];
  readonly learning: readonly Html[];
  readonly network: Html | null;
}

export function chartsOf(_documents: RunDocuments): RunCharts {
  return {
    contact: [],
    belief: [],
    quality: [],
    importance: null,
    effects: [],
    examples: [],
    learning: [],
    network: null,
  };
}
