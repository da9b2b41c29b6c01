/**
 * The region of code that computes an equation, with its file.
 */
import { equation } from '../state/state.ts';

export function CodeView() {
  return <p>{equation.value}</p>;
}
