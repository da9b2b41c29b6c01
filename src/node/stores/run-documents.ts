/**
 * The files of a run folder: the model, and what is known about it.
 */
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { metricsDocument } from '../../report/training-document.ts';
import { historyCsv } from '../../training/history.ts';
import type { SeedsReport } from '../../training/resampling/seeds.ts';
import type { TrainedClassifier } from '../../training/train-classifier.ts';
import { MODEL_FILE, modelBytes } from './model-store.ts';
import { RUN_FILE, type RunRecord } from './run-record.ts';

/**
 * Name and content of each.
 *
 * @param seeds what other seeds give, if that is known
 */
export function runDocuments(
  seed: string,
  data: PreparedData,
  trained: TrainedClassifier,
  record: RunRecord,
  seeds?: SeedsReport,
): Map<string, Uint8Array | string> {
  const metrics = { ...metricsDocument(data, trained), ...(seeds && { seeds }) };
  return new Map<string, Uint8Array | string>([
    [MODEL_FILE, modelBytes(trained.classifier, seed)],
    [RUN_FILE, `${JSON.stringify(record, null, 2)}\n`],
    ['metrics.json', `${JSON.stringify(metrics, null, 2)}\n`],
    ['history.csv', historyCsv(trained.members.map(({ history }) => history))],
  ]);
}
