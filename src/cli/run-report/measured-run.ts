/**
 * What a report needs beside the figures of a training: the whole evaluation of the test rows, why the model answers as
 * it does, and the audit of the file.
 */
import type { Finding } from '../../audit/finding.ts';
import type { TargetingTerms } from '../../evaluation/targeting.ts';
import { explainModel } from '../../explain/explain-model.ts';
import type { ExplanationDocument } from '../../explain/explanation-document.ts';
import type { Classifier } from '../../model/classifier.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { TestRowsJudge } from '../../node/threads/judge-test-rows.ts';
import type { TableFile } from '../../node/csv/read-table-file.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { Split } from '../../preprocessing/rows/split.ts';
import { auditDocument } from '../../report/audit-document.ts';
import { recordedEvaluation } from '../../report/recorded-evaluation.ts';
import type { AuditDocument, RecordedEvaluation } from '../../report/run-documents.ts';
import { inFlags } from '../flags.ts';

/** A model, and the rows that it was trained and tested on. */
export interface RunToMeasure {
  readonly classifier: Classifier;
  readonly data: PreparedData;
  /** The table that they come from; null for arrays. */
  readonly table: PreparedFile | null;
  readonly seed: string;
  readonly terms?: TargetingTerms | undefined;
}

/** The rows of the parts, in the table of a file. */
export interface PreparedFile {
  readonly path: string;
  readonly file: TableFile;
  readonly rows: Split;
}

/** @param judge of the run's test rows */
export function measuredEvaluation(run: RunToMeasure, judge: TestRowsJudge): Promise<RecordedEvaluation> {
  return recordedEvaluation(run, (network) => judge.judge(network));
}

export async function measuredExplanation({
  classifier,
  data,
  table,
  seed,
}: RunToMeasure): Promise<ExplanationDocument> {
  const { inputs, targets } = data.test;
  const rows = table?.rows.test ?? new Int32Array(targets.length);
  const mix = data.heldOutMix;
  const explanation = explainModel({ classifier, table: table?.file.table ?? null, rows, inputs, targets, mix, seed });
  const { pipeline } = classifier;
  if (table === null || pipeline === null) return explanation;
  const { withIds } = await import('./example-ids.ts');
  return withIds(explanation, table.path, pipeline, table.file.format);
}

/**
 * @param labels the classes that the training took
 * @param findings of the training's audit
 */
export function measuredAudit(
  { path, file }: PreparedFile,
  labels: Pick<Classifier, 'classes' | 'positiveReason'>,
  findings: readonly Finding[],
): AuditDocument {
  return auditDocument({ name: nameOf(path), file, labels, about: 'training', findings }, inFlags);
}
