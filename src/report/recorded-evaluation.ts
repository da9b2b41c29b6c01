/**
 * The evaluation of a run's test rows as metrics.json keeps it: what `evaluate` prints, and what only a picture needs.
 */
import type { Predictions } from '../evaluation/judgement.ts';
import type { TargetingTerms } from '../evaluation/targeting.ts';
import type { Classifier } from '../model/classifier.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import { Tensor } from '../tensor/tensor.ts';
import { jsonDocument, judgedDocument, networkPredictions, type Judged } from './document.ts';
import type { RecordedEvaluation, ScoreHistogram } from './run-documents.ts';

const BINS = 20;

export interface Recorded {
  readonly classifier: Classifier;
  readonly data: PreparedData;
  readonly seed: string;
  readonly terms?: TargetingTerms | undefined;
}

/** Judges the network's predictions of the test rows, beside the baselines. */
export type JudgeTestRows = (network: Predictions) => Promise<Judged>;

export async function recordedEvaluation(
  { classifier, data, seed, terms }: Recorded,
  judge: JudgeTestRows,
): Promise<RecordedEvaluation> {
  const { test: dataset, heldOutMix: mix } = data;
  const network = networkPredictions(classifier, dataset, mix);
  const judged = await judge(network);
  const evaluation = judgedDocument({ classifier, dataset, mix, seed, terms }, network, judged);
  return { ...jsonDocument(evaluation), scores: scoreHistogram(classifier, data) };
}

/** Test rows of each class by their probability on the natural mix; null for more than two classes. */
function scoreHistogram(classifier: Classifier, { test: { inputs, targets } }: PreparedData): ScoreHistogram | null {
  if (classifier.classes.length !== 2) return null;
  const probabilities = Tensor.zeros(inputs.rows, 2);
  classifier.probabilities(inputs, 'natural', probabilities);
  const counts = [0, 1].map(() => Array.from({ length: BINS }, () => 0));
  for (const [row, target] of targets.entries()) {
    // The last bin holds 1, too.
    const bin = Math.min(Math.floor(probabilities.data[2 * row + 1]! * BINS), BINS - 1);
    counts[target]![bin]!++;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, edge) => edge / BINS), counts };
}
