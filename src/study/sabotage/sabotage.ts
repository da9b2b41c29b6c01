/**
 * Sabotage: one term of the real network broken on purpose, as students break it by mistake. The gradient check catches
 * each one; what a training with it looks like is said beside it.
 */
import type { TrainingOptions } from '../../training/training-options.ts';
import type { EquationId } from '../equations/equation.ts';
import type { Parts } from '../gradcheck/problem.ts';

export interface Sabotage {
  readonly name: string;
  /** The id of the equation that is broken, as in `study/equations`. */
  readonly equation: EquationId;
  /** What was broken. */
  readonly breaks: string;
  /** What one sees in a training, without a check. */
  readonly symptom: string;
  /** Options without which there is nothing to break. */
  readonly needs?: Partial<TrainingOptions>;
  /** The check that shows it: of the start values it is `sanity`; left out, it is `gradcheck`. */
  readonly shownBy?: 'sanity';
  readonly parts: Parts;
}
