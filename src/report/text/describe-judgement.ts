/**
 * A judgement as tables of at most three figures each, 80 columns wide: a value and its 95 % interval for the network
 * and for each baseline.
 */
import { quoted } from '../../errors.ts';
import type { Figure, FigureName, Judgement } from '../../evaluation/judgement.ts';
import { formatTable, shorten } from '../../text-table.ts';

interface FigureTable {
  readonly columns: readonly (readonly [FigureName, string])[];
  /** What a reader needs to know, below the table. */
  readonly note?: (classes: readonly string[]) => string;
}

const TABLES: readonly FigureTable[] = [
  {
    columns: [
      ['accuracy', 'accuracy'],
      ['balancedAccuracy', 'balanced accuracy'],
      ['balancedTestAccuracy', 'on a balanced set'],
    ],
    note: () => `On a balanced set: the accuracy if all classes were equally frequent, with
predictions made for that mix. Compare it with accuracies on balanced rows.`,
  },
  {
    columns: [
      ['precision', 'precision'],
      ['recall', 'recall'],
      ['f1', 'F1'],
    ],
    note: (classes) =>
      classes.length === 2
        ? `All three are for ${shorten(quoted(classes[1]!), 24)}, and 0 if it is never predicted.`
        : `All three are means over the ${classes.length} classes, each weighing the same. Left out: classes
without rows and predictions.`,
  },
  {
    columns: [
      ['rocAuc', 'ROC AUC'],
      ['averagePrecision', 'average precision'],
      ['logLoss', 'log loss'],
    ],
  },
  {
    columns: [
      ['brierScore', 'Brier score'],
      ['calibrationError', 'calibration error'],
    ],
  },
  {
    columns: [
      ['capturedByTop10', 'found in top 10 %'],
      ['capturedByTop20', 'found in top 20 %'],
    ],
  },
];

const LONGEST_NAME = 22;

/** The tables, without figures that have no meaning here (ranking figures for more than two classes). */
export function describeJudgement(judged: readonly Judgement[], classes: readonly string[]): string[] {
  return TABLES.flatMap(({ columns, note }) => {
    const known = columns.filter(([figure]) => judged.some(({ figures }) => figures[figure].value !== null));
    if (known.length === 0) return [];
    const table = describeTable(judged, known);
    return [note === undefined ? table : `${table}\n${note(classes)}`];
  });
}

function describeTable(judged: readonly Judgement[], columns: FigureTable['columns']): string {
  const rows = judged.map(({ name, figures }) => [
    shorten(name, LONGEST_NAME),
    ...columns.map(([figure]) => describeFigure(figures[figure])),
  ]);
  return formatTable(
    [['', ...columns.map(([, title]) => title)], ...rows],
    ['left', ...columns.map(() => 'right' as const)],
  );
}

/** `0.906 0.889–0.920`, never more than 17 characters for figures below 100. */
export function describeFigure({ value, interval }: Figure): string {
  if (value === null) return '–';
  if (interval === null) return fixed(value);
  return `${fixed(value)} ${fixed(interval.low)}–${fixed(interval.high)}`;
}

function fixed(value: number): string {
  return value.toFixed(value < 9.9995 ? 3 : 2);
}
