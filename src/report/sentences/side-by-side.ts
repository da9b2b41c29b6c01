/**
 * Several runs beside each other: which is best, and whether they may be compared at all.
 */
import type { FigureName } from '../../evaluation/judgement.ts';
import type { RunDocuments } from '../run-documents.ts';
import { FIGURE_WORDS } from './figure-words.ts';
import { figure, within } from './numbers.ts';
import { name, prose, strong, type Prose } from './prose.ts';

/** The figure that ranks runs: it counts every answer and how sure it was. */
const RANKED_BY: FigureName = 'logLoss';

/** Best first by log loss; runs without an evaluation last, otherwise in the order given. */
export function ranked(runs: readonly RunDocuments[]): RunDocuments[] {
  const loss = ({ metrics }: RunDocuments) => metrics.evaluation?.figures[RANKED_BY].value ?? Infinity;
  return runs.toSorted((a, b) => (loss(a) === loss(b) ? 0 : loss(a) - loss(b)));
}

/** The places of the runs with the best value of a figure; none if fewer than two have one, or all are equal. */
export function bestOf(runs: readonly RunDocuments[], one: FigureName): ReadonlySet<number> {
  const values = runs.map(({ metrics }) => metrics.evaluation?.figures[one].value ?? null);
  const known = values.filter((value) => value !== null);
  if (new Set(known).size < 2) return new Set();
  const best = FIGURE_WORDS[one].isBetterLow === true ? Math.min(...known) : Math.max(...known);
  return new Set(values.flatMap((value, place) => (value === best ? [place] : [])));
}

export function leadSentence(runs: readonly RunDocuments[]): Prose {
  const [first, second] = ranked(runs);
  const [best, next] = [first?.metrics.evaluation?.figures[RANKED_BY], second?.metrics.evaluation?.figures[RANKED_BY]];
  if (first === undefined || second === undefined || best === undefined || next === undefined) {
    return prose`These runs hold too few evaluations to be ranked.`;
  }
  const apart = best.interval !== null && next.interval !== null && best.interval.high < next.interval.low;
  const doubt = apart
    ? prose`The intervals do not overlap.`
    : prose`The intervals overlap, so this alone does not show that it is better: a paired comparison of the two on the same customers can.`;
  return prose`${name(first.name)} has the lowest log loss, ${strong(within(best, figure))}, before ${name(second.name)} with ${within(next, figure)}. ${doubt}`;
}

/** Why the figures may not be compared; null where the runs were judged by the same customers. */
export function differenceSentence(runs: readonly RunDocuments[]): Prose | null {
  const differs = (of: (run: RunDocuments) => unknown) => new Set(runs.map((run) => JSON.stringify(of(run)))).size > 1;
  if (differs(({ run }) => run.data.sha256)) {
    return prose`${strong('These runs were trained on different files.')} Their figures are of different customers, so a better figure need not mean a better model.`;
  }
  const options = ({ run }: RunDocuments) => run.preparation?.options;
  const isOtherSplit = differs((run) => [options(run)?.['split'], options(run)?.['seed'], options(run)?.['recipe']]);
  if (isOtherSplit || differs(({ metrics }) => [metrics.test.rows, metrics.classes, metrics.heldOutMix])) {
    return prose`${strong('These runs were judged by different customers.')} They split the file differently, so a better figure need not mean a better model.`;
  }
  return null;
}
