/**
 * A weight that can be changed: p, loss and surface follow at once.
 */
import { formatPlace, type ParameterPlace } from '../../study/session/parameter-place.ts';
import { edit } from '../state/actions.ts';
import { isRunning } from '../state/state.ts';

interface WeightInputProps {
  readonly place: ParameterPlace;
  readonly value: number;
}

export function WeightInput({ place, value }: WeightInputProps) {
  return (
    <input
      class="weight"
      type="number"
      step="any"
      aria-label={formatPlace(place)}
      title={`Change ${formatPlace(place)}`}
      disabled={isRunning.value}
      value={value}
      onChange={({ currentTarget }) => {
        const given = currentTarget.valueAsNumber;
        if (Number.isFinite(given)) void edit(place, given);
        else currentTarget.value = String(value);
      }}
    />
  );
}
