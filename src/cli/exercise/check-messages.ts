/**
 * What is said between the command and the thread that runs a student's module.
 */
import type { CheckedRun, Explanation } from '../../study/exercises/check.ts';
import type { GradcheckReport } from '../../study/gradcheck/gradcheck.ts';
import type { StudentFault } from './student-error.ts';

export interface CheckOrder {
  readonly id: string;
  /** The address of the module. */
  readonly url: string;
}

export type CheckAnswer =
  | { readonly kind: 'progress'; readonly progress: string }
  | { readonly kind: 'fault'; readonly fault: StudentFault }
  | {
      readonly kind: 'done';
      readonly runs: readonly CheckedRun[];
      /** Checked once all runs agree. */
      readonly gradients: GradcheckReport | null;
      /** Of the number that differs. */
      readonly why: Explanation | null;
    };
