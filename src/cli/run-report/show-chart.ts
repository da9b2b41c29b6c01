/**
 * `report --show KIND`: one chart of a run in the terminal, or its table where the output is no terminal.
 */
import { quoted, UsageError } from '../../errors.ts';
import type { RunDocuments } from '../../report/run-documents.ts';
import type { Console } from '../console.ts';

/** @throws UsageError E_USAGE_VALUE for a kind that there isn't, or that the run has no numbers for. */
export function showChart(_run: RunDocuments, kind: string, _options: { ascii: boolean }, _console: Console): void {
  throw new UsageError('E_USAGE_VALUE', `--show: there is no chart ${quoted(kind)}`, { field: 'show' });
}
