/**
 * What a training writes for its report: loaded only by one that writes a report.
 */
import type { Finding } from '../../audit/finding.ts';
import type { Measured } from '../../node/stores/run-documents.ts';
import type { PreparedCsv } from '../inputs/prepare-csv.ts';
import { measuredAudit, measuredEvaluation, measuredExplanation, type RunToMeasure } from './measured-run.ts';

export { withViews } from './views.ts';

export interface FinishedRun extends Omit<RunToMeasure, 'table'> {
  readonly path: string;
  /** Left out for arrays. */
  readonly csv?: PreparedCsv | undefined;
  /** Of the training's audit. */
  readonly findings: readonly Finding[];
}

export async function measureRun({ path, csv, findings, ...run }: FinishedRun): Promise<Measured> {
  const table = csv === undefined ? null : { file: csv.file, rows: csv.data.rows };
  return {
    evaluation: measuredEvaluation({ ...run, table }),
    explanation: measuredExplanation({ ...run, table }),
    audit: table && measuredAudit(path, table, run.classifier, findings),
  };
}
