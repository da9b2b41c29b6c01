/**
 * What a training writes for its report: loaded only by one that writes a report.
 */
import type { Finding } from '../../audit/finding.ts';
import type { Measured } from '../../node/stores/run-documents.ts';
import type { TestRowsJudge } from '../../node/threads/judge-test-rows.ts';
import type { PreparedCsv } from '../inputs/prepare-csv.ts';
import { measuredAudit, measuredEvaluation, measuredExplanation, type RunToMeasure } from './measured-run.ts';

export { TestRowsJudge } from '../../node/threads/judge-test-rows.ts';
export { loadViews, withViews } from './views.ts';

export interface FinishedRun extends Omit<RunToMeasure, 'table'> {
  readonly path: string;
  /** Left out for arrays. */
  readonly csv?: PreparedCsv | undefined;
  /** Of the training's audit. */
  readonly findings: readonly Finding[];
  /** Of the test rows; closed at the end. */
  readonly judge: TestRowsJudge;
}

export async function measureRun({ path, csv, findings, judge, ...parts }: FinishedRun): Promise<Measured> {
  const table = csv === undefined ? null : { path, file: csv.file, rows: csv.data.rows };
  const run = { ...parts, table };
  // Another thread judges, while this one explains.
  const judged = measuredEvaluation(run, judge);
  judged.catch(() => {});
  const explanation = await measuredExplanation(run);
  const evaluation = await judged;
  await judge.close();
  return { evaluation, explanation, audit: table && measuredAudit(table, run.classifier, findings) };
}
