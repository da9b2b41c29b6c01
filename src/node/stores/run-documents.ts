/**
 * The files of a run folder: the model, and what is known about it.
 */
import type { ExplanationDocument } from '../../explain/explanation-document.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { AuditDocument, RecordedEvaluation } from '../../report/run-documents.ts';
import { metricsDocument } from '../../report/training-document.ts';
import { historyCsv } from '../../training/history.ts';
import type { SeedsReport } from '../../training/resampling/seeds.ts';
import type { TrainedClassifier } from '../../training/train-classifier.ts';
import { MODEL_FILE, modelBytes } from './model-store.ts';
import { RUN_FILE, type RunRecord } from './run-record.ts';

export const METRICS_FILE = 'metrics.json';
export const HISTORY_FILE = 'history.csv';
export const EXPLANATION_FILE = 'explanation.json';
export const AUDIT_FILE = 'audit.json';
/** Views of these documents. */
export const PAGE_FILE = 'report.html';
export const CARD_FILE = 'README.md';

/** What is measured for a report alone. */
export interface Measured {
  readonly evaluation: RecordedEvaluation;
  readonly explanation: ExplanationDocument | null;
  /** Null for arrays. */
  readonly audit: AuditDocument | null;
}

/** What is known besides, where it was asked for. */
export interface MoreFindings {
  /** What other seeds give. */
  readonly seeds?: SeedsReport | undefined;
  readonly measured?: Measured | undefined;
}

/** Name and content of each. */
export function runDocuments(
  seed: string,
  data: PreparedData,
  trained: TrainedClassifier,
  record: RunRecord,
  { seeds, measured }: MoreFindings = {},
): Map<string, Uint8Array | string> {
  const evaluation = measured && { evaluation: measured.evaluation };
  const metrics = { ...metricsDocument(data, trained), ...(seeds && { seeds }), ...evaluation };
  const files = new Map<string, Uint8Array | string>([
    [MODEL_FILE, modelBytes(trained.classifier, seed)],
    [RUN_FILE, jsonText(record)],
    [METRICS_FILE, jsonText(metrics)],
    [HISTORY_FILE, historyCsv(trained.members.map(({ history }) => history))],
  ]);
  if (measured?.explanation) files.set(EXPLANATION_FILE, jsonText(measured.explanation));
  if (measured?.audit) files.set(AUDIT_FILE, jsonText(measured.audit));
  return files;
}

/** As documents are written. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
