/**
 * Why a model answers as it does, from rows that it hasn't learned from: importance of columns, effects of the most
 * important ones, and three rows as examples.
 */
import { requireArgument } from '../argument-checks.ts';
import { allRows, type Table } from '../data/table.ts';
import type { Classifier, Mix } from '../model/classifier.ts';
import { quoted } from '../errors.ts';
import { createRandom, type Seed } from '../random.ts';
import { gatherRows } from '../tensor/operations.ts';
import { Tensor } from '../tensor/tensor.ts';
import { counted, groupDigits } from '../text-table.ts';
import { columnEffect } from './effects/column-effect.ts';
import { evenly } from './evenly.ts';
import { explainExamples } from './examples.ts';
import type { ExplanationDocument, Importance } from './explanation-document.ts';
import { columnGroups, MOST_COLUMNS_PAIRED } from './importance/correlated-columns.ts';
import { permutationImportance } from './importance/permutation-importance.ts';
import { rawColumns, type RawColumn } from './raw-columns.ts';
import { classProbability, rowLoss } from './row-functions.ts';

export interface ExplainedModel {
  readonly classifier: Classifier;
  /** With the model's columns; null for rows of arrays. */
  readonly table: Table | null;
  /** The rows of the table, those of `inputs`, in that order [n]; ignored without a table. */
  readonly rows: Int32Array;
  /** Held-out rows, encoded [n, d], n at least 1. */
  readonly inputs: Tensor;
  /** Their class numbers [n]; null where they aren't known. */
  readonly targets: Int32Array | null;
  /** The mix of classes that they come in. */
  readonly mix: Mix;
  readonly seed: Seed;
  /** The class that effects and examples are about: of two class 1, of more the most frequent where left out. */
  readonly label?: number | undefined;
  /** Columns to permute together, by name; of the others those that go together closely are found. */
  readonly together?: readonly (readonly string[])[] | undefined;
  readonly limits?: Partial<ExplanationLimits>;
}

/** What an explanation may cost. */
interface ExplanationLimits {
  /** Most rows that importance is measured on. */
  readonly rows: number;
  /** Columns whose effects are shown, most rows that each is averaged over, and most points. */
  readonly effects: number;
  readonly effectRows: number;
  readonly points: number;
}

const LIMITS: ExplanationLimits = { rows: 1_000, effects: 6, effectRows: 100, points: 20 };
/** Rows that are changed for each column: rows narrow an interval more than shuffles of the same rows do. */
const SHUFFLED_ROWS = 2_000;
const FEWEST_SHUFFLES = 2;
const MOST_SHUFFLES = 10;
/** Multiplications for the importance of all columns, two seconds or so: wide networks of many columns get fewer rows. */
const MOST_WORK = 2e10;
/** Intervals of fewer rows are rough. */
const FEW_ROWS = 100;

/**
 * The same parts give the same value, to the bit. The IDs of the examples are left to who has the file.
 *
 * @throws RangeError for a class that there isn't, no rows, or a name in `together` that no column has; as
 *   `Classifier.logits` does.
 */
export function explainModel(model: ExplainedModel): ExplanationDocument {
  const { classifier, table, inputs } = model;
  const { classes, pipeline } = classifier;
  const { points, effects, effectRows } = { ...LIMITS, ...model.limits };
  const label = model.label ?? labelOf(classifier);
  requireArgument(classes[label] !== undefined, 'explainModel', 'label', label, `0 to ${classes.length - 1}`);
  requireArgument(inputs.rows > 0, 'explainModel', 'the number of inputs', inputs.rows, 'at least 1');
  const columns = rawColumns(classifier, table, model.rows, inputs);
  const { importance, rows, notes } = measureImportance(model, columns);

  const answer = classProbability(classifier, label);
  const answers = answer(inputs);
  const ascending = allRows(inputs.rows).toSorted((a, b) => answers[a]! - answers[b]! || a - b);
  const sample = Int32Array.from(evenly(inputs.rows, effectRows), (place) => ascending[place]!);
  const sampled = {
    answer,
    sample,
    inputs: rowsOf(inputs, sample),
    own: Float64Array.from(sample, (row) => answers[row]!),
    points,
  };
  const ranked = importance.columns.flatMap((group) => group.columns);
  const names = ranked.length > 0 ? ranked : columns.map(({ name }) => name);

  const { background, examples, note } = explainExamples(classifier, label, {
    inputs,
    ascending,
    columns: table === null && pipeline !== null ? null : columns,
    lineOf: (row) => table?.lines?.at(model.rows[row]!) ?? null,
  });
  return {
    schema: 'glassnet.explanation/1',
    explained: { scale: classes.length === 2 ? 'log-odds' : 'centred logit', class: classes[label]! },
    background,
    rows,
    importance,
    effects: names.slice(0, effects).map((name) => {
      return columnEffect({ ...sampled, column: columns.find((column) => column.name === name)! });
    }),
    examples,
    notes: [...notes, ...notesOf(classifier, table, label), ...(note === null ? [] : [note])],
  };
}

/** Class 1 of two; of more the most frequent. */
function labelOf({ classes, priors }: Classifier): number {
  return classes.length === 2 ? 1 : priors.natural.indexOf(Math.max(...priors.natural));
}

function notesOf({ classes }: Classifier, table: Table | null, label: number): string[] {
  const notes: string[] = [];
  if (table === null)
    notes.push('The rows are arrays: each of their inputs stands as a column, on the scale it has there.');
  if (classes.length > 2) {
    notes.push(`There are ${classes.length} classes: effects and examples are about ${quoted(classes[label]!)}.`);
  }
  return notes;
}

interface MeasuredImportance {
  readonly importance: Importance;
  /** Rows that it was measured on, or might have been. */
  readonly rows: number;
  readonly notes: readonly string[];
}

function measureImportance(model: ExplainedModel, columns: readonly RawColumn[]): MeasuredImportance {
  const { classifier, inputs, targets, mix, seed, together, limits } = model;
  const n = inputs.rows;
  if (targets === null || n < 2) {
    const why = targets === null ? 'the classes of the rows are not known' : 'it takes two rows or more';
    const importance = { figure: 'logLoss', baseline: 0, shuffles: 0, columns: [] } as const;
    return { importance, rows: n, notes: [`No importance: ${why}.`] };
  }
  const groups = columnGroups(columns, together);
  const affordable = MOST_WORK / (classifier.network.parameterCount * groups.length);
  const most = Math.min(limits?.rows ?? LIMITS.rows, Math.max(FEW_ROWS, Math.floor(affordable / FEWEST_SHUFFLES)));
  const measured = createRandom(seed, 'explained rows').shuffle(allRows(n)).slice(0, most).toSorted();
  const rows = measured.length;
  const notes: string[] = [];
  if (rows < n)
    notes.push(`Importance was measured on ${groupDigits(rows)} of ${groupDigits(n)} rows, drawn at random.`);
  if (n < FEW_ROWS) notes.push(`Importance comes from ${counted(n, 'row')}: its intervals are rough.`);
  if (columns.length > MOST_COLUMNS_PAIRED) {
    notes.push(`Of ${groupDigits(columns.length)} columns, those that go together were not looked for.`);
  }
  const importance = permutationImportance({
    loss: rowLoss(classifier, gathered(targets, measured), mix),
    inputs: rowsOf(inputs, measured),
    groups,
    shuffles: Math.min(
      MOST_SHUFFLES,
      Math.max(FEWEST_SHUFFLES, Math.floor(Math.min(SHUFFLED_ROWS, affordable) / rows)),
    ),
    random: createRandom(seed, 'importance'),
  });
  return { importance, rows, notes };
}

function gathered(targets: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => targets[row]!);
}

/** These rows of a matrix, copied. */
function rowsOf(x: Tensor, rows: Int32Array): Tensor {
  const chosen = Tensor.zeros(rows.length, x.columns);
  gatherRows(x, rows, chosen);
  return chosen;
}
