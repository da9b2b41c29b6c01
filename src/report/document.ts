/**
 * An evaluation as one value: every figure, table and curve of a model on rows of known class, next to the figures of
 * simpler predictions on the same rows. Text (`text/`), CSV files (`csv.ts`) and JSON are views of it.
 */
import { requireProperties } from '../argument-checks.ts';
import type { Judgement, Predictions } from '../evaluation/judgement.ts';
import { judgeAndTabulate, thin, type JudgementTables } from '../evaluation/judgement-tables.ts';
import { judgeTargeting, type JudgedTargeting, type TargetingTerms } from '../evaluation/targeting.ts';
import type { Classifier, Mix } from '../model/classifier.ts';
import { evaluateClassifier, type Evaluation } from '../model/evaluate.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { positiveOf, type Positive } from '../preprocessing/positive-class.ts';
import { createRandom } from '../random.ts';
import { classifierPredictions } from '../training/baselines/baselines.ts';

export interface EvaluationDocument
  extends Evaluation, Positive, Pick<JudgementTables, 'perClass' | 'reliability' | 'gain'> {
  readonly schema: 'glassnet.evaluate/1';
  readonly classes: readonly string[];
  /** The mix of classes in the rows. */
  readonly mix: Mix;
  readonly figures: Judgement['figures'];
  readonly baselines: readonly Judgement[];
  readonly curves: Pick<JudgementTables, 'roc' | 'precisionRecall'>;
  /** Whom to contact, if the terms are given. */
  readonly targeting?: JudgedTargeting;
}

export interface EvaluationParts {
  readonly classifier: Classifier;
  /** The rows to measure on, and their mix of classes. */
  readonly dataset: Dataset;
  readonly mix: Mix;
  /** The predictions of simpler models for the same rows. */
  readonly baselines: readonly Predictions[];
  /** What a contact costs and a conversion earns: for two classes, and rows in their natural mix. */
  readonly terms?: TargetingTerms | undefined;
  /** Draws the resamples of the intervals. */
  readonly seed: string;
}

/** The whole evaluation: the same parts give the same value. */
export function evaluationDocument(parts: EvaluationParts): EvaluationDocument {
  requireProperties('evaluationDocument', 'parts', parts, 'classifier', 'dataset', 'mix', 'baselines', 'seed');
  const { classifier, dataset, mix, baselines, seed } = parts;
  const network = networkPredictions(classifier, dataset, mix);
  const { judgements, tables } = judgeAndTabulate(
    [network, ...baselines],
    dataset.targets,
    classifier.classes,
    classifier.priors[mix],
    createRandom(seed, JUDGED_BY),
  );
  return judgedDocument(parts, network, { judgements, tables });
}

/** The purpose of the stream that draws the resamples. */
export const JUDGED_BY = 'bootstrap';

export function networkPredictions(classifier: Classifier, dataset: Dataset, mix: Mix): Predictions {
  return classifierPredictions('this network', classifier, dataset, mix);
}

/** What candidates are worth, the network first, and the tables of the network. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  readonly tables: JudgementTables;
}

/** The evaluation of a network that has been judged. */
export function judgedDocument(
  { classifier, dataset, mix, terms, seed }: Omit<EvaluationParts, 'baselines'>,
  network: Predictions,
  { judgements: [judgement, ...others], tables }: Judged,
): EvaluationDocument {
  const { perClass, reliability, gain, roc, precisionRecall } = tables;
  const { targets } = dataset;
  return {
    schema: 'glassnet.evaluate/1',
    ...evaluateClassifier(classifier, dataset, mix),
    classes: classifier.classes,
    ...positiveOf(classifier),
    mix,
    figures: judgement!.figures,
    baselines: others,
    perClass,
    reliability,
    gain,
    curves: { roc, precisionRecall },
    ...(terms && { targeting: judgeTargeting(network, targets, terms, createRandom(seed, 'targeting')) }),
  };
}

/** For JSON: curves have at most 201 points, and the threshold Infinity, where a curve begins, becomes null. */
export function jsonDocument(evaluation: EvaluationDocument): EvaluationDocument {
  const { roc, precisionRecall } = evaluation.curves;
  return {
    ...evaluation,
    curves: { roc: roc && thin(roc), precisionRecall: precisionRecall && thin(precisionRecall) },
  };
}
