/**
 * What an exercise is: a module of glassnet with a part of it missing, or with a fault in it, and what goes wrong if the
 * part is written as people often write it.
 */
import type { Kernels } from '../../tensor/kernels/kernels.ts';
import type { EquationId } from '../equations/equation.ts';

/** What the file of an exercise must export, and what takes its place in the network. */
type PartName = 'Adam' | 'Dense' | 'heUniform' | 'referenceKernels';

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
  /** What is to be written in place of their regions; nothing is taken out where there is a fault to find. */
  readonly blanks: readonly string[];
  /** Regions that are taken out beside, since they are another exercise. */
  readonly beside?: readonly EquationId[];
  /** Adds to the student's kernels what those regions computed. */
  readonly complete?: (kernels: Kernels) => Kernels;
  /** The one function of the module that is handed out; the others are imported. All of it if left out. */
  readonly only?: string;
  /** Words of comments that would say the answer. */
  readonly hidden: Change;
  /** Where there is a fault to find. */
  readonly fault: Change | null;
  readonly mistakes: readonly Mistake[];
}
