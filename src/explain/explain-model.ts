/**
 * Why a model answers as it does, from rows that it hasn't learned from: importance of columns, effects of the most
 * important ones, and three rows as examples.
 */
import { allRows, type Table } from '../data/table.ts';
import type { Classifier, Mix } from '../model/classifier.ts';
import { createRandom, type Seed } from '../random.ts';
import { Tensor } from '../tensor/tensor.ts';
import { counted } from '../text-table.ts';
import { columnEffect } from './effects/column-effect.ts';
import { evenly } from './evenly.ts';
import type { Effect, ExplanationDocument, Importance } from './explanation-document.ts';
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
  /** The class that effects and examples are about: class 1 of two, the most frequent of more where left out. */
  readonly label?: number;
  /** Columns to permute together, by name, beside those that go together closely. */
  readonly together?: readonly (readonly string[])[];
  /** Columns to show the effects of; the most important ones where left out. */
  readonly effectsOf?: readonly string[];
  readonly limits?: Partial<ExplanationLimits>;
}

/** What an explanation may cost. */
export interface ExplanationLimits {
  /** Rows that importance is measured on. */
  readonly rows: number;
  /** Columns whose effects are shown, rows that they are averaged over, and points of each. */
  readonly effects: number;
  readonly effectRows: number;
  readonly points: number;
}

const LIMITS: ExplanationLimits = { rows: 1_500, effects: 6, effectRows: 200, points: 20 };
/** More rows narrow an interval more than more shuffles of the same rows do: these share what is left. */
const SHUFFLED_ROWS = 3_000;
const MOST_SHUFFLES = 10;
/** Intervals of fewer rows are rough. */
const FEW_ROWS = 100;

export function explainModel(model: ExplainedModel): ExplanationDocument {
  const { classifier, table, rows, inputs, seed } = model;
  const limits = { ...LIMITS, ...model.limits };
  const notes: string[] = [];
  const label = model.label ?? labelOf(classifier);
  const columns = rawColumns(classifier, table, rows, inputs);
  if (table === null)
    notes.push('The model was trained on arrays: its columns are their inputs, on the scale of the arrays.');
  if (classifier.classes.length > 2) {
    notes.push(`Of ${classifier.classes.length} classes, effects and examples are about one.`);
  }
  const answers = classProbability(classifier, label)(inputs);
  const ascending = allRows(inputs.rows).toSorted((a, b) => answers[a]! - answers[b]! || a - b);
  const measured = createRandom(seed, 'explained rows').shuffle(allRows(inputs.rows)).slice(0, limits.rows).toSorted();
  const importance = measureImportance(model, columns, measured, notes);
  const ranked = importance.columns.flatMap((group) => group.columns);
  const names =
    model.effectsOf ?? (ranked.length > 0 ? ranked : columns.map(({ name }) => name)).slice(0, limits.effects);
  const sample = Int32Array.from(evenly(inputs.rows, limits.effectRows), (place) => ascending[place]!);
  return {
    schema: 'glassnet.explanation/1',
    explained: {
      scale: classifier.classes.length === 2 ? 'log-odds' : 'centred logit',
      class: classifier.classes[label]!,
    },
    background: { rows: 0, base: 0, baseProbability: 0 },
    rows: measured.length,
    importance,
    effects: effectsOf(names, columns, classifier, label, inputs, sample, limits),
    examples: [],
    notes,
  };
}

/** Class 1 of two; of more the most frequent. */
function labelOf({ classes, priors }: Classifier): number {
  return classes.length === 2 ? 1 : priors.natural.indexOf(Math.max(...priors.natural));
}

function measureImportance(
  { classifier, inputs, targets, mix, seed, together }: ExplainedModel,
  columns: readonly RawColumn[],
  rows: Int32Array,
  notes: string[],
): Importance {
  if (targets === null || rows.length < 2) {
    notes.push(
      targets === null
        ? 'No importance: it is measured on rows whose class is known.'
        : 'No importance: it takes at least two rows.',
    );
    return { figure: 'logLoss', baseline: 0, shuffles: 0, columns: [] };
  }
  if (rows.length < FEW_ROWS) {
    notes.push(`Importance was measured on ${counted(rows.length, 'row')} only: its intervals are rough.`);
  }
  if (columns.length > MOST_COLUMNS_PAIRED) {
    notes.push(`With ${columns.length} columns, those that go together were not looked for: each was permuted alone.`);
  }
  return permutationImportance({
    loss: rowLoss(
      classifier,
      rows.map((row) => targets[row]!),
      mix,
    ),
    inputs: rowsOf(inputs, rows),
    groups: columnGroups(columns, together),
    shuffles: shufflesFor(rows.length),
    random: createRandom(seed, 'importance'),
  });
}

function shufflesFor(rows: number): number {
  return Math.min(MOST_SHUFFLES, Math.max(1, Math.floor(SHUFFLED_ROWS / rows)));
}

function effectsOf(
  names: readonly string[],
  columns: readonly RawColumn[],
  classifier: Classifier,
  label: number,
  all: Tensor,
  sample: Int32Array,
  { points }: ExplanationLimits,
): Effect[] {
  const answer = classProbability(classifier, label);
  const inputs = rowsOf(all, sample);
  const own = answer(inputs);
  return names.map((name) => {
    const column = columns.find((one) => one.name === name)!;
    return columnEffect({ answer, column, sample, inputs, own, points });
  });
}

/** These rows of a matrix, copied. */
function rowsOf(x: Tensor, rows: Int32Array): Tensor {
  const d = x.columns;
  const chosen = Tensor.zeros(rows.length, d);
  for (const [place, row] of rows.entries()) chosen.data.set(x.data.subarray(row * d, (row + 1) * d), place * d);
  return chosen;
}
