/**
 * An evaluation as text, 80 columns wide: its tables and a summary.
 */
import type { Say } from '../../setting.ts';
import { inCode } from '../../wording.ts';
import type { EvaluationDocument } from '../document.ts';
import { describeJudgement } from './describe-judgement.ts';
import { confusionTable, describeClasses, describeTables } from './describe-tables.ts';
import { describeTargeting } from './describe-targeting.ts';
import { describeEvaluation, describeTest } from './describe.ts';

/** Confusion matrix, figures next to those of the baselines, reliability, gain, and whom to contact. */
export function documentTables(evaluation: EvaluationDocument, say: Say = inCode): string {
  const { classes, positive, figures, baselines, targeting } = evaluation;
  return [
    confusionTable(evaluation.confusionMatrix, classes, say),
    describeClasses(evaluation, say),
    ...describeJudgement([{ name: 'this network', figures }, ...baselines], classes),
    ...describeTables(evaluation, evaluation.rows),
    ...(targeting === undefined ? [] : [describeTargeting(targeting, positive!)]),
  ].join('\n\n');
}

/** The rows measured on, a guess without a model, loss and accuracy. */
export function documentSummary(evaluation: EvaluationDocument): string {
  const { classes, mix: heldOutMix } = evaluation;
  return `${describeEvaluation(evaluation, { classes, heldOutMix })}\n${describeTest(evaluation)}`;
}
