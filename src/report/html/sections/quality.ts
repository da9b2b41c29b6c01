/**
 * How good, against what: all figures beside the baselines, the scores of each class, and the curves.
 */
import type { Judgement } from '../../../evaluation/judgement.ts';
import type { RecordedEvaluation, RunDocuments } from '../../run-documents.ts';
import { FIGURE_WORDS, SHOWN_FIGURES } from '../../sentences/figure-words.ts';
import { count, figure } from '../../sentences/numbers.ts';
import { cut, prose } from '../../sentences/prose.ts';
import { figuresOf } from '../figure.ts';
import { markup, isolated, type Html } from '../markup.ts';
import { leftOutHtml, type Section } from '../section.ts';
import { stacked, table } from '../table.ts';

const LONGEST_NAME = 28;

export function qualitySection(documents: RunDocuments): Section {
  const { evaluation } = documents.metrics;
  const body =
    evaluation === undefined
      ? markup`${leftOutHtml('intervals, baselines and curves', prose`this run was written without its evaluation`)}`
      : markup`${figuresTable(evaluation)}${classesTable(evaluation)}${curvesLeftOut(evaluation)}${figuresOf(documents, ['roc', 'precision-recall', 'confusion', 'scores'])}`;
  return { id: 'quality', title: 'How good is it, and against what?', body };
}

function figuresTable(evaluation: RecordedEvaluation): Html {
  const { figures, baselines } = evaluation;
  const judged: readonly Judgement[] = [{ name: 'this model', figures }, ...baselines];
  const known = SHOWN_FIGURES.filter((name) => judged.some((one) => one.figures[name].value !== null));
  const rows = known.map((name) => {
    const { title, meaning } = FIGURE_WORDS[name];
    const cells = judged.map((one) => stacked(one.figures[name], figure));
    return [markup`${title}<span class="note">${meaning}</span>`].concat(cells);
  });
  return table(
    markup`Figures on ${count(evaluation.rows)} test customers, below each its 95 % interval; beside them simpler models,
    trained and tested on the same rows.`,
    [
      { title: markup`figure`, isNumber: false },
      ...judged.map(({ name }) => ({ title: isolated(cut(name, LONGEST_NAME)), isNumber: true })),
    ],
    rows,
  );
}

function classesTable({ perClass }: RecordedEvaluation): Html {
  return table(
    markup`The scores of each class, below each its 95 % interval.`,
    ['class', 'customers', 'precision', 'recall', 'F1'].map((title, index) => ({
      title: markup`${title}`,
      isNumber: index > 0,
    })),
    perClass.map(({ name, rows, precision, recall, f1 }) => [
      isolated(cut(name, LONGEST_NAME)),
      markup`${count(rows)}`,
      ...[precision, recall, f1].map((score) => stacked(score, figure)),
    ]),
  );
}

function curvesLeftOut({ curves, classes }: RecordedEvaluation): Html | null {
  if (curves.roc !== null) return null;
  const because =
    classes.length === 2
      ? prose`all test customers are of one class`
      : prose`a curve is of one class against another, and there are ${count(classes.length)}`;
  return leftOutHtml('ROC and precision–recall curves', because);
}
