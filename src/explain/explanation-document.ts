/**
 * What was found out about why a model answers as it does, as one value: `explanation.json` of a run folder, and what
 * `explain --json` prints. Report, card and terminal are views of it.
 */
import type { Interval } from '../evaluation/intervals/share-interval.ts';

export interface ExplanationDocument {
  readonly schema: 'glassnet.explanation/1';
  readonly explained: ExplainedOutput;
  readonly background: Background;
  /** Held-out rows that importance was measured on, all there are where it was not; effects take some of them. */
  readonly rows: number;
  readonly importance: Importance;
  /** Of the most important columns first. */
  readonly effects: readonly Effect[];
  readonly examples: readonly RowExplanation[];
  /** What was left out, and why: a sentence each. */
  readonly notes: readonly string[];
}

/** The number that contributions add up to. */
export interface ExplainedOutput {
  /**
   * Two classes: the log-odds of class 1; more: the logit of a class less the mean of all. Both for the natural mix of
   * classes, after calibration. `probability` where the game is played there.
   */
  readonly scale: 'log-odds' | 'centred logit' | 'probability';
  /** The class that it speaks for. */
  readonly class: string;
}

/** Training rows that a customer is compared with, kept in the model file. */
export interface Background {
  readonly rows: number;
  /** The mean of the explained number over them. */
  readonly base: number;
  /** The probability that belongs to the base. */
  readonly baseProbability: number;
}

export interface Importance {
  /** The figure that gets worse, such as log loss: higher is worse. */
  readonly figure: 'logLoss';
  readonly baseline: number;
  readonly shuffles: number;
  /** Most important first; none where the classes of the rows aren't known. */
  readonly columns: readonly ColumnImportance[];
}

/** Columns that were permuted together; each column of the model is in one entry. */
export interface ColumnImportance {
  readonly columns: readonly string[];
  /** How much the figure rises when these columns are permuted; below 0 by chance, or where the model is misled. */
  readonly increase: number;
  /** 95 %, over rows. */
  readonly interval: Interval | null;
}

/** How the probability of the explained class moves with one column, on its raw scale. */
export interface Effect {
  readonly column: string;
  readonly kind: 'number' | 'category';
  /** `date` where the values are days since 1970. */
  readonly notation?: 'date';
  /** Held-out rows that are averaged over. */
  readonly rows: number;
  /** Of numbers ascending, levels most frequent first, but no before yes; then `null` for missing where some are. */
  readonly points: readonly EffectPoint[];
  /** Up to 20 rows of their own: the probability at each point, to four decimals [rows][points]. */
  readonly individual: readonly (readonly number[])[];
  /** Values of rows, ascending, from the first to the last point, up to 50, for the rug; empty for categories. */
  readonly rug: readonly number[];
}

export interface EffectPoint {
  /** The raw value; null is a missing one. */
  readonly value: number | string | null;
  /** Mean probability with every row given this value (Friedman 2001, equation 53). */
  readonly partialDependence: number;
  /** Accumulated local effect, moved so that its mean over rows is that of the predictions (Apley & Zhu 2020); null where not defined. */
  readonly accumulatedLocal: number | null;
  /** All held-out rows at or near this value. */
  readonly rows: number;
  /** Whether there are too few to believe. */
  readonly isSparse: boolean;
}

/** One customer, and what each column added. */
export interface RowExplanation {
  /** What the row is called: its ID, or null. */
  readonly id: string | null;
  /** The line in the file, where that is known. */
  readonly line: number | null;
  /** The probability of the explained class on the natural mix. */
  readonly probability: number;
  /** The explained number: base + Σ effects. */
  readonly value: number;
  /** In the order of columns. */
  readonly contributions: readonly Contribution[];
}

interface Contribution {
  readonly column: string;
  /** The cell as it stood in the file; null for a missing one. */
  readonly cell: string | null;
  readonly effect: number;
}
