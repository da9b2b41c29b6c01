/**
 * A simple rule about a row (a column above a value, known at all, or larger than another), and how surprisingly pure
 * the rows are that it chooses.
 */
import { logChanceOfHits } from './surprise.ts';

export interface Rule {
  /** As it reads: `completion > 0`. */
  readonly text: string;
  readonly columns: readonly string[];
  /** The class of nearly all chosen rows. */
  readonly label: number;
  /** The number of rows that the rule chooses. */
  readonly rows: number;
  /** The number of them that are of the class. */
  readonly hits: number;
  /** ln of a bound on the probability of such purity by chance, for this single rule. */
  readonly logChance: number;
  /** The share of the exceptions expected by chance that the rule may have. */
  readonly tolerance: number;
  /** What is true of the rows that the rule doesn't choose, as a sentence; left out where nothing is worth a word. */
  readonly elsewhere?: string;
  /**
   * A signal comes gradually, and goes on where the rule ends; a record made after the outcome starts abruptly from one
   * value to the next, and the column says nothing else about the class.
   */
  readonly isAbrupt: () => boolean;
  /** The rows that the rule chooses, ascending. */
  readonly choose: () => Int32Array;
}

/** The share of the exceptions expected by chance that most rules may have. */
export const MOST_EXCEPTIONS = 0.02;

/** Fewer rows than this make no rule, however pure. */
export const FEWEST_ROWS = 10;

/** ln of the bound for a rule that is pure enough, else 0. */
export function logChanceOfRule(hits: number, rows: number, rate: number, tolerance = MOST_EXCEPTIONS): number {
  if (rows < FEWEST_ROWS || rows - hits > tolerance * rows * (1 - rate)) return 0;
  return logChanceOfHits(hits, rows, rate);
}
