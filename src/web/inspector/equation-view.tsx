/**
 * An equation opened: the formula, its symbols with the numbers at hand, the derivation.
 */
import { equation, isCodeOpen } from '../state/state.ts';

export function EquationView() {
  return (
    <>
      <p>{equation.value}</p>
      <button data-opens="code" onClick={() => (isCodeOpen.value = true)}>
        The code that computes it
      </button>
    </>
  );
}
