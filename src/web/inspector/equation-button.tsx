/**
 * Opens the equation that made a number.
 */
import { chooseEquation } from '../state/state.ts';

export function EquationButton({ id }: { readonly id: string }) {
  return (
    <button
      class="equation"
      id={`eq-${id}-${useKey()}`}
      aria-label={`Equation ${id}`}
      onClick={(event) => {
        event.preventDefault();
        chooseEquation(id);
      }}
    >
      {id}
    </button>
  );
}
