/**
 * A judgement as tables of three figures each, 80 columns wide: a value and its interval of 95 % for the network and for
 * each baseline.
 */
import type { Figure, FigureName, JudgedAnswers } from '../training/judgement.ts';
import { formatTable } from '../text-table.ts';

const TABLES: readonly (readonly (readonly [FigureName, string])[])[] = [
  [
    ['accuracy', 'accuracy'],
    ['balancedAccuracy', 'balanced accuracy'],
    ['logLoss', 'log loss'],
  ],
  [
    ['rocAuc', 'ROC AUC'],
    ['capturedByTop10', 'found in top 10 %'],
    ['capturedByTop20', 'found in top 20 %'],
  ],
  [
    ['averagePrecision', 'average precision'],
    ['brierScore', 'Brier score'],
    ['calibrationError', 'calibration error'],
  ],
];

const LONGEST_NAME = 22;

/** The tables; one whose figures all have no meaning here (ranking, with more than two classes) is left out. */
export function describeJudgement(judged: readonly JudgedAnswers[]): string {
  const tables = TABLES.filter((columns) =>
    columns.some(([figure]) => judged.some(({ figures }) => figures[figure].value !== null)),
  );
  return tables.map((columns) => describeTable(judged, columns)).join('\n\n');
}

function describeTable(judged: readonly JudgedAnswers[], columns: readonly (readonly [FigureName, string])[]): string {
  const rows = judged.map(({ name, figures }) => [
    name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
    ...columns.map(([figure]) => describeFigure(figures[figure])),
  ]);
  return formatTable([['', ...columns.map(([, title]) => title)], ...rows], ['left', 'right', 'right', 'right']);
}

/** `0.906 0.889–0.920` */
function describeFigure({ value, interval }: Figure): string {
  if (value === null) return '–';
  if (interval === null) return value.toFixed(3);
  return `${value.toFixed(3)} ${interval.low.toFixed(3)}–${interval.high.toFixed(3)}`;
}
