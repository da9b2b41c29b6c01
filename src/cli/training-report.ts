/**
 * The final report of `train`: where the model is, what its ranking is worth and how good it is.
 */
import { join } from 'node:path';
import type { Inference } from '../data/reading-log.ts';
import type { Classifier } from '../model/classifier.ts';
import { MODEL_FILE } from '../node/stores/model-store.ts';
import { PAGE_FILE } from '../node/stores/run-documents.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import { describeEvaluation, describeTest } from '../report/text/describe.ts';
import { trainingDocument } from '../report/training-document.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { SeedsReport } from '../training/resampling/seeds.ts';
import type { TrainedClassifier } from '../training/train-classifier.ts';
import type { Console } from './console.ts';
import { inferenceDocument } from './inputs/inferences.ts';
import { predictCommand } from './suggested-commands.ts';

/** A finished training. */
export interface FinishedTraining {
  /** The run folder. */
  readonly folder: string;
  readonly data: PreparedData;
  readonly trained: TrainedClassifier;
  readonly seed: string;
  readonly elapsedMs: number;
  readonly inferences: readonly Inference[];
  /** What other seeds give, if it was asked for. */
  readonly seeds?: SeedsReport | undefined;
  /** Whether the folder has one. */
  readonly hasReport: boolean;
}

export async function reportTraining(
  { folder, data, trained, seed, elapsedMs, inferences, seeds, hasReport }: FinishedTraining,
  console: Console,
): Promise<void> {
  const { test } = trained;
  const model = join(folder, MODEL_FILE);
  const told = trainingDocument(data, trained, { model, seed, elapsedMs });
  const report = hasReport ? join(folder, PAGE_FILE) : null;
  const all = { ...told, report, ...(seeds && { seeds }), inferences: inferenceDocument(inferences) };
  console.document(all);
  console.result(`Model:    ${model}`);
  console.result(`Numbers:  ${join(folder, 'metrics.json')}, history.csv and run.json beside it`);
  if (report !== null) console.result(`Report:   ${report}`);
  if (data.pipeline !== null) console.result(`Next:     ${predictCommand(folder)}`);
  if (!console.json && !console.progress.quiet) await showGain(data, trained.classifier, console);
  if (seeds !== undefined) {
    const { describeSeeds } = await import('../report/text/describe-seeds.ts');
    console.result(`\n${describeSeeds(seeds)}\n`);
  }
  console.result(describeEvaluation(test, data));
  console.result(describeTest(test));
}

/** Gain for two classes, in the natural class mix of the customers. */
async function showGain({ test, classes, heldOutMix }: PreparedData, classifier: Classifier, console: Console) {
  if (classes.length !== 2 || heldOutMix !== 'natural') return;
  const { gainPicture } = await import('../report/text/gain-picture.ts');
  const probabilities = Tensor.zeros(test.targets.length, 2);
  classifier.probabilities(test.inputs, 'natural', probabilities);
  const scores = probabilities.data.filter((_, place) => place % 2 === 1);
  for (const [line, text] of gainPicture(scores, test.targets, classes[1]!).entries()) {
    console.result((line === 0 ? 'Gain:' : '').padEnd(10) + text);
  }
}
