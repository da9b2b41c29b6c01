/**
 * What the network says of the chosen row now: it follows each step and each change of a weight.
 */
import { shortNumber } from '../format.ts';
import { description, snapshot, traced } from '../state/state.ts';

export function RowLine() {
  const { watched } = snapshot.value ?? { watched: null };
  if (watched === null) return null;
  const { number, probabilities, loss } = watched;
  const row = traced.value?.document.row;
  const target = row?.number === number ? row.target : null;
  const likeliest = probabilities.indexOf(Math.max(...probabilities));
  const shown = target?.number ?? likeliest;
  return (
    <p class="row-line" aria-live="off">
      Row <b>{row?.id ?? number}</b>
      {target !== null && `, class ${target.name}`}: p({description.value!.classes[shown]}) ={' '}
      <b>{shortNumber(probabilities[shown]!)}</b>
      {loss !== null && (
        <>
          , loss <b>{shortNumber(loss)}</b>
        </>
      )}
    </p>
  );
}
