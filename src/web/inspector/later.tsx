/**
 * Says that more is hidden until the step has gone further, and shows it to who won't wait.
 */
import { heldBack, isShown, part } from '../state/state.ts';

export function Later({ what }: { readonly what: string }) {
  if (isShown('adam')) return null;
  return (
    <p class="note">
      {what} come later in the step.{' '}
      {heldBack.value === null && <button onClick={() => (part.value = 'adam')}>Show all parts</button>}
    </p>
  );
}
