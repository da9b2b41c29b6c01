/**
 * What an exercise is: a module of glassnet with a part of it missing, or with a fault in it, and what goes wrong if the
 * part is written as people often write it.
 */
import type { EquationId } from '../equations/equation.ts';

/** What the file of an exercise must export, and what takes its place in the network. */
export type PartName = 'Adam' | 'Dense' | 'heUniform' | 'referenceKernels';

/** Places of compiled code that are replaced; each stands there once. */
export type Change = readonly (readonly [from: string, to: string])[];

/** A way to get it wrong. */
interface Mistake {
  readonly name: string;
  /** What turns the right code into the wrong one. */
  readonly change: Change;
  /** What to think about, without the code. */
  readonly hint: string;
}

/** A stretch of code that is taken out. */
interface Blank {
  /** What is to be written there. */
  readonly what: string;
  /** Code that stays behind the blank, since it is not part of the task. */
  readonly given?: readonly string[];
}

export interface Exercise {
  readonly id: string;
  readonly title: string;
  /** From `src`, without its ending: `nn/layers/dense`. */
  readonly module: string;
  readonly part: PartName;
  /** What to do, which numbers there are and in which shapes; a paragraph each. */
  readonly task: readonly string[];
  /** What it is about. */
  readonly equations: readonly EquationId[];
  /** What is said of them, where their own formulas would say too much; null for those. */
  readonly formulas: readonly string[] | null;
  /** What is said in place of their regions; nothing is taken out where there is a fault to find. */
  readonly blanks: readonly Blank[];
  /** Words of comments that would say the answer. */
  readonly hidden: Change;
  /** Where there is a fault to find. */
  readonly fault: Change | null;
  readonly mistakes: readonly Mistake[];
}
