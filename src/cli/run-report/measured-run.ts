/**
 * What a report needs beside the figures of a training: the whole evaluation of the test rows, why the model answers as
 * it does, and the audit of the file.
 */
import type { Finding } from '../../audit/finding.ts';
import type { TargetingTerms } from '../../evaluation/targeting.ts';
import type { ExplanationDocument } from '../../explain/explanation-document.ts';
import type { Classifier } from '../../model/classifier.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { TableFile } from '../../node/csv/read-table-file.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { auditDocument } from '../../report/audit-document.ts';
import { recordedEvaluation } from '../../report/recorded-evaluation.ts';
import type { AuditDocument, RecordedEvaluation } from '../../report/run-documents.ts';
import { inFlags } from '../flags.ts';

/** A model, and the rows that it was trained and tested on. */
export interface RunToMeasure {
  readonly classifier: Classifier;
  readonly data: PreparedData;
  readonly seed: string;
  readonly terms?: TargetingTerms | undefined;
}

export function measuredEvaluation(run: RunToMeasure): RecordedEvaluation {
  return recordedEvaluation(run);
}

export function measuredExplanation(_run: RunToMeasure): ExplanationDocument | null {
  return null;
}

/** @param findings of the training's audit */
export function measuredAudit(
  path: string,
  file: TableFile,
  { classes, positiveReason = null }: PreparedData,
  findings: readonly Finding[],
): AuditDocument {
  return auditDocument({ name: nameOf(path), file, labels: { classes, positiveReason }, about: 'training', findings }, inFlags);
}
