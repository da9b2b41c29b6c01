/**
 * How good a model is on customers that it has not seen, beside what needs no network: always the same answer, and
 * logistic regression.
 */
import type { Figure, FigureName, Judgement } from '../../evaluation/judgement.ts';
import type { RecordedEvaluation, RunDocuments } from '../run-documents.ts';
import { gainSentence } from './contact.ts';
import { figure, percent, range, within } from './numbers.ts';
import { name, paragraph, prose, strong, type Prose } from './prose.ts';
import { subjectOf } from './subject.ts';

/** Per cent of the customers. */
const TENTH = 10;

export interface Verdict {
  /** The one sentence to remember. */
  readonly lead: Prose;
  readonly more: readonly Prose[];
}

export function verdictOf(documents: RunDocuments): Verdict {
  const { metrics } = documents;
  const { evaluation } = metrics;
  if (evaluation === undefined) return bareVerdict(documents);
  const ranking = rankingSentences(documents, evaluation);
  const accuracy = accuracySentences(documents, evaluation);
  const mix = mixSentence(metrics.heldOutMix);
  return ranking === null
    ? { lead: accuracy[0]!, more: [paragraph(...accuracy.slice(1)), ...lossSentence(evaluation), ...mix] }
    : {
        lead: ranking[0]!,
        more: [paragraph(...ranking.slice(1), ...foundSentence(documents, evaluation)), paragraph(...accuracy), ...mix],
      };
}

/** Baselines by what they are: the first is always the same class; logistic regression is the one that is called so. */
export function baselinesOf({ baselines }: Pick<RecordedEvaluation, 'baselines'>) {
  return {
    always: baselines[0] ?? null,
    logistic: baselines.find((baseline) => baseline.name === 'logistic regression') ?? null,
  };
}

function rankingSentences(documents: RunDocuments, evaluation: RecordedEvaluation): Prose[] | null {
  const { positive, tested } = subjectOf(documents);
  const { rocAuc } = evaluation.figures;
  if (positive === null || rocAuc.value === null) return null;
  const pairs = strong(percent(rocAuc.value));
  const lead = prose`On ${tested} that it has never seen, the model ranks one with ${positive} above one without in ${pairs} of all pairs${interval95(rocAuc)}. A coin does so in half of them.`;
  const { logistic } = baselinesOf(evaluation);
  if (logistic === null) return [lead];
  const straight = prose`Logistic regression, straight lines through the same columns, does so in ${within(logistic.figures.rocAuc, percent)}: ${comparison(evaluation, logistic, 'rocAuc')}.`;
  return [lead, straight];
}

function interval95({ interval }: Figure): string {
  if (interval === null) return '';
  return ` (95 % interval ${range(interval, percent)})`;
}

/** What the likeliest tenth holds. */
function foundSentence(documents: RunDocuments, { gain }: RecordedEvaluation): Prose[] {
  const { positive } = subjectOf(documents);
  const tenth = gain?.[TENTH - 1];
  return tenth === undefined || positive === null ? [] : [gainSentence(tenth, positive)];
}

function accuracySentences(documents: RunDocuments, evaluation: RecordedEvaluation): Prose[] {
  const { tested, positive } = subjectOf(documents);
  const { figures } = evaluation;
  const { always, logistic } = baselinesOf(evaluation);
  const right = strong(percent(figures.accuracy.value ?? 0));
  const isLead = positive === null || figures.rocAuc.value === null;
  const first = isLead
    ? prose`On ${tested} that it has never seen, the model’s answer is right for ${right}${interval95(figures.accuracy)}.`
    : prose`Its answer is right for ${right}${interval95(figures.accuracy)}.`;
  const others = [
    ...(always === null
      ? []
      : [
          prose`The answer ${name(always.name)} is right for ${within(always.figures.accuracy, percent)}: ${comparison(evaluation, always, 'accuracy')}.`,
        ]),
    ...(logistic === null
      ? []
      : [
          prose`Logistic regression is right for ${within(logistic.figures.accuracy, percent)}: ${comparison(evaluation, logistic, 'accuracy')}.`,
        ]),
  ];
  return [first, ...others];
}

/** Of more than two classes nothing is ranked; the loss says how sure the answers are. */
function lossSentence(evaluation: RecordedEvaluation): Prose[] {
  const { logistic } = baselinesOf(evaluation);
  const beside = logistic === null ? '' : `, that of logistic regression ${within(logistic.figures.logLoss, figure)}`;
  return [
    prose`Its log loss, which also counts how sure it was, is ${within(evaluation.figures.logLoss, figure)}${beside}; less is better.`,
  ];
}

/** By the intervals alone, which are not paired: where they overlap, nothing is claimed. */
function comparison(evaluation: RecordedEvaluation, other: Judgement, figureName: FigureName): string {
  const [ours, theirs] = [evaluation.figures[figureName], other.figures[figureName]];
  if (ours.value === null || theirs.value === null) return 'not comparable';
  if (ours.interval === null || theirs.interval === null) return ours.value > theirs.value ? 'less' : 'no less';
  if (ours.interval.low > theirs.interval.high) return 'the model is clearly better';
  if (ours.interval.high < theirs.interval.low) return 'the model is clearly worse';
  if (ours.value > theirs.value) return 'the model is ahead, but the intervals overlap';
  return ours.value < theirs.value ? 'the model is behind, and the intervals overlap' : 'the same';
}

function mixSentence(mix: 'natural' | 'training'): Prose[] {
  if (mix === 'natural') return [];
  return [
    prose`These customers come in the mix of classes of the training, not as they come in life: accuracy and precision are for that mix.`,
  ];
}

/** Of a run without an evaluation: what the training itself measured, without intervals. */
function bareVerdict(documents: RunDocuments): Verdict {
  const { test } = documents.metrics;
  const { positive, tested } = subjectOf(documents);
  const sizes = test.confusionMatrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const always = Math.max(...sizes) / test.rows;
  const accuracy = prose`its answer is right for ${strong(percent(test.accuracy))}; always answering the most frequent class is right for ${percent(always)}.`;
  const lead =
    positive === null || test.rocAuc === null
      ? prose`On ${tested} that the model has never seen, ${accuracy}`
      : prose`On ${tested} that it has never seen, the model ranks one with ${positive} above one without in ${strong(percent(test.rocAuc))} of all pairs, and ${accuracy}`;
  const loss = prose`The test loss is ${figure(test.loss)}. How certain these figures are, and what a simpler model reaches, was not measured when this run was written.`;
  return { lead, more: [loss, ...mixSentence(documents.metrics.heldOutMix)] };
}
