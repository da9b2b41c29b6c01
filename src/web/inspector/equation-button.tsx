/**
 * Opens the equation that made a number.
 */
import { chooseEquation } from '../state/state.ts';

export function EquationButton({ id }: { readonly id: string }) {
  return (
    <button
      class="equation"
      aria-label={`Equation ${id}`}
      data-opens={`eq:${id}`}
      onClick={(event) => {
        // In a summary, it would open or close that.
        event.preventDefault();
        chooseEquation(id);
      }}
    >
      {id}
    </button>
  );
}
