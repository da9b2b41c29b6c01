/**
 * A judgement as tables of at most three figures each, 80 columns wide: a value and its 95 % interval for the network
 * and for each baseline.
 */
import { quoted } from '../../errors.ts';
import type { Figure, FigureName, Judgement } from '../../evaluation/judgement.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import { formatTable, shorten } from '../../text-table.ts';

interface FigureTable {
  readonly columns: readonly (readonly [FigureName, string])[];
  /** What a reader needs to know, below the table. */
  readonly note?: (positive: string | null, classCount: number) => string;
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
    note: (positive, classCount) =>
      positive === null
        ? `All three are means over the ${classCount} classes, each weighing the same. Left out:
classes without rows and predictions.`
        : `All three are for ${positive}, and 0 if it is never predicted.`,
  },
  {
    columns: [
      ['rocAuc', 'ROC AUC'],
      ['averagePrecision', 'average precision'],
      ['logLoss', 'log loss'],
    ],
    note: (positive) => (positive === null ? '' : `Average precision is for ${positive}.`),
  },
  {
    columns: [
      ['brierScore', 'Brier score'],
      ['calibrationError', 'calibration error'],
    ],
    note: (positive) =>
      positive === null
        ? ''
        : `Calibration error: how far a probability is from the share that comes true, on
average, less what chance alone makes of it.`,
  },
  {
    columns: [
      ['capturedByTop10', 'found in top 10 %'],
      ['capturedByTop20', 'found in top 20 %'],
    ],
    note: (positive) => `The share of all ${positive} that is found among the likeliest rows.`,
  },
];

const LONGEST_NAME = 22;
const LONGEST_CLASS = 24;

/** The tables, without figures that have no meaning here (ranking figures for more than two classes). */
export function describeJudgement(judged: readonly Judgement[], classes: readonly string[]): string[] {
  const { positive } = positiveOf({ classes });
  const name = positive === null ? null : shorten(quoted(positive), LONGEST_CLASS);
  return TABLES.flatMap(({ columns, note }) => {
    const known = columns.filter(([figure]) => judged.some(({ figures }) => figures[figure].value !== null));
    if (known.length === 0) return [];
    return [[describeTable(judged, known), note?.(name, classes.length) ?? ''].join('\n').trimEnd()];
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

/** Three decimals, or two from 10 on. */
export function fixed(value: number): string {
  return value.toFixed(value < 9.9995 ? 3 : 2);
}
